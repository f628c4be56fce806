"""Breaks that everybody sees, and blockers that keep a room free. They are drafted like sessions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.events import queries as events
from app.events.models import Event
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.programme import rules as programme
from app.programme.models import Room
from app.timetable.actions.steps import Step, check_room, check_seen, read_again, touch, write_step
from app.timetable.enums import BreakKind
from app.timetable.errors import Spot
from app.timetable.models import Break


@dataclass(frozen=True, kw_only=True)
class BreakDraft:
    """Without a room it is in all of them. Instants in UTC."""

    kind: BreakKind
    title: str
    room: Room | None
    starts_at: datetime
    ends_at: datetime


def add_break(event_id: int, draft: BreakDraft, *, now: datetime, actor: str) -> Break:
    """Refused: another day, a room that has gone, an end before the start."""
    event = events.locked(event_id)
    _check(event, draft)
    row = Break(public_id=public_id(), event_id=event.id)
    _fill(row, draft)
    step = Step(event, "break added", draft.title)
    step.keep_new(row)
    needs_transaction().add(row)
    write_step(step, now=now, actor=actor)
    return row


def edit_break(row: Break, draft: BreakDraft, *, seen: int, now: datetime, actor: str) -> None:
    """Refused: another version than `seen`, another day, a room that has gone, an end before the start."""
    event = events.locked(row.event_id)
    read_again(row)
    room = draft.room
    yours = Spot(
        room=room.name if room else "",
        room_slug=room.slug if room else "",
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        version=seen,
    )
    check_seen(row, seen, yours)
    _check(event, draft)
    step = Step(event, "break changed", draft.title)
    step.keep(row)
    known = BreakDraft(
        kind=BreakKind(row.kind),
        title=row.title,
        room=row.room,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )
    if known == draft:
        return
    _fill(row, draft)
    touch([row], now=now, actor=actor)
    write_step(step, now=now, actor=actor)


def remove_break(row: Break, *, seen: int, now: datetime, actor: str) -> None:
    """Refused: another version than `seen`."""
    event = events.locked(row.event_id)
    read_again(row)
    check_seen(row, seen, None)
    step = Step(event, "break removed", row.title)
    step.keep(row)
    needs_transaction().delete(row)
    write_step(step, now=now, actor=actor)


def _fill(row: Break, draft: BreakDraft) -> None:
    row.kind, row.title, row.room = draft.kind, draft.title, draft.room
    row.starts_at, row.ends_at = draft.starts_at, draft.ends_at


def _check(event: Event, draft: BreakDraft) -> None:
    if draft.room is not None:
        check_room(draft.room)
    refusal = programme.why_not_at(
        day_on=event.day_on, starts_at=draft.starts_at, ends_at=draft.ends_at
    )
    if refusal:
        raise refusal
