"""The draft keeps up with what is changed at once, and what is out is frozen again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.events.facts import EventDayChanged
from app.kernel.clock import days_later
from app.kernel.transaction import needs_transaction
from app.programme.facts import (
    ProgrammeChanged,
    RoomLeaves,
    SlotCancelled,
    SlotMoved,
    SlotPlaced,
    SlotReopened,
)
from app.programme.models import Slot
from app.timetable import actions, errors
from app.timetable.models import Break, Placement

ORGANISER = "organiser"


def freeze(fact: ProgrammeChanged) -> None:
    actions.freeze_at_the_end(fact.event_id, now=fact.at, actor=fact.actor)


def follow_placed(fact: SlotPlaced) -> None:
    """The placement it was made from has a slot now; a slot made at once gets one."""
    session = needs_transaction()
    slot = session.get_one(Slot, fact.slot_id)
    placement = session.scalar(select(Placement).where(Placement.public_id == slot.public_id))
    if placement is None:
        placement = Placement(
            public_id=slot.public_id,
            event_id=slot.event_id,
            session_id=slot.session_id,
            room_id=slot.room_id,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            updated_at=fact.at,
            updated_by=fact.actor,
        )
        session.add(placement)
    placement.slot_id = slot.id


def follow_moved(fact: SlotMoved) -> None:
    """Where the draft said nothing else, it says the new time and room; a plan of its own stands."""
    slot = needs_transaction().get_one(Slot, fact.slot_id)
    for placement in _of(slot):
        old = (fact.old_room_id, fact.old_starts_at, fact.old_ends_at)
        planned = (
            placement.room_id,
            placement.starts_at.isoformat(),
            placement.ends_at.isoformat(),
        )
        if planned == old:
            placement.room_id = slot.room_id
            placement.starts_at, placement.ends_at = slot.starts_at, slot.ends_at
            _touch(placement, fact.at)


def follow_cancelled(fact: SlotCancelled) -> None:
    slot = needs_transaction().get_one(Slot, fact.slot_id)
    for placement in _of(slot):
        if not placement.is_cancelled:
            placement.is_cancelled, placement.cancelled_because = True, fact.because
            _touch(placement, fact.at)


def follow_reopened(fact: SlotReopened) -> None:
    slot = needs_transaction().get_one(Slot, fact.slot_id)
    for placement in _of(slot):
        placement.is_cancelled, placement.cancelled_because = False, ""
        _touch(placement, fact.at)


def move_draft_along(fact: EventDayChanged) -> None:
    """Everything keeps its time on a London clock, on the new day."""
    for_days = fact.new_on - fact.old_on
    session = needs_transaction()
    placements = session.scalars(select(Placement).where(Placement.event_id == fact.event_id))
    breaks = session.scalars(select(Break).where(Break.event_id == fact.event_id))
    for row in (*placements, *breaks):
        row.starts_at = days_later(row.starts_at, for_days)
        row.ends_at = days_later(row.ends_at, for_days)
        row.version += 1
    actions.freeze_at_the_end(fact.event_id, now=fact.at, actor=ORGANISER)


def keep_room(fact: RoomLeaves) -> None:
    """A room stays while the draft has something in it."""
    for model in (Placement, Break):
        if needs_transaction().scalar(
            select(model.id).where(model.room_id == fact.room_id).limit(1)
        ):
            raise errors.RoomPlanned()


def _of(slot: Slot) -> list[Placement]:
    rows = needs_transaction().scalars(select(Placement).where(Placement.slot_id == slot.id))
    return list(rows)


def _touch(placement: Placement, at: datetime) -> None:
    placement.version += 1
    placement.updated_at, placement.updated_by = at, ""
