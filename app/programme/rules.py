"""What may stand in a programme."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Protocol

from app.kernel.clock import london
from app.kernel.errors import Refusal
from app.programme import errors

MOST_PLACES = 10_000


class Occupant(Protocol):
    """A slot that is in a room."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...
    @property
    def is_cancelled(self) -> bool: ...
    @property
    def title(self) -> str: ...


def why_not_at(*, day_on: date, starts_at: datetime, ends_at: datetime) -> Refusal | None:
    """Why a session cannot be at this time."""
    if ends_at <= starts_at:
        return errors.EndsBeforeStart()
    if london(starts_at).date() != day_on:
        return errors.OutsideTheDay()
    return None


def why_not_in_room(
    others: Iterable[Occupant], *, starts_at: datetime, ends_at: datetime
) -> Refusal | None:
    """Why a room is not free: `others` are the slots in it, without the one that is placed."""
    for other in others:
        if not other.is_cancelled and other.starts_at < ends_at and starts_at < other.ends_at:
            return errors.RoomOverlap(other.title)
    return None


def why_not_capacity(capacity: int | None) -> Refusal | None:
    if capacity is not None and not 0 <= capacity <= MOST_PLACES:
        return errors.BadCapacity()
    return None
