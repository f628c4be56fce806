"""Which mail about places says what to whom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.accounts.models import PersonalLink
from app.kernel import shown
from app.kernel.links import public_url
from app.kernel.mailbox import Mailbox
from app.mail.actions import Draft
from app.programme.models import Slot
from app.registration.enums import PlaceState
from app.registration.models import Booking, Registration
from app.registration.queries import Place

__all__ = ["Draft"]


def registered(
    registration: Registration, places: Sequence[Place], links: Mapping[str, PersonalLink]
) -> Draft:
    """The one mail after registering: reference, places, waiting lists, personal link. `links`: to
    the person's day and to each session, by the public ids of registration and bookings."""
    rows = []
    for place in places:
        row = _session(place.booking.slot)
        row["ahead"] = place.ahead
        if place.booking.state == PlaceState.CONFIRMED:
            row["join_url"] = accounts.url_of(links[place.booking.public_id])
        rows.append(row)
    values = _common(registration, links[registration.public_id]) | {
        "places": [row for row in rows if row["ahead"] is None],
        "waiting": [row for row in rows if row["ahead"] is not None],
        "one_entry": registration.calendar == "day",
        "welcome_words": registration.event.policies.welcome_words,
    }
    return _draft("registered", registration, values, key="registered")


def place_added(registration: Registration, place: Place) -> Draft:
    """One session more: a place, or the waiting list said plainly."""
    values = _common(registration) | {
        "session": _session(place.booking.slot),
        "ahead": place.ahead,
    }
    return _draft("place_added", registration, values, key=f"added:{place.booking.public_id}")


def moved_up(booking: Booking) -> Draft:
    """From the waiting list to a place: urgent, since it may be for today."""
    values = _common(booking.registration) | {
        "session": _session(booking.slot),
        "join_url": _join_url(booking),
    }
    return _draft(
        "moved_up", booking.registration, values, key=f"up:{booking.public_id}", urgent=True
    )


def given_up(booking: Booking, *, was_waiting: bool) -> Draft:
    values = _common(booking.registration) | {
        "session": _session(booking.slot),
        "was_waiting": was_waiting,
    }
    return _draft("given_up", booking.registration, values, key=f"given:{booking.public_id}")


def registration_cancelled(registration: Registration) -> Draft:
    return _draft("registration_cancelled", registration, _common(registration), key="cancelled")


def session_cancelled(booking: Booking, *, because: str) -> Draft:
    """To everybody who had a place or waited."""
    values = _common(booking.registration) | {
        "session": _session(booking.slot),
        "because": because,
    }
    return _draft(
        "session_cancelled",
        booking.registration,
        values,
        key=f"off:{booking.public_id}",
        urgent=True,
    )


def links_again(registration: Registration, *, now: datetime) -> Draft:
    """For who lost the link or registered twice; at most one every five minutes."""
    key = f"links:{int(now.timestamp()) // 300}"
    return _draft("links_again", registration, _common(registration), key=key, urgent=True)


def _draft(
    name: str, registration: Registration, values: dict[str, Any], *, key: str, urgent: bool = False
) -> Draft:
    return Draft(
        template=f"registration/email/{name}",
        to=Mailbox(registration.person.name, registration.person.email),
        values=values,
        dedupe_key=f"registration:{registration.public_id}:{key}",
        scope=registration.event.slug,
        subject_ref=registration.public_id,
        urgent=urgent,
    )


def _common(registration: Registration, link: PersonalLink | None = None) -> dict[str, Any]:
    event = registration.event
    ref = registration.public_id
    my_link = link or accounts.links_of([ref], LinkPurpose.MY)[ref]
    return {
        "name": registration.person.name,
        "event": event.name,
        "day": shown.day(event.day_on),
        "event_url": public_url(f"/{event.slug}/"),
        "my_url": accounts.url_of(my_link),
        "reference": registration.reference,
        "contact": event.policies.contact_email,
        "notice": event.notice,
    }


def _session(slot: Slot) -> dict[str, Any]:
    return {
        "title": slot.session.title,
        "time": f"{shown.clock_time(slot.starts_at)} to {shown.clock_time(slot.ends_at)}",
        "day": shown.day(slot.starts_at),
        "room": slot.room.name,
        "services": ", ".join(service.name for service in slot.session.services),
    }


def _join_url(booking: Booking) -> str:
    links = accounts.links_of([booking.public_id], LinkPurpose.JOIN)
    return accounts.url_of(links[booking.public_id])
