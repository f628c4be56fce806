"""Who may join when, and what counts as having attended."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from app.attendance import errors
from app.attendance.enums import Source
from app.kernel.errors import Refusal
from app.registration.enums import PlaceState


def why_not_join(
    *,
    state: PlaceState,
    is_cancelled: bool,
    starts_at: datetime,
    ends_at: datetime,
    opens_minutes: int,
    now: datetime,
) -> Refusal | None:
    """Why the Join button is not there. It opens `opens_minutes` before and stays until the end."""
    if is_cancelled:
        return errors.SessionOff()
    if state == PlaceState.WAITING:
        return errors.StillWaiting()
    if state != PlaceState.CONFIRMED:
        return errors.NoPlace()
    opens_at = starts_at - timedelta(minutes=opens_minutes)
    if now < opens_at:
        return errors.TooEarly(opens_at)
    return errors.Over() if now >= ends_at else None


def why_not_mark(*, is_cancelled: bool, starts_at: datetime, now: datetime) -> Refusal | None:
    """Why a host cannot mark attendance yet."""
    if is_cancelled:
        return errors.SessionOff()
    return errors.NotBegun() if now < starts_at else None


def was_there(marks: Mapping[Source, bool], *, join_counts: bool, host_counts: bool) -> bool:
    """What counts: the host's word where it counts and there is one, else the own click on Join."""
    if host_counts and Source.HOST in marks:
        return marks[Source.HOST]
    return join_counts and marks.get(Source.JOIN, False)
