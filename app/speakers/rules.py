"""When who presents can present, who gets which tech check, and whose a note is."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, timedelta

from app.kernel.clock import london
from app.kernel.errors import Refusal
from app.speakers import errors

HOURS = tuple(range(9, 18))  # of the day, on a London clock: 9 stands for 9:00 to 10:00


def common_hours(said: Iterable[Collection[int] | None]) -> list[int]:
    """The hours in which all can present who have said when they can."""
    hours = set(HOURS)
    for one in said:
        if one is not None:
            hours &= set(one)
    return sorted(hours)


def spans(hours: Collection[int]) -> list[tuple[int, int]]:
    """Hours as from-to: [9, 10, 13] is (9, 11) and (13, 14)."""
    found: list[tuple[int, int]] = []
    for hour in sorted(set(hours)):
        if found and found[-1][1] == hour:
            found[-1] = (found[-1][0], hour + 1)
        else:
            found.append((hour, hour + 1))
    return found


def fits(hours: Collection[int], *, starts_at: datetime, ends_at: datetime) -> bool:
    """Whether a session lies within these hours of its day."""
    begin, end = london(starts_at), london(ends_at - timedelta(microseconds=1))
    return set(range(begin.hour, end.hour + 1)) <= set(hours)


def why_not_book(*, starts_at: datetime, places: int, taken: int, now: datetime) -> Refusal | None:
    """Why a tech check cannot be chosen; `taken` without the one that the desk has."""
    if starts_at <= now:
        return errors.CheckOver()
    return errors.CheckFull() if taken >= places else None


def why_not_offer(*, starts_at: datetime, ends_at: datetime, day_on: date) -> Refusal | None:
    """Why a tech check cannot be at this time."""
    if ends_at <= starts_at:
        return errors.EndsBeforeStart()
    return errors.AfterTheDay() if london(ends_at).date() > day_on else None


def is_for(kind: str, room_id: int | None, *, slots: Sequence[tuple[str, int | None]]) -> bool:
    """Whether a note concerns somebody who presents these: each a kind of session and a room (None: no
    room yet). A note without kind and room is for everybody."""
    if not kind and room_id is None:
        return True
    return any(
        (not kind or kind == slot_kind) and (room_id is None or room_id == slot_room)
        for slot_kind, slot_room in slots
    )
