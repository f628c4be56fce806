"""Mails that carry a calendar entry and are about nothing else, or about a change of the programme."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask_babel import lazy_gettext as _

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.invites.rules import Due
from app.kernel import shown
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.mail.rules import Wordable
from app.programme.models import Slot
from app.registration.enums import PlaceKind, PlaceState
from app.registration.models import Booking, Registration
from app.registration.queries import language_of

_PERSON = {"name": "name", "event": "event"}
_ENTRY = _PERSON | {"title": "title"}
WORDABLE = (
    Wordable(
        template="invites/email/entry",
        name=_("An entry for the calendar"),
        when=_("With a new or changed entry that comes in a mail of its own"),
        placeholders=_ENTRY,
        variant=("method", "request"),
    ),
    Wordable(
        template="invites/email/entry",
        name=_("An entry out of the calendar"),
        when=_("When a place is given up or a session is cancelled"),
        placeholders=_ENTRY,
        variant=("method", "cancel"),
    ),
    Wordable(
        template="invites/email/moved",
        name=_("Sessions have moved"),
        when=_("When a release or a change on the day moves what somebody has"),
        placeholders=_PERSON,
    ),
    Wordable(
        template="invites/email/meeting_changed",
        name=_("The online meeting has changed"),
        when=_("When a room gets another meeting shortly before or during a session"),
        placeholders=_PERSON,
    ),
    Wordable(
        template="invites/email/presenter_replaced",
        name=_("Another presenter"),
        when=_("To who presents or hosts with somebody who is replaced"),
        placeholders=_ENTRY | {"old_name": "old_name", "new_name": "new_name"},
    ),
)


def entry(registration: Registration, due: Due, *, keeps_place: bool = False) -> Draft:
    """One entry, new, changed or cancelled. The body repeats time and link, for gateways that strip
    calendar parts and for programs that copy the body into the entry."""
    values = _common(registration) | {
        "title": due.entry.summary,
        "when": shown.moment(due.entry.starts_at),
        "until": shown.clock_time(due.entry.ends_at),
        "link": due.entry.url,
        "is_cancelled": due.method == "CANCEL",
        "keeps_place": keeps_place,
        "has_entry": due.method == "REQUEST",
        "method": due.method.lower(),
    }
    return Draft(
        template="invites/email/entry",
        to=_to(registration),
        values=values,
        dedupe_key=_key(due),
        scope=registration.event.slug,
        subject_ref=registration.public_id,
        language=language_of(registration),
        calendar={"method": due.method, "entry": due.entry.to_json()},
    )


def moved(
    registration: Registration,
    moves: Sequence[tuple[Booking, dict[str, str]]],
    *,
    clashes: Sequence[tuple[str, str]],
    version: str,
) -> Draft:
    """Another time, length or room, to who has a place, an offer of one, or a turn: each booking with how it
    was before. `clashes` are titles of their places that are at one time now; `version` names the change."""
    values = _common(registration) | {
        "moves": [
            {
                "title": booking.slot.session.title,
                "old": old,
                "new": when_and_where(booking.slot),
                "is_waiting": booking.state == PlaceState.WAITING,
                "is_offered": booking.state == PlaceState.OFFERED,
                "is_presenter": booking.kind == PlaceKind.PRESENTER,
            }
            for booking, old in moves
        ],
        "has_entry": any(one.state == PlaceState.CONFIRMED for one, _old in moves),
        "clashes": [{"one": one, "other": other} for one, other in clashes],
    }
    refs = ":".join(booking.public_id for booking, _ in moves)
    return Draft(
        template="invites/email/moved",
        to=_to(registration),
        values=values,
        dedupe_key=f"moved:{sha256(refs.encode()).hexdigest()[:16]}:{version}",
        scope=registration.event.slug,
        subject_ref=registration.public_id,
        language=language_of(registration),
        urgent=True,
    )


def meeting_changed(bookings: Sequence[Booking], *, now: datetime) -> Draft:
    """The way into these sessions of one person is another one; their join links stay."""
    registration = bookings[0].registration
    bookings = sorted(bookings, key=lambda one: one.slot.starts_at)
    links = accounts.links_of([one.public_id for one in bookings], LinkPurpose.JOIN)
    values = _common(registration) | {
        "sessions": [
            {
                "title": one.slot.session.title,
                "new": when_and_where(one.slot),
                "join_url": accounts.url_of(links[one.public_id]),
            }
            for one in bookings
        ]
    }
    return Draft(
        template="invites/email/meeting_changed",
        to=_to(registration),
        values=values,
        dedupe_key=f"meeting:{registration.public_id}:{now.isoformat()}",
        scope=registration.event.slug,
        subject_ref=registration.public_id,
        language=language_of(registration),
        urgent=True,
    )


def presenter_replaced(booking: Booking, old_name: str, new_name: str) -> Draft:
    """To who presents or hosts the session with them."""
    slot = booking.slot
    values = _common(booking.registration) | {
        "title": slot.session.title,
        "new": when_and_where(slot),
        "old_name": old_name,
        "new_name": new_name,
    }
    stamp = slot.session.updated_at.isoformat()
    return Draft(
        template="invites/email/presenter_replaced",
        to=_to(booking.registration),
        values=values,
        dedupe_key=f"replaced:{booking.public_id}:{stamp}",
        scope=booking.registration.event.slug,
        subject_ref=booking.registration.public_id,
        language=language_of(booking.registration),
        urgent=True,
    )


def when_and_where(slot: Slot) -> dict[str, str]:
    return spot(slot.starts_at, slot.ends_at, slot.room.name)


def spot(starts_at: datetime, ends_at: datetime, room: str) -> dict[str, str]:
    return {"when": shown.moment(starts_at), "until": shown.clock_time(ends_at), "room": room}


def _common(registration: Registration) -> dict[str, Any]:
    links = accounts.links_of([registration.public_id], LinkPurpose.MY)
    return {
        "name": registration.person.name,
        "event": registration.event.name,
        "my_url": accounts.url_of(links[registration.public_id]),
        "contact": registration.event.policies.contact_email,
        "notice": registration.event.notice,
    }


def _to(registration: Registration) -> Mailbox:
    return Mailbox(registration.person.name, registration.person.email)


def _key(due: Due) -> str:
    stamp = due.entry.stamp_at.isoformat()
    return f"entry:{due.entry.uid}:{due.method}:{due.entry.sequence}:{stamp}"
