"""The last way to a place: standing by at the join page for one that nobody has joined."""

from __future__ import annotations

from app.registration import queries, rules
from app.registration.actions.gate import Gate
from app.registration.actions.settling import SWAPPED
from app.registration.actions.telling import tell_calendar
from app.registration.enums import TAKEN, PlaceKind, PlaceState
from app.registration.models import Booking

STOOD_BY = "stood_by"


def admit(gate: Gate, booking: Booking) -> bool:
    """A place for who stands by: beside those of the slot, since it is one of them that stays empty.
    What they have at the same time is given up for it; False when that cannot be, or they wait no more.
    The caller counts who has joined, and passes by who is in another session, under this gate."""
    gate.session.refresh(booking)
    registration = booking.registration
    gate.session.refresh(registration)
    if booking.state != PlaceState.WAITING or registration.state != PlaceState.CONFIRMED:
        return False
    clashing = [
        one
        for one in queries.bookings_of(registration.id, states=TAKEN)
        if rules.overlap(one.slot, booking.slot)
    ]
    if any(queries.holding(one).is_fixed for one in clashing):
        return False
    for one in clashing:
        gate.move(one, PlaceState.CANCELLED, because=SWAPPED)
    gate.move(booking, PlaceState.CONFIRMED, because=STOOD_BY)
    booking.kind = PlaceKind.STAND_BY
    tell_calendar(gate, registration)
    return True
