"""Closing waiting lists: nobody is left believing that a place may still come."""

from __future__ import annotations

from sqlalchemy import select

from app.programme.models import Slot
from app.registration import messages, queries
from app.registration.actions.expiring import end_bookings
from app.registration.actions.gate import Gate
from app.registration.actions.telling import tell
from app.registration.enums import PlaceState
from app.registration.models import Booking, ClosedList

CLOSED = "list_closed"


def close_slot_list(gate: Gate, slot: Slot) -> int:
    """Ends this list and tells everybody on it; gives how many."""
    if not gate.is_closed(slot):
        _write(gate, slot.id)
    left = queries.on_list(slot.id)
    for booking in left:
        gate.move(booking, PlaceState.EXPIRED, because=CLOSED)
        tell(gate, booking.registration, messages.list_closed(booking))
    return len(left)


def close_event_list(gate: Gate) -> int:
    """The same for the event: who waits for it gets no place in it."""
    if not gate.is_closed():
        _write(gate, None)
    left = queries.waiting_for_event(gate.event.id)
    for registration in left:
        gate.move(registration, PlaceState.EXPIRED, because=CLOSED)
        end_bookings(gate, registration, PlaceState.EXPIRED, because=CLOSED)
        tell(gate, registration, messages.list_closed(registration))
    return len(left)


def close_ended(gate: Gate) -> None:
    """A session that is over has no list any more, nor has an event whose day is over; until then people
    may stand by."""
    waited_for = select(Booking.slot_id).where(Booking.state == PlaceState.WAITING)
    query = select(Slot.id).where(
        Slot.event_id == gate.event.id, Slot.ends_at <= gate.now, Slot.id.in_(waited_for)
    )
    for slot in gate.slots(gate.session.scalars(query).all()):
        close_slot_list(gate, slot)
    if gate.now >= gate.day_ends_at and queries.waiting_for_event(gate.event.id):
        close_event_list(gate)


def _write(gate: Gate, slot_id: int | None) -> None:
    gate.session.add(
        ClosedList(
            event_id=gate.event.id, slot_id=slot_id, closed_at=gate.now, closed_by=gate.actor
        )
    )
    gate.event.places_changed()
