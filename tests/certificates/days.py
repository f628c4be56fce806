"""A day with two sessions, for tests of certificates: who joined what, and when it is over."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app

from app.accounts import queries as accounts
from app.attendance.actions import join
from app.events.policies import Policies
from app.kernel.transaction import transaction
from app.registration import queries as registrations
from tests.support.builders import a_registration, a_room, a_slot, an_event, at

OVER = at("15:30")


def a_day(slug="next", **policies):
    """An event with a podcast at 10:30 and a closing session that ends at 15:30."""
    chosen = {
        "contact_email": "team@example.org",
        "organiser_name": "Libraries Together",
        "certificate_text": "A day for library staff.",
        "signatory_role": "Head of Learning",
    } | policies
    event = an_event(slug, policies=Policies(**chosen))
    room = a_room(event)
    podcast = a_slot(event, "Podcasts & <one> microphone", room=room, services=("gateshead",))
    closing = a_slot(event, "Closing", room=room, start="15:00", end="15:30")
    return event, podcast, closing


def someone(event, slots, *, joined=(), name="Siân Ŵyn", **more):
    """Registered for these; pressed Join in some of them, a minute before they began."""
    registration = a_registration(event, slots, name=name, **more)
    wanted = [slot.id for slot in joined]
    with transaction():
        for booking in registrations.bookings_of(registration.id):
            if booking.slot_id in wanted:
                join(booking, now=booking.slot.starts_at - timedelta(minutes=1))
    return registration


def day_over() -> None:
    """The clock stands where the last session has just ended."""
    current_app.extensions["clock"].at = OVER


def my(registration, ending="") -> str:
    """The path behind the person's own link."""
    link = accounts.links_of([registration.public_id], "my")[registration.public_id]
    return accounts.url_of(link).removeprefix("http://bootcamp.test") + ending
