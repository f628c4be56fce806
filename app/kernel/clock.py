"""What time it is. Rules and actions take `now` as an argument; only edges ask the clock."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

from flask import current_app

LONDON = ZoneInfo("Europe/London")


class Clock(Protocol):
    def now(self) -> datetime: ...


class SystemClock:
    """The machine's clock, in UTC."""

    def now(self) -> datetime:
        return datetime.now(UTC)


class ShiftedClock:
    """The machine's clock, begun at another instant: for trying out the day before it comes."""

    def __init__(self, begins_at: datetime) -> None:
        self._ahead_for = begins_at - datetime.now(UTC)

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead_for


class SetClock:
    """A clock that stands where it was put, for tests."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at.astimezone(UTC)


def now() -> datetime:
    """The instant, aware, in UTC."""
    clock: Clock = current_app.extensions["clock"]
    return clock.now()


def london(instant: datetime) -> datetime:
    """The same instant on a clock in London."""
    return instant.astimezone(LONDON)


def days_later(instant: datetime, for_days: timedelta) -> datetime:
    """The same time on a London clock, so many whole days later (or earlier), in UTC."""
    wall = london(instant).replace(tzinfo=None) + for_days
    return wall.replace(tzinfo=LONDON).astimezone(UTC)
