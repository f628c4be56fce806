"""When the call is open for a type of session, and what a late code is worth."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.kernel.clock import LONDON, london
from app.kernel.errors import Refusal
from app.proposals import errors
from app.proposals.enums import CallState

LEAST_MINUTES, MOST_MINUTES = 5, 480
MOST_LENGTHS = 8
CLOSES_AT = time(17, 0)  # in London
WEEKS_BEFORE_THE_DAY = 10  # until then proposals are asked for in a new call
LEAST_WEEKS_OPEN = 2


@dataclass(frozen=True)
class Window:
    """From when until when; a None is not said."""

    opens_at: datetime | None = None
    closes_at: datetime | None = None


def window_for(call: Window, own: Window) -> Window:
    """The dates of a type of session: its own count before the call's, each by itself."""
    return Window(own.opens_at or call.opens_at, own.closes_at or call.closes_at)


def state_of_call(window: Window, *, is_withdrawn: bool, now: datetime) -> CallState:
    """Without an opening it is not open yet; without a deadline it stays open."""
    if is_withdrawn:
        return CallState.WITHDRAWN
    if window.opens_at is None or now < window.opens_at:
        return CallState.EARLY
    if window.closes_at is not None and now >= window.closes_at:
        return CallState.CLOSED
    return CallState.OPEN


def together(states: Iterable[CallState]) -> CallState:
    """The call as a whole: open as long as one type is, early while one is still to open."""
    found = set(states)
    for state in (CallState.WITHDRAWN, CallState.OPEN, CallState.EARLY):
        if state in found:
            return state
    return CallState.CLOSED


def why_closed(state: CallState, *, has_late_code: bool = False) -> Refusal | None:
    """Why nothing can be sent now. A late code helps against the deadline, against nothing else."""
    match state:
        case CallState.EARLY:
            return errors.CallNotOpen()
        case CallState.WITHDRAWN:
            return errors.CallWithdrawn()
        case CallState.CLOSED if not has_late_code:
            return errors.CallClosed()
    return None


def code_lives(*, expires_at: datetime, ended_at: datetime | None, now: datetime) -> bool:
    """Whether what was sent with it may still be changed."""
    return ended_at is None and now < expires_at


def why_not_use_code(*, lives: bool, uses: int, used: int) -> Refusal | None:
    """Why one proposal more cannot be sent with it; `used` counts those sent so far."""
    if not lives:
        return errors.NoSuchLateCode()
    return errors.LateCodeUsedUp() if used >= uses else None


def why_not_dates(window: Window, *, day_on: date) -> Refusal | None:
    """Why a call, or a type of it, cannot be open then."""
    opens_at, closes_at = window.opens_at, window.closes_at
    if opens_at and closes_at and closes_at <= opens_at:
        return errors.ClosesBeforeOpening()
    if closes_at and london(closes_at).date() > day_on:
        return errors.ClosesAfterTheDay()
    return None


def default_dates(day_on: date, *, now: datetime) -> Window:
    """What is offered for a new call: from this hour until some weeks before the day, but open for two
    weeks at least, and over when the day is."""
    opens_at = now.replace(minute=0, second=0, microsecond=0)
    first = london(now).date() + timedelta(weeks=LEAST_WEEKS_OPEN)
    closes_on = min(max(day_on - timedelta(weeks=WEEKS_BEFORE_THE_DAY), first), day_on)
    return Window(opens_at, datetime.combine(closes_on, CLOSES_AT, LONDON).astimezone(UTC))


def lengths_of(typed: str) -> tuple[int, ...]:
    """Lengths in minutes, each once, as they were typed with commas between. Raises a refusal."""
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    if not parts or any(not (p.isascii() and p.isdigit() and len(p) < 4) for p in parts):
        raise errors.NotALength()
    lengths = tuple(dict.fromkeys(int(part) for part in parts))
    if any(not LEAST_MINUTES <= length <= MOST_MINUTES for length in lengths):
        raise errors.NotALength()
    if len(lengths) > MOST_LENGTHS:
        raise errors.TooManyLengths()
    return lengths
