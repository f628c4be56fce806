"""Mails when somebody registers, adds a session or gives one up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from app.accounts.queries import Link
from app.events.policies import ShareStep
from app.kernel import shown
from app.registration import queries, rules
from app.registration.enums import PlaceState
from app.registration.messages import frame
from app.registration.messages.frame import Draft
from app.registration.models import Booking, Registration
from app.registration.queries import Place


def registered(
    registration: Registration,
    places: Sequence[Place],
    links: Mapping[str, Link],
    share: ShareStep | None,
) -> Draft:
    """The one mail after registering: reference, places, waiting lists, personal link. Who waits for
    the event or is to be drawn reads that first. `links`: to the person's day and to each session, by
    the public ids of registration and bookings. `share`: the step in force, if one is."""
    has, waits, wishes = frame.rows(places, links)
    values = frame.common(registration, links[registration.public_id]) | {
        "state": str(registration.state),
        "position": queries.turn_of(registration),
        "drawn_at": _drawn_at(registration),
        "ticket": registration.ticket or "",
        "at_share": registration.skipped_because == "share",
        "share_until": shown.moment(share.until) if share else "",
        "places": has,
        "has_entry": bool(has),
        "waiting": waits,
        "wishes": wishes,
        "one_entry": registration.calendar == "day",
        "welcome_words": registration.event.policies.welcome_words,
    }
    return frame.draft("registered", registration, values, key="registered")


def place_added(
    registration: Registration, place: Place, *, instead_of: Sequence[Booking] = ()
) -> Draft:
    """One session more: a place, the waiting list said plainly, or a wish. `instead_of`: what it
    replaced in the same step."""
    booking = place.booking
    values = frame.common(registration) | {
        "session": frame.session(booking.slot),
        "state": str(booking.state),
        "has_entry": booking.state == PlaceState.CONFIRMED,
        "ahead": place.ahead,
        "at_share": booking.skipped_because == "share",
        "until": frame.until(booking.offer_ends_at),
        "instead_of": frame.sessions(instead_of),
    }
    return frame.draft("place_added", registration, values, key=f"added:{booking.public_id}")


def given_up(booking: Booking, *, was: PlaceState) -> Draft:
    """A place given up, an offer declined, a waiting list left."""
    values = frame.about(booking) | {"was": str(was)}
    return frame.draft("given_up", booking.registration, values, key=f"given:{booking.public_id}")


def registration_cancelled(registration: Registration) -> Draft:
    values = frame.common(registration)
    return frame.draft("registration_cancelled", registration, values, key="cancelled")


def session_cancelled(booking: Booking, *, because: str) -> Draft:
    """To everybody who had a place or waited."""
    values = frame.about(booking) | {"because": because}
    return frame.draft(
        "session_cancelled",
        booking.registration,
        values,
        key=f"off:{booking.public_id}",
        urgent=True,
    )


def session_reopened(booking: Booking, *, now: datetime) -> Draft:
    """To who lost a place, or a turn, when it was cancelled."""
    return frame.draft(
        "session_reopened",
        booking.registration,
        frame.about(booking),
        key=f"on:{booking.public_id}:{now.isoformat()}",
        urgent=True,
    )


def links_again(registration: Registration, *, now: datetime) -> Draft:
    """For who lost the link or registered twice; at most one every five minutes."""
    key = f"links:{int(now.timestamp()) // 300}"
    values = frame.common(registration)
    return frame.draft("links_again", registration, values, key=key, urgent=True)


def _drawn_at(registration: Registration) -> str:
    """When the draw is, for who is in it."""
    event = registration.event
    if registration.state != PlaceState.APPLIED or event.registration_opens_at is None:
        return ""
    policy = event.policies.places
    return shown.moment(rules.draw_ends_at(policy, opens_at=event.registration_opens_at))
