"""What organisers' changes to the programme and to the event's rules mean for places."""

from __future__ import annotations

from datetime import datetime

from app.programme.models import Slot
from app.registration import errors, messages, queries
from app.registration.actions.drawing import draw_if_due, draw_of, is_too_late_to_draw
from app.registration.actions.keeping import look_again
from app.registration.actions.opening import open_gate
from app.registration.actions.settling import settle, settle_after, settle_everything
from app.registration.actions.telling import post_to, tell
from app.registration.enums import TAKEN, PlaceState
from app.registration.models import Booking

SESSION_CANCELLED = "session_cancelled"


def fill_slot(slot: Slot, *, now: datetime, actor: str) -> None:
    """After a capacity was raised or a session moved: free places go to those who wait. Whose session
    moved may be free now for others they were skipped in."""
    gate = open_gate(slot.event_id, now=now, actor=actor)
    people = [booking.registration_id for booking in queries.bookings_in(slot.id, states=TAKEN)]
    settle(gate, slots=[slot.id, *queries.slots_waited_for(people)])
    look_again(gate)


def release_cancelled_slot(slot: Slot, *, because: str, now: datetime, actor: str) -> list[Booking]:
    """A cancelled session: everybody who had a place or waited is told and free for another."""
    gate = open_gate(slot.event_id, now=now, actor=actor)
    ended = queries.bookings_in(slot.id)
    for booking in ended:
        gate.move(booking, PlaceState.CANCELLED, because=SESSION_CANCELLED)
    for booking in ended:
        draft = messages.session_cancelled(booking, because=because)
        tell(gate, booking.registration, draft)
    settle_after(gate, ended)
    return ended


def tell_reopened_slot(slot: Slot, *, now: datetime, actor: str) -> None:
    """A cancelled session takes place after all: whoever is still in the event and lost a place or a turn
    by it is told; they ask again themselves, since they may have other plans."""
    gate = open_gate(slot.event_id, now=now, actor=actor)
    for booking in queries.ended_with(slot.id, because=SESSION_CANCELLED):
        if booking.registration.state == PlaceState.CONFIRMED:
            post_to(gate, messages.session_reopened(booking, now=now))


def rules_changed(event_id: int, *, now: datetime, actor: str) -> None:
    """Another capacity, share, draw or window: what is free by it goes on at once. Refused: a draw whose
    time is over before it was chosen."""
    gate = open_gate(event_id, now=now, actor=actor)
    if is_too_late_to_draw(gate):
        raise errors.TooLateToDraw()
    draw_of(gate)  # its seed stands from now on, before anybody asks
    draw_if_due(gate)
    settle_everything(gate)
    look_again(gate)
