"""What may be done with a mail to a group, and when it goes."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.campaigns import errors
from app.campaigns.enums import GroupState
from app.kernel.errors import Refusal

PIECE = 50  # people in one transaction, so that bookings are not held up


def goes_at(now: datetime, *, pause_minutes: int) -> datetime:
    """When the pause in which it can be stopped is over."""
    return now + timedelta(minutes=pause_minutes)


def why_not_change(state: GroupState) -> Refusal | None:
    """Its words and whom it is for can be changed while it is a draft; within the pause it is stopped
    first."""
    if state == GroupState.DRAFT:
        return None
    return errors.GoesSoon() if state == GroupState.WAITING else errors.Gone()


def why_not_send(state: GroupState, *, people: int) -> Refusal | None:
    if state != GroupState.DRAFT:
        return why_not_change(state)
    return None if people else errors.NobodyThere()


def why_not_stop(state: GroupState) -> Refusal | None:
    may = (GroupState.WAITING, GroupState.SENDING)
    return None if state in may else errors.NothingToStop()
