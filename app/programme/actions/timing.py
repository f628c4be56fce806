"""Times and rooms that change together: the one way in which slots are placed, moved, cancelled, reopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel.facts import Fact, emit
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.programme import errors, queries, rules
from app.programme.enums import SlotState
from app.programme.facts import (
    CapacityChanged,
    PresentersChanged,
    ProgrammeChanged,
    SlotCancelled,
    SlotMoved,
    SlotPlaced,
    SlotReopened,
)
from app.programme.models import Room, Session, Slot


@dataclass(frozen=True, kw_only=True)
class Placing:
    """A session gets a slot. `ref` is its public id where one was promised; crew are people's ids."""

    item: Session
    room: Room
    starts_at: datetime
    ends_at: datetime
    capacity: int | None = None
    overbook_percent: int = 0
    ref: str = ""
    host_id: int | None = None
    producer_id: int | None = None
    captioner_id: int | None = None


@dataclass(frozen=True, kw_only=True)
class Moving:
    slot: Slot
    room: Room
    starts_at: datetime
    ends_at: datetime

    @property
    def is_none(self) -> bool:
        slot = self.slot
        now = (slot.room_id, slot.starts_at, slot.ends_at)
        return now == (self.room.id, self.starts_at, self.ends_at)


@dataclass(frozen=True, kw_only=True)
class Cancelling:
    slot: Slot
    because: str


def change_timetable(
    event_id: int,
    *,
    placed: Sequence[Placing] = (),
    moved: Sequence[Moving] = (),
    cancelled: Sequence[Cancelling] = (),
    reopened: Sequence[Slot] = (),
    is_told: bool = False,
    now: datetime,
    actor: str,
) -> list[Slot]:
    """All of it at once: every row stands before anybody hears, so that nobody is told half. Gives the new
    slots. With `is_told` the caller tells who is concerned by a move; else calendars follow after a quiet
    while. Refused: an end before the start, another day, a room that has gone, a number of places that
    cannot be.
    """
    event = events.locked(event_id)
    for slot in reopened:
        slot.state, slot.cancelled_because = SlotState.SCHEDULED, ""
    moved = [one for one in moved if not one.is_none]
    _check(event, placed, moved)
    facts: list[Fact] = [_moved(one, is_told=is_told, now=now) for one in moved]
    slots = [_placed(event, one, now=now) for one in placed]
    for ended in cancelled:
        ended.slot.state, ended.slot.cancelled_because = SlotState.CANCELLED, ended.because
    if not (slots or moved or cancelled or reopened):
        return []
    _write(event, "session placed", slots, now=now, actor=actor)
    _write(event, "session moved", [one.slot for one in moved], now=now, actor=actor)
    _write(event, "session cancelled", [one.slot for one in cancelled], now=now, actor=actor)
    _write(event, "session reopened", reopened, now=now, actor=actor)
    facts += [SlotPlaced(at=now, slot_id=slot.id, actor=actor) for slot in slots]
    facts += [SlotReopened(at=now, slot_id=slot.id) for slot in reopened]
    facts += [SlotCancelled(at=now, slot_id=o.slot.id, because=o.because) for o in cancelled]
    facts += [PresentersChanged(at=now, event_id=event.id, actor=actor)]
    freed = (*(one.slot for one in moved), *reopened)
    facts += [CapacityChanged(at=now, slot_id=slot.id) for slot in freed]
    facts += [ProgrammeChanged(at=now, event_id=event.id, actor=actor)]
    for fact in facts:
        emit(fact)
    return slots


def _check(event: Event, placed: Sequence[Placing], moved: Sequence[Moving]) -> None:
    wanted = {one.room.id for one in placed} | {one.room.id for one in moved}
    if wanted and not wanted <= queries.room_ids(event.id):
        raise errors.RoomLeft()
    for placing in placed:
        _check_time(event, placing)
        _check_capacity(placing)
    for moving in moved:
        _check_time(event, moving)
        if moving.slot.is_cancelled:
            raise errors.SlotEnded()


def _check_time(event: Event, one: Placing | Moving) -> None:
    refusal = rules.why_not_at(day_on=event.day_on, starts_at=one.starts_at, ends_at=one.ends_at)
    if refusal:
        raise refusal


def _check_capacity(one: Placing) -> None:
    refusal = rules.why_not_capacity(one.capacity)
    if refusal:
        raise refusal


def _placed(event: Event, one: Placing, *, now: datetime) -> Slot:
    slot = Slot(
        public_id=one.ref or public_id(),
        event_id=event.id,
        session=one.item,
        room=one.room,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        capacity=one.capacity,
        overbook_percent=one.overbook_percent,
        host_id=one.host_id,
        producer_id=one.producer_id,
        captioner_id=one.captioner_id,
        updated_at=now,
    )
    needs_transaction().add(slot)
    return slot


def _moved(one: Moving, *, is_told: bool, now: datetime) -> SlotMoved:
    slot = one.slot
    fact = SlotMoved(
        at=now,
        slot_id=slot.id,
        old_starts_at=slot.starts_at.isoformat(),
        old_ends_at=slot.ends_at.isoformat(),
        old_room=slot.room.name,
        old_room_id=slot.room_id,
        is_told=is_told,
    )
    slot.room, slot.starts_at, slot.ends_at = one.room, one.starts_at, one.ends_at
    return fact


def _write(event: Event, what: str, slots: Sequence[Slot], *, now: datetime, actor: str) -> None:
    if not slots:
        return
    for slot in slots:
        slot.updated_at = now
    event.programme_changed()
    needs_transaction().flush()
    for slot in slots:
        record(what, now=now, actor=actor, scope=event.slug, subject=slot.public_id)
