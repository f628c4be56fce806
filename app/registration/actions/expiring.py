"""What ends when its time is over: offers nobody answered, and places held for access codes."""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.programme.models import Slot
from app.registration import messages, queries
from app.registration.actions.gate import Gate
from app.registration.actions.telling import tell
from app.registration.enums import PlaceState
from app.registration.models import AccessCode, Booking, Registration

RAN_OUT = "offer_ran_out"


def end_lapsed_codes(gate: Gate) -> None:
    """What was held back for them is everybody's."""
    query = select(AccessCode).where(
        AccessCode.event_id == gate.event.id,
        AccessCode.ended_at.is_(None),
        AccessCode.holds_until <= gate.now,
    )
    for code in gate.session.scalars(query):
        code.ended_at = gate.now
        gate.event.places_changed()


def expire_offers(gate: Gate) -> None:
    """An offer stands until its end, that instant not included. The caller settles what comes free."""
    for registration in gate.session.scalars(_registrations(gate)).all():
        gate.move(registration, PlaceState.EXPIRED, because=RAN_OUT)
        end_bookings(gate, registration, PlaceState.EXPIRED, because=RAN_OUT)
        tell(gate, registration, messages.offer_ran_out(registration))
    for booking in gate.session.scalars(_bookings(gate)).all():
        gate.move(booking, PlaceState.EXPIRED, because=RAN_OUT)
        tell(gate, booking.registration, messages.offer_ran_out(booking))


def end_bookings(
    gate: Gate, registration: Registration, offered_become: PlaceState, *, because: str
) -> list[Booking]:
    """The sessions of somebody whose place in the event ends; gives them."""
    ended = queries.bookings_of(registration.id)
    for booking in ended:
        was_offered = booking.state == PlaceState.OFFERED
        gate.move(booking, offered_become if was_offered else PlaceState.CANCELLED, because=because)
    return ended


def _registrations(gate: Gate):  # type: ignore[no-untyped-def]
    return (
        select(Registration)
        .options(joinedload(Registration.person))
        .where(
            Registration.event_id == gate.event.id,
            Registration.state == PlaceState.OFFERED,
            Registration.offer_ends_at <= gate.now,
        )
        .order_by(Registration.id)
    )


def _bookings(gate: Gate):  # type: ignore[no-untyped-def]
    return (
        select(Booking)
        .join(Booking.slot)
        .options(joinedload(Booking.registration).joinedload(Registration.person))
        .where(
            Slot.event_id == gate.event.id,
            Booking.state == PlaceState.OFFERED,
            Booking.offer_ends_at <= gate.now,
        )
        .order_by(Booking.id)
    )
