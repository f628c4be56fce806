"""How one programme differs from another, as people are told it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Self

from app.timetable.enums import ChangeKind
from app.timetable.rules.document import Document, SessionShown, SlotShown

# What a reader would notice in the words about a session, in the order in which it is said.
_WORDS = (
    "title",
    "abstract",
    "outcomes",
    "prerequisites",
    "kind",
    "language",
    "level",
    "is_recorded",
    "track",
    "tags",
)


@dataclass(frozen=True, kw_only=True)
class Change:
    """One line of the change log. Rooms are names; `old_*` are empty where there is nothing older."""

    kind: ChangeKind
    session: str  # slug
    title: str
    slot: str = ""  # public id; empty for words and presenters
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    room: str = ""
    old_starts_at: datetime | None = None
    old_ends_at: datetime | None = None
    old_room: str = ""
    because: str = ""
    parts: tuple[str, ...] = ()  # which words

    def to_json(self) -> dict[str, Any]:
        data = asdict(self) | {"kind": self.kind.value, "parts": list(self.parts)}
        return {
            name: value.isoformat() if isinstance(value, datetime) else value
            for name, value in data.items()
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        times = {
            name: datetime.fromisoformat(data[name]) if data[name] else None
            for name in ("starts_at", "ends_at", "old_starts_at", "old_ends_at")
        }
        kind = ChangeKind(data["kind"])
        return cls(**{**data, **times, "kind": kind, "parts": tuple(data["parts"])})


def changes_between(old: Document, new: Document) -> tuple[Change, ...]:
    """New, moved, cancelled, reopened and taken out by time; then other presenters, other words, other
    notes. A room's new name alone is no change."""
    return (*_of_slots(old, new), *_of_sessions(old, new))


def _of_slots(old: Document, new: Document) -> Iterator[Change]:
    for slot in new.slots:
        before = old.slot_by_ref.get(slot.ref)
        change = _now(new, slot, ChangeKind.ADDED)
        if before is None:
            if not slot.is_cancelled:
                yield change
            continue
        then = replace(
            change,
            old_starts_at=before.starts_at,
            old_ends_at=before.ends_at,
            old_room=old.room_by_slug[before.room].name,
        )
        if slot.is_cancelled and not before.is_cancelled:
            yield replace(then, kind=ChangeKind.CANCELLED, because=slot.cancelled_because)
        elif before.is_cancelled and not slot.is_cancelled:
            yield replace(then, kind=ChangeKind.REOPENED)
        elif _when_and_where(before) != _when_and_where(slot):
            yield replace(then, kind=ChangeKind.MOVED)
        elif before.note != slot.note:
            yield replace(then, kind=ChangeKind.NOTED, because=slot.note)
    for slot in old.slots:
        if slot.ref not in new.slot_by_ref and not slot.is_cancelled:
            yield _now(old, slot, ChangeKind.TAKEN_OUT)


def _of_sessions(old: Document, new: Document) -> Iterator[Change]:
    for session in new.sessions:
        before = old.session_by_slug.get(session.slug)
        if before is None:
            continue
        if _presented(before) != _presented(session):
            yield Change(kind=ChangeKind.PRESENTERS, session=session.slug, title=session.title)
        parts = tuple(name for name in _WORDS if getattr(before, name) != getattr(session, name))
        if parts:
            yield Change(
                kind=ChangeKind.WORDS, session=session.slug, title=session.title, parts=parts
            )


def _now(document: Document, slot: SlotShown, kind: ChangeKind) -> Change:
    return Change(
        kind=kind,
        session=slot.session,
        title=document.session_by_slug[slot.session].title,
        slot=slot.ref,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        room=document.room_by_slug[slot.room].name,
    )


def _when_and_where(slot: SlotShown) -> tuple[datetime, datetime, str]:
    return (slot.starts_at, slot.ends_at, slot.room)


def _presented(session: SessionShown) -> tuple[object, ...]:
    return (session.speakers, session.services)
