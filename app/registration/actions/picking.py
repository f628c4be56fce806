"""What organisers do with waiting lists: picking somebody by hand, closing a list."""

from __future__ import annotations

from datetime import datetime

from app.audit.actions import record
from app.programme.actions import set_capacity
from app.programme.models import Slot
from app.registration import errors, messages, queries, rules
from app.registration.actions.closing import close_event_list, close_slot_list
from app.registration.actions.drawing import is_to_be_drawn
from app.registration.actions.gate import Gate
from app.registration.actions.opening import open_gate
from app.registration.actions.settling import settle_after, swap_out
from app.registration.actions.telling import tell
from app.registration.enums import TAKEN, PlaceState
from app.registration.models import Booking

PICKED = "picked"


def pick(booking_ref: str, *, one_more: bool = False, now: datetime, actor: str) -> Booking:
    """Gives somebody who waits a place out of their turn; `one_more`: for it the session gets one place
    more in the same step. It goes through the same gate: refused when no place is free (or the room's
    licence leaves none), when their service is at its share, and when they would be in two sessions at
    once."""
    booking = queries.booking_by_public_id(booking_ref)
    if booking is None:
        raise errors.PlaceEnded()
    gate = open_gate(booking.registration.event_id, now=now, actor=actor)
    gate.session.refresh(booking)
    slot = booking.slot
    if one_more:
        _refuse_beyond_licence(gate, slot)
    _refuse_who_cannot(gate, booking, is_free=one_more)
    if booking.registration.offer_ends_at is not None:
        gate.offer(booking, until=booking.registration.offer_ends_at, because=PICKED)
    else:
        gate.move(booking, PlaceState.CONFIRMED, because=PICKED)
    replaced = swap_out(gate, booking)
    draft = messages.moved_up(booking, instead_of=replaced, now=now)
    tell(gate, booking.registration, draft)
    record("picked", now=now, actor=actor, scope=gate.event.slug, subject=slot.public_id)
    if one_more:  # the place is taken already, so nobody else moves into it
        count = gate.counts([slot])[slot.id]
        own, percent = rules.numbers_for(
            count.taken + count.held, overbook_percent=slot.overbook_percent
        )
        set_capacity(slot, own, overbook_percent=percent, now=now, actor=actor)
    settle_after(gate, replaced)
    return booking


def _refuse_beyond_licence(gate: Gate, slot: Slot) -> None:
    if not rules.may_have_one_more(gate.counts([slot])[slot.id]):
        raise errors.RoomIsFull()


def _refuse_who_cannot(gate: Gate, booking: Booking, *, is_free: bool) -> None:
    slot = booking.slot
    if booking.state != PlaceState.WAITING:
        raise errors.NotWaiting()
    refusal = rules.why_not_book(
        is_cancelled=slot.is_cancelled, starts_at=slot.starts_at, now=gate.now
    )
    if refusal:
        raise refusal
    decision = rules.decide(
        slot,
        rank=booking.rank,
        holdings=queries.holdings_of([booking.registration_id])[booking.registration_id],
        has_event_place=booking.registration.state in TAKEN,
        at_share=_is_at_share(gate, booking),
        now=gate.now,
    )
    if decision.skip:
        raise errors.CannotBePicked(decision.skip)
    if not is_free and not gate.counts([slot])[slot.id].left:
        raise errors.NoPlaceFree()


def close_list(event_id: int, slot_id: int | None, *, now: datetime, actor: str) -> int:
    """Ends the list of a slot, or (None) of the event; everybody left on it is told. Gives how many.
    Refused while a draw is to come: nobody knows yet who will be on it."""
    gate = open_gate(event_id, now=now, actor=actor)
    if is_to_be_drawn(gate):
        raise errors.DrawFirst()
    if slot_id is None:
        told = close_event_list(gate)
    else:
        told = sum(close_slot_list(gate, slot) for slot in gate.slots([slot_id]))
    record("waiting list closed", now=now, actor=actor, scope=gate.event.slug, told=told)
    return told


def ask_for_priority(registration_ref: str, *, now: datetime) -> None:
    """ "Next time, please": noted once for who got no place, in the event or in one of its sessions."""
    registration = queries.by_public_id(registration_ref)
    if registration is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor="the person")
    gate.session.refresh(registration)
    if registration.priority_asked_at is None:
        registration.priority_asked_at = now


def _is_at_share(gate: Gate, booking: Booking) -> bool:
    group = booking.counts_as
    held = gate.held_by_groups(booking.slot)[group]
    return rules.is_at_share(gate.share_limit(booking.slot), group=group, held=held)
