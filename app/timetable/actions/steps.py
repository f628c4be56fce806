"""The draft is changed in steps, kept so that each person can take back their own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, inspect, select
from sqlalchemy.orm import joinedload

from app.audit.actions import record
from app.events.models import Event
from app.kernel.transaction import needs_transaction
from app.programme.errors import RoomLeft
from app.programme.models import Room
from app.programme.queries import room_ids
from app.timetable import errors
from app.timetable.errors import Spot
from app.timetable.models import Break, DraftStep, Placement

Row = Placement | Break
Values = dict[str, Any]

MOST_STEPS = 200  # of one person in one event: who wants to go back further looks at the releases
DETAILS = ("capacity", "overbook_percent", "host_id", "producer_id", "captioner_id")
_TIMES = ("starts_at", "ends_at")
FIELDS: dict[str, tuple[str, ...]] = {
    "placement": (
        "session_id",
        "room_id",
        *_TIMES,
        "is_cancelled",
        "cancelled_because",
        *DETAILS,
        "version",
    ),
    "break": ("room_id", "kind", "title", *_TIMES, "version"),
}
MODELS: dict[str, type[Row]] = {"placement": Placement, "break": Break}


@dataclass
class Step:
    """One change of the draft in the making: rows as they were, before anything is done to them."""

    event: Event
    what: str
    title: str
    before: dict[tuple[str, str], Values | None] = field(default_factory=dict)

    def keep(self, *rows: Row) -> None:
        for row in rows:
            self.before[kind_of(row), row.public_id] = values_of(row)

    def keep_new(self, row: Row) -> None:
        self.before[kind_of(row), row.public_id] = None


def write_step(step: Step, *, now: datetime, actor: str) -> None:
    """After the rows are changed: nothing is kept when they are as before. What this person had undone
    cannot be redone any more."""
    session = needs_transaction()
    session.flush()
    rows: list[dict[str, Any]] = [
        {"kind": kind, "ref": ref, "before": before, "after": values_now(kind, ref)}
        for (kind, ref), before in step.before.items()
    ]
    if not any(is_other(row["before"], row["after"]) for row in rows):
        return
    mine = (DraftStep.event_id == step.event.id, DraftStep.actor == actor)
    session.execute(delete(DraftStep).where(*mine, DraftStep.is_undone.is_(True)))
    oldest = select(DraftStep.id).where(*mine).order_by(DraftStep.id.desc()).offset(MOST_STEPS - 1)
    last_kept = session.scalar(oldest.limit(1))
    if last_kept is not None:
        session.execute(delete(DraftStep).where(*mine, DraftStep.id <= last_kept))
    session.add(
        DraftStep(
            event_id=step.event.id,
            actor=actor,
            what=step.what,
            title=step.title,
            rows=rows,
            made_at=now,
        )
    )
    for row in rows:
        said = f"draft: {step.what}"
        record(said, now=now, actor=actor, scope=step.event.slug, subject=str(row["ref"]))
    session.flush()


def touch(rows: Iterable[Row], *, now: datetime, actor: str) -> None:
    """Another version: who looked at the one before is told so."""
    for row in rows:
        row.version += 1
        if isinstance(row, Placement):
            row.updated_at, row.updated_by = now, actor


def read_again(row: Any) -> None:
    """As it is under the lock. Refused: it is gone."""
    key = inspect(row).identity  # known even of a row that is gone
    loaded = (
        [joinedload(Placement.room)] if isinstance(row, Placement) else [joinedload(Break.room)]
    )
    found = (
        needs_transaction().get(type(row), key[0], populate_existing=True, options=loaded)
        if key
        else None
    )
    if found is None:
        raise errors.NotInDraft()


def check_seen(row: Row, seen: int, yours: Spot | None) -> None:
    """Refused, with both versions: it is another one than was looked at."""
    if row.version != seen:
        by = row.updated_by if isinstance(row, Placement) else ""
        raise errors.Stale(theirs=spot_of(row), yours=yours, by=by)


def check_room(room: Room) -> None:
    """Under the lock. Refused: it is gone, though it was there when it was chosen."""
    if room.id not in room_ids(room.event_id):
        raise RoomLeft()


def spot_of(row: Row) -> Spot:
    return Spot(
        room=row.room.name if row.room else "",
        room_slug=row.room.slug if row.room else "",
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        version=row.version,
    )


def kind_of(row: Row) -> str:
    return "placement" if isinstance(row, Placement) else "break"


def find(kind: str, ref: str) -> Row | None:
    model: Any = MODELS[kind]
    rows: list[Row] = list(
        needs_transaction().scalars(
            select(model).where(model.public_id == ref).execution_options(populate_existing=True)
        )
    )
    return rows[0] if rows else None


def values_now(kind: str, ref: str) -> Values | None:
    row = find(kind, ref)
    return values_of(row) if row is not None else None


def values_of(row: Row) -> Values:
    found = {name: getattr(row, name) for name in FIELDS[kind_of(row)]}
    return found | {name: found[name].isoformat() for name in _TIMES}


def is_other(one: Values | None, other: Values | None) -> bool:
    """Whether they say something else, whatever their versions."""
    if one is None or other is None:
        return one is not other
    return {**one, "version": 0} != {**other, "version": 0}
