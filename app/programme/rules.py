"""What may stand in a programme."""

from __future__ import annotations

from datetime import date, datetime

from app.kernel.clock import london
from app.kernel.errors import Refusal
from app.programme import errors

MOST_PLACES = 10_000


def why_not_at(*, day_on: date, starts_at: datetime, ends_at: datetime) -> Refusal | None:
    """Why a session cannot be at this time."""
    if ends_at <= starts_at:
        return errors.EndsBeforeStart()
    if london(starts_at).date() != day_on:
        return errors.OutsideTheDay()
    return None


def why_not_capacity(capacity: int | None) -> Refusal | None:
    if capacity is not None and not 0 <= capacity <= MOST_PLACES:
        return errors.BadCapacity()
    return None


def why_not_overbooked(percent: int) -> Refusal | None:
    if not 0 <= percent <= 100:
        return errors.BadCapacity()
    return None
