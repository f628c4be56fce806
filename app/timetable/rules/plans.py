"""A draft as plain values: what the warnings look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from app.timetable.enums import WarningKind


@dataclass(frozen=True, slots=True)
class Who:
    """A person's id and name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """A session at one time, as the draft has it. `ref` is its public id, `room` the room's id.

    `out`: from when to when it is public, None: not yet. `can`: spans of time in which all can who present
    it and have said when; None: nobody has said. `places`: what it offers, overbooking counted in; None: as
    many as the room holds. `licence`: how many people the room holds. `taken` and `waiting` count people,
    `stars` those who marked it for themselves. `lacks`: kinds of access that are wanted and not booked.
    `is_cancelled`: marked in the draft; `has_ended`: for everybody.
    """

    ref: str
    slug: str
    title: str
    room: int
    room_name: str
    starts_at: datetime
    ends_at: datetime
    out: tuple[datetime, datetime] | None = None
    is_cancelled: bool = False
    has_ended: bool = False
    is_plenary: bool = False
    presenters: tuple[Who, ...] = ()
    crew: tuple[Who, ...] = ()
    can: tuple[tuple[datetime, datetime], ...] | None = None
    places: int | None = None
    licence: int = 10_000
    taken: int = 0
    waiting: int = 0
    stars: int = 0
    lacks: tuple[str, ...] = ()
    is_confirmed: bool = True
    has_slides: bool = True

    @property
    def stands(self) -> bool:
        return not (self.is_cancelled or self.has_ended)

    @property
    def wanted_by(self) -> int:
        """Who waits for it or has starred it, beside those who have a place."""
        return self.waiting + self.stars


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """A break, or a blocker; in all rooms when it has none."""

    ref: str
    title: str
    room: int | None
    is_blocker: bool
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class BookedTwice:
    """People who have places in two sessions that the draft has at one time. Names for organisers alone."""

    one: str
    other: str
    names: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Plan:
    """Everything of one draft. `unplaced` are sessions without a time, as slug and title; slides count as
    missing from `slides_from_on`, some days before they are due."""

    items: tuple[Planned, ...]
    pauses: tuple[Pause, ...] = ()
    booked_twice: tuple[BookedTwice, ...] = ()
    unplaced: tuple[tuple[str, str], ...] = ()
    changeover: timedelta = timedelta(minutes=5)
    slides_from_on: date
    slides_due_on: date


@dataclass(frozen=True)
class DraftWarning:
    """`refs` are the placements (and breaks) it is about; `values` what its sentence says."""

    kind: WarningKind
    refs: tuple[str, ...]
    values: dict[str, Any] = field(default_factory=dict)
