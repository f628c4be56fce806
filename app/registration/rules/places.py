"""Who gets a place. Plain values in, a decision or a refusal out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations
from typing import Protocol, TypeVar

from app.events.enums import EventState
from app.kernel.errors import Refusal
from app.registration import errors
from app.registration.enums import LIVE, MOVES, PlaceState


class Span(Protocol):
    """Something that takes time: a slot."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


S = TypeVar("S", bound=Span)


@dataclass(frozen=True)
class Count:
    """Of one slot, counted under the lock."""

    capacity: int
    taken: int
    waiting: int

    @property
    def left(self) -> int:
        return max(self.capacity - self.taken, 0)


def capacity_of(*, own: int | None, room: int, overbook_percent: int) -> int:
    """How many places a slot has: its own number or the room's, overbooked, never above the room's
    limit, since nobody could join a meeting that is over its licence."""
    wanted = own if own is not None else room
    return min(wanted * (100 + overbook_percent) // 100, room)


def place_for(count: Count) -> PlaceState:
    """For one who asks now, after those who wait were served: whoever still waits cannot take the
    place (they would be in two sessions at once), so a free one may go to the next who asks."""
    return PlaceState.CONFIRMED if count.left > 0 else PlaceState.WAITING


def overlap(one: Span, other: Span) -> bool:
    """True when they share time; one may begin as the other ends."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def first_clash(spans: Iterable[S]) -> tuple[S, S] | None:
    """The first two that overlap, in the order of their starts."""
    ordered = sorted(spans, key=lambda span: (span.starts_at, span.ends_at))
    return next(((a, b) for a, b in combinations(ordered, 2) if overlap(a, b)), None)


def may_move(before: PlaceState, after: PlaceState) -> bool:
    return after in MOVES[PlaceState(before)]


def why_closed(
    *,
    state: EventState,
    opens_at: datetime | None,
    closes_at: datetime | None,
    now: datetime,
) -> Refusal | None:
    """Why nobody can book now, or None when the event is open for booking."""
    if state != EventState.PUBLISHED:
        return errors.NotPublished()
    if opens_at is None or now < opens_at:
        return errors.NotOpenYet()
    if closes_at is not None and now >= closes_at:
        return errors.RegistrationClosed()
    return None


def why_not_book(*, is_cancelled: bool, starts_at: datetime, now: datetime) -> Refusal | None:
    """Why a slot takes nobody any more."""
    if is_cancelled:
        return errors.SlotGone()
    return errors.SlotStarted() if now >= starts_at else None


def why_not_give_up(
    *, state: PlaceState, is_plenary: bool, starts_at: datetime, now: datetime
) -> Refusal | None:
    """Why this place cannot be given up; asked by the page for its button and by the action."""
    if state not in LIVE:
        return errors.PlaceEnded()
    if is_plenary:
        return errors.ComesWithTheEvent()
    return errors.SlotStarted() if now >= starts_at else None
