"""What every mail about places has: whom it greets, the event, the link, how a session is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.accounts.queries import Link
from app.kernel import shown
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.programme.models import Slot
from app.programme.queries import services_of
from app.registration.enums import TAKEN, PlaceState
from app.registration.models import Booking, Registration
from app.registration.queries import Place, language_of

__all__ = ["Draft"]


def draft(
    name: str, registration: Registration, values: dict[str, Any], *, key: str, urgent: bool = False
) -> Draft:
    """`name` is a folder below `templates/registration/email`, `key` the occasion for this person."""
    return Draft(
        template=f"registration/email/{name}",
        to=Mailbox(registration.person.name, registration.person.email),
        values=values,
        dedupe_key=f"registration:{registration.public_id}:{key}",
        scope=registration.event.slug,
        subject_ref=registration.public_id,
        urgent=urgent,
        language=language_of(registration),
    )


def common(registration: Registration, link: Link | None = None) -> dict[str, Any]:
    event = registration.event
    ref = registration.public_id
    my_link = link or accounts.links_of([ref], LinkPurpose.MY)[ref]
    return {
        "name": _greeted(registration),
        "event": event.name,
        "day": shown.day(event.day_on),
        "event_url": public_url(f"/{event.slug}/"),
        "my_url": accounts.url_of(my_link),
        "reference": registration.reference,
        "contact": event.policies.contact_email,
        "notice": event.notice,
    }


def _greeted(registration: Registration) -> str:
    """Whose mail it is: the lead's, as long as the name of a group's place is to follow."""
    group = registration.group
    return group.lead.name if registration.is_unnamed and group else registration.person.name


def about(booking: Booking) -> dict[str, Any]:
    """The same with the session, and `answer_url`: the page whose buttons take or give up this place."""
    values = common(booking.registration)
    return values | {
        "session": session(booking.slot),
        "answer_url": f"{values['my_url']}/answer/{booking.public_id}",
    }


def session(slot: Slot) -> dict[str, Any]:
    return {
        "title": slot.session.title,
        "time": shown.span(slot.starts_at, slot.ends_at),
        "day": shown.day(slot.starts_at),
        "room": slot.room.name,
        "services": services_of(slot),
    }


def sessions(bookings: Sequence[Booking]) -> list[dict[str, Any]]:
    return [session(booking.slot) for booking in bookings]


def join_url(booking: Booking) -> str:
    links = accounts.links_of([booking.public_id], LinkPurpose.JOIN)
    return accounts.url_of(links[booking.public_id])


def rows(
    places: Sequence[Place], links: Mapping[str, Link]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], list[dict[str, Any]]]:
    """Sessions with a place (each with its join link) or an offer (`until` is not empty), waited for,
    and wished for.

    `links`: those to join, by the public id of a booking.
    """
    has: list[dict[str, Any]] = []
    waits: list[dict[str, Any]] = []
    wishes: list[dict[str, Any]] = []
    for place in places:
        booking = place.booking
        row = session(booking.slot) | {
            "ahead": place.ahead,
            "skipped": str(booking.skipped_because),
            "until": until(booking.offer_ends_at),
        }
        if booking.state in TAKEN:
            has.append(row | {"join_url": accounts.url_of(links[booking.public_id])})
        else:
            (waits if booking.state == PlaceState.WAITING else wishes).append(row)
    return has, waits, wishes


def until(at: datetime | None) -> str:
    """When an offer ends: Thursday 12 November 2020, 10:30."""
    return shown.moment(at) if at else ""
