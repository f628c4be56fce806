"""When presenters without slides are written to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from app.kernel.clock import LONDON

_HOUR = time(9, 30)  # on a London clock, when people are at work


class Step(StrEnum):
    SOON = "soon"
    TOMORROW = "tomorrow"
    LATE = "late"


DAYS_AFTER_DUE = {Step.SOON: -7, Step.TOMORROW: -1, Step.LATE: 1}


def due_on(day_on: date, *, slides_days: int) -> date:
    """The last day on which slides are in time."""
    return day_on - timedelta(days=slides_days)


def chase_times(day_on: date, *, slides_days: int) -> dict[Step, datetime]:
    """When each reminder goes. One that would go on the day itself or later is left out: then there is
    something else to do."""
    due = due_on(day_on, slides_days=slides_days)
    times = {}
    for step, days in DAYS_AFTER_DUE.items():
        on = due + timedelta(days=days)
        if on < day_on:
            times[step] = datetime.combine(on, _HOUR, LONDON).astimezone(UTC)
    return times


def is_to_chase(*, is_published: bool, chase: bool, has_time: bool, has_slides: bool) -> bool:
    """Whether who presents this session is asked for slides. `has_time`: a time that is not cancelled."""
    return is_published and chase and has_time and not has_slides
