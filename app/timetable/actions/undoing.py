"""Undo and redo: each person takes back their own steps, never somebody else's."""

from __future__ import annotations

from copy import deepcopy
from datetime import datetime
from typing import Any

from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel.transaction import needs_transaction
from app.programme import rules as programme
from app.programme.models import Room
from app.timetable import errors, queries
from app.timetable.actions.steps import (
    DETAILS,
    FIELDS,
    MODELS,
    Row,
    Values,
    find,
    is_other,
    touch,
    values_of,
)
from app.timetable.models import DraftStep, Placement


def undo(event_id: int, *, now: datetime, actor: str) -> DraftStep:
    """Takes back the person's last step. Refused: there is none; its rows are not as the step left them."""
    event = events.locked(event_id)
    step = queries.step_to_undo(event_id, actor)
    if step is None:
        raise errors.NothingToUndo()
    _carry(event, step, "after", "before", now=now, actor=actor)
    step.is_undone = True
    record("draft: undone", now=now, actor=actor, scope=event.slug, subject=step.title)
    return step


def redo(event_id: int, *, now: datetime, actor: str) -> DraftStep:
    """Does again what was undone last. Refused: there is none; its rows are not as before the step."""
    event = events.locked(event_id)
    step = queries.step_to_redo(event_id, actor)
    if step is None:
        raise errors.NothingToRedo()
    _carry(event, step, "before", "after", now=now, actor=actor)
    step.is_undone = False
    record("draft: redone", now=now, actor=actor, scope=event.slug, subject=step.title)
    return step


def _carry(
    event: Event, step: DraftStep, here: str, there: str, *, now: datetime, actor: str
) -> None:
    """Each row from one side of the step to the other, all or none. Rows that go leave the version they
    had, so that one that comes back is never mistaken for one that was looked at."""
    entries: list[dict[str, Any]] = deepcopy(step.rows)
    rows = [find(entry["kind"], entry["ref"]) for entry in entries]
    for entry, row in zip(entries, rows, strict=True):
        known = values_of(row) if row is not None else None
        if is_other(known, entry[here]):
            raise errors.ChangedSince(step.title)
        _check(event, row, entry[here], entry[there])
    for entry, row in zip(entries, rows, strict=True):
        if row is not None:
            entry[here] = values_of(row)
        _put(event, row, entry, entry[there], now=now, actor=actor)
    step.rows = entries
    needs_transaction().flush()


def _check(event: Event, row: Row | None, now: Values | None, then: Values | None) -> None:
    if isinstance(row, Placement) and row.slot_id is not None:
        if row.slot is not None and row.slot.is_cancelled:
            raise errors.HasEnded()
        if now is None or then is None or any(now[name] != then[name] for name in DETAILS):
            raise errors.IsReleased()
    if then is None:
        return
    room_id = then["room_id"]
    if room_id is not None and needs_transaction().get(Room, room_id) is None:
        raise errors.RoomPlannedIsGone()
    refusal = programme.why_not_at(
        day_on=event.day_on,
        starts_at=datetime.fromisoformat(then["starts_at"]),
        ends_at=datetime.fromisoformat(then["ends_at"]),
    )
    if refusal:
        raise refusal


def _put(
    event: Event,
    row: Row | None,
    entry: dict[str, Any],
    values: Values | None,
    *,
    now: datetime,
    actor: str,
) -> None:
    session = needs_transaction()
    if values is None:
        session.delete(row)
        return
    if row is None:
        row = MODELS[entry["kind"]](public_id=entry["ref"], event_id=event.id)
        row.version = values["version"]
        session.add(row)
    for name in FIELDS[entry["kind"]]:
        if name in ("starts_at", "ends_at"):
            setattr(row, name, datetime.fromisoformat(values[name]))
        elif name != "version":
            setattr(row, name, values[name])
    touch([row], now=now, actor=actor)
