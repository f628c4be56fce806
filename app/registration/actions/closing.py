"""Closing waiting lists: nobody is left believing that a place may still come."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.programme.models import Slot
from app.registration import messages, queries
from app.registration.actions.expiring import end_bookings
from app.registration.actions.gate import Gate
from app.registration.actions.telling import tell
from app.registration.enums import PlaceState
from app.registration.models import Booking, ClosedList, Registration

CLOSED = "list_closed"


def close_slot_list(gate: Gate, slot: Slot) -> int:
    """Ends this list and tells everybody on it; gives how many. Closed already: nothing happens."""
    if gate.is_closed(slot):
        return 0
    _write(gate, slot.id)
    left = _on_list(gate, slot)
    for booking in left:
        gate.move(booking, PlaceState.EXPIRED, because=CLOSED)
        tell(gate, booking.registration, messages.list_closed(booking))
    return len(left)


def close_event_list(gate: Gate) -> int:
    """The same for the event: who waits for it gets no place in it."""
    if gate.is_closed():
        return 0
    _write(gate, None)
    left = queries.waiting_for_event(gate.event.id)
    for registration in left:
        gate.move(registration, PlaceState.EXPIRED, because=CLOSED)
        end_bookings(gate, registration, PlaceState.EXPIRED, because=CLOSED)
        tell(gate, registration, messages.list_closed(registration))
    return len(left)


def close_ended(gate: Gate) -> None:
    """A session that is over has no list any more; until then people may stand by."""
    waited_for = select(Booking.slot_id).where(Booking.state == PlaceState.WAITING)
    query = select(Slot.id).where(
        Slot.event_id == gate.event.id, Slot.ends_at <= gate.now, Slot.id.in_(waited_for)
    )
    for slot in gate.slots(gate.session.scalars(query).all()):
        close_slot_list(gate, slot)


def _on_list(gate: Gate, slot: Slot) -> Sequence[Booking]:
    """Who waits for it, and who wishes for it while waiting for the event."""
    wishes = (Booking.state == PlaceState.APPLIED) & (Registration.state == PlaceState.WAITING)
    return gate.session.scalars(
        select(Booking)
        .join(Booking.registration)
        .options(joinedload(Booking.registration).joinedload(Registration.person))
        .where(Booking.slot_id == slot.id, (Booking.state == PlaceState.WAITING) | wishes)
        .order_by(Booking.position)
    ).all()


def _write(gate: Gate, slot_id: int | None) -> None:
    gate.session.add(
        ClosedList(
            event_id=gate.event.id, slot_id=slot_id, closed_at=gate.now, closed_by=gate.actor
        )
    )
    gate.event.places_changed()
