"""Mails about a desk."""

from __future__ import annotations

from datetime import datetime

from flask_babel import lazy_gettext as _

from app.kernel import shown
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.mail.rules import Wordable
from app.speakers import queries
from app.speakers.models import Desk

WORDABLE = (
    Wordable(
        template="speakers/email/desk_link",
        name=_("The link to a desk"),
        when=_("When you send it, or a presenter lost it"),
        placeholders={"name": "name", "event": "event", "day": "day"},
    ),
)


def desk_link(desk: Desk, *, now: datetime) -> Draft:
    """Where one's desk is; asked for by an organiser, or by who lost the link. Once a minute at most."""
    event = desk.event
    return Draft(
        template="speakers/email/desk_link",
        to=Mailbox(desk.person.name, desk.email),
        values={
            "name": desk.person.name,
            "event": event.name,
            "day": shown.day(event.day_on),
            "event_url": public_url(f"/{event.slug}/"),
            "desk_url": queries.url_of(desk),
            "contact": event.policies.contact_email,
            "notice": event.notice,
        },
        dedupe_key=f"desk-link:{desk.public_id}:{now:%Y-%m-%dT%H:%M}",
        scope=event.slug,
        subject_ref=desk.public_id,
    )
