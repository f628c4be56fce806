"""The demo's releases: a first one, a second in which a session has moved, and plans that are not out yet."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from app.demo.editions import ACTOR, MOVED, Stage
from app.programme import queries as programme
from app.programme.models import Room
from app.timetable import actions, queries
from app.timetable.enums import BreakKind
from app.timetable.models import Placement

FIRST_NOTE = "The programme of the day."
SECOND_NOTE = "The session on sound has moved to the Lab, where there are tables."
LAST_ROOM = "lab"
TO_SWAP = (7, 9)  # a speaker asks for it: planned, not out
LUNCH = (time(12, 10), time(13, 0))


def release_twice(stage: Stage) -> None:
    """With a lunch break, and one session that goes, two days later, where the demo's programme has it."""
    starts, ends = (stage.at(at) for at in LUNCH)
    first = stage.opens_at - timedelta(days=9)
    lunch = actions.BreakDraft(
        kind=BreakKind.BREAK, title="Lunch", room=None, starts_at=starts, ends_at=ends
    )
    actions.add_break(stage.event_id, lunch, now=first, actor=ACTOR)
    _release(stage, FIRST_NOTE, now=first)
    second = first + timedelta(days=2)
    placement = _placement(stage, MOVED)
    actions.move(
        placement,
        _room(stage, LAST_ROOM),
        starts_at=placement.starts_at,
        ends_at=placement.ends_at,
        seen=placement.version,
        now=second,
        actor=ACTOR,
    )
    _release(stage, SECOND_NOTE, now=second)


def plan_a_swap(stage: Stage, *, now: datetime) -> None:
    one, other = (_placement(stage, number) for number in TO_SWAP)
    actions.swap(one, other, seen=one.version, seen_other=other.version, now=now, actor=ACTOR)


def _release(stage: Stage, note: str, *, now: datetime) -> None:
    seen = queries.fingerprint(stage.event_id)
    actions.release_draft(stage.event_id, seen=seen, note=note, now=now, actor=ACTOR)


def _placement(stage: Stage, number: int) -> Placement:
    slot = programme.slot_by_id(stage.slots[number])
    assert slot is not None
    placement = queries.placement(stage.event_id, slot.public_id)
    assert placement is not None
    return placement


def _room(stage: Stage, slug: str) -> Room:
    room = programme.room(stage.event_id, slug)
    assert room is not None
    return room
