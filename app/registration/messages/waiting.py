"""Mails to those who wait: offers, places, being passed over, the end of a list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.events.policies import ShareStep
from app.kernel import shown
from app.registration import queries, rules
from app.registration.enums import PlaceState, Skip
from app.registration.messages import frame
from app.registration.messages.frame import Draft
from app.registration.models import Booking, Registration
from app.registration.queries import Place


def moved_up(booking: Booking, *, instead_of: Sequence[Booking], now: datetime) -> Draft:
    """From the waiting list to a place: urgent, since it may be for today. `instead_of`: what was kept
    until this better one came."""
    values = frame.about(booking) | {
        "join_url": frame.join_url(booking),
        "has_entry": True,
        "instead_of": frame.sessions(instead_of),
        "is_last_day": rules.is_last_day(starts_at=booking.slot.starts_at, now=now),
    }
    key = f"up:{booking.public_id}"
    return frame.draft("moved_up", booking.registration, values, key=key, urgent=True)


def offered(booking: Booking) -> Draft:
    """A place is held until a time; it wants an answer."""
    values = frame.about(booking) | {"until": frame.until(booking.offer_ends_at)}
    key = f"offered:{booking.public_id}"
    return frame.draft("offered", booking.registration, values, key=key, urgent=True)


def accepted(booking: Booking, *, instead_of: Sequence[Booking]) -> Draft:
    values = frame.about(booking) | {
        "join_url": frame.join_url(booking),
        "has_entry": True,
        "instead_of": frame.sessions(instead_of),
    }
    return frame.draft("accepted", booking.registration, values, key=f"yes:{booking.public_id}")


def admitted(registration: Registration, places: Sequence[Place]) -> Draft:
    """From the event's waiting list, or out of the draw, to a place in the event or an offer of one
    (`until` is not empty): with the sessions."""
    return _event_place("admitted", registration, places, key="admitted")


def event_accepted(registration: Registration, places: Sequence[Place]) -> Draft:
    return _event_place("event_accepted", registration, places, key="event-accepted")


def not_drawn(registration: Registration, places: Sequence[Place]) -> Draft:
    """The draw is over and they wait for the event."""
    return _event_place("not_drawn", registration, places, key="not-drawn")


def offer_ran_out(place: Registration | Booking) -> Draft:
    """Nobody answered in time; the place has gone to the next."""
    if isinstance(place, Booking):
        values = frame.about(place) | {"about": "session"}
        key = f"ran-out:{place.public_id}"
        return frame.draft("offer_ran_out", place.registration, values, key=key)
    values = frame.common(place) | {"about": "event", "session": None}
    return frame.draft("offer_ran_out", place, values, key="ran-out")


def passed_over(place: Registration | Booking, why: Skip, *, step: ShareStep | None) -> Draft:
    """A free place went to the next one; why, and that the turn is kept. Once for each reason."""
    registration = place.registration if isinstance(place, Booking) else place
    values = frame.common(registration) | {
        "about": "session" if isinstance(place, Booking) else "event",
        "session": frame.session(place.slot) if isinstance(place, Booking) else None,
        "why": str(why),
        "until": shown.moment(step.until) if step and why == Skip.SHARE else "",
    }
    return frame.draft("passed_over", registration, values, key=f"passed:{why}:{place.public_id}")


def list_closed(place: Registration | Booking) -> Draft:
    """No place came free. Where slides and recordings will be."""
    if isinstance(place, Booking):
        slot = place.slot
        values = frame.about(place) | {"about": "session"}
        values["slides_url"] = f"{values['event_url']}sessions/{slot.session.slug}"
        key = f"closed:{place.public_id}"
        return frame.draft("list_closed", place.registration, values, key=key)
    values = frame.common(place) | {"about": "event", "session": None}
    values["slides_url"] = f"{values['event_url']}programme"
    return frame.draft("list_closed", place, values, key="closed")


def _event_place(
    name: str, registration: Registration, places: Sequence[Place], *, key: str
) -> Draft:
    refs = [place.booking.public_id for place in places]
    has, waits, wishes = frame.rows(places, accounts.links_of(refs, LinkPurpose.JOIN))
    values = frame.common(registration)
    values |= {
        "state": str(registration.state),
        "answer_url": f"{values['my_url']}/answer/event",
        "until": frame.until(registration.offer_ends_at),
        "position": queries.turn_of(registration),
        "places": has,
        "has_entry": bool(has) and registration.state == PlaceState.CONFIRMED,
        "waiting": waits,
        "wishes": wishes,
        "one_entry": registration.calendar == "day",
    }
    return frame.draft(name, registration, values, key=key, urgent=name != "event_accepted")
