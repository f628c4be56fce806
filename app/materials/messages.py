"""Mails about slides: that they are wanted, and that a file was infected."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _

from app.accounts.models import Person
from app.events.models import Event
from app.kernel import shown
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.mail.rules import Wordable
from app.materials import rules
from app.materials.models import StoredFile
from app.programme.models import Session
from app.speakers import queries as speakers
from app.speakers.models import Desk

_SLIDES = {"name": "name", "event": "event", "day": "day", "title": "title", "due": "due"}
_WHEN_WANTED = (
    (rules.Step.SOON, _("Slides, please"), _("Some days before they are due")),
    (rules.Step.TOMORROW, _("Slides, by tomorrow"), _("The day before they are due")),
    (rules.Step.LATE, _("Slides are still missing"), _("When they are late")),
)
WORDABLE = tuple(
    Wordable(
        template="materials/email/slides_wanted",
        name=name,
        when=when,
        placeholders=_SLIDES,
        variant=("step", str(step)),
        needs=("due",),
    )
    for step, name, when in _WHEN_WANTED
)


def slides_wanted(
    desk: Desk, person: Person, item: Session, *, step: rules.Step, due_on: date
) -> Draft:
    """To who presents; once for each session, person and reminder."""
    desk_url = speakers.url_of(desk)
    return Draft(
        template="materials/email/slides_wanted",
        to=Mailbox(person.name, person.email),
        values=_common(item.event)
        | {
            "name": person.name,
            "title": item.title,
            "step": str(step),
            "due": shown.day(due_on),
            "desk_url": desk_url,
            "materials_url": f"{desk_url}/sessions/{item.slug}/materials",
        },
        dedupe_key=f"slides-wanted:{item.public_id}:{person.id}:{step}",
        scope=item.event.slug,
        subject_ref=desk.public_id,
    )


def infected(file: StoredFile, event: Event) -> Iterator[Draft]:
    """To who uploaded it and to the event's contact."""
    desk = speakers.desk_at(event.id, file.uploaded_by)
    contact = event.policies.contact_email
    for address in dict.fromkeys(one for one in (file.uploaded_by, contact) if "@" in one):
        is_uploader = address == file.uploaded_by
        yield Draft(
            template="materials/email/infected",
            to=Mailbox("", address),
            values=_common(event)
            | {
                "file": file.name,
                "is_uploader": is_uploader,
                "uploader": file.uploaded_by,
                "desk_url": speakers.url_of(desk) if desk and is_uploader else "",
            },
            dedupe_key=f"infected:{file.public_id}:{'uploader' if is_uploader else 'contact'}",
            scope=event.slug,
            subject_ref=file.public_id,
        )


def _common(event: Event) -> dict[str, Any]:
    return {
        "event": event.name,
        "day": shown.day(event.day_on),
        "event_url": public_url(f"/{event.slug}/"),
        "contact": event.policies.contact_email,
        "notice": event.notice,
    }
