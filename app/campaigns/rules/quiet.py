"""Hours in which no reminder goes. They are London's, and as long as the night is when the clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from app.kernel.clock import LONDON, london

JUST_BEFORE = timedelta(minutes=15)  # so that the last piece has gone when quiet hours begin
DAY = timedelta(days=1)


def quiet_hours_at(
    at: datetime, *, from_hour: int, to_hour: int
) -> tuple[datetime, datetime] | None:
    """When the quiet hours around this instant begin and end; None when it is in none."""
    wall = london(at)
    is_over_midnight = from_hour > to_hour
    if from_hour == to_hour:
        return None
    is_late, is_early = wall.hour >= from_hour, wall.hour < to_hour
    if not (is_late or is_early if is_over_midnight else is_late and is_early):
        return None
    today = wall.date()
    begins_on = today if is_late else today - DAY
    ends_on = today if is_early else today + DAY
    return _at(begins_on, from_hour), _at(ends_on, to_hour)


def outside_quiet_hours(
    at: datetime, *, useful_until: datetime, from_hour: int, to_hour: int
) -> datetime:
    """When a reminder goes that would go `at`: at the end of the quiet hours, or, when that would be too
    late to be of use, just before they begin."""
    quiet = quiet_hours_at(at, from_hour=from_hour, to_hour=to_hour)
    if quiet is None:
        return at
    begins_at, ends_at = quiet
    return ends_at if ends_at < useful_until else begins_at - JUST_BEFORE


def _at(on: date, hour: int) -> datetime:
    return datetime.combine(on, time(hour), LONDON).astimezone(UTC)
