"""When to try again: a message, and the way to the server."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from app.mail.enums import Failure

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
LONGEST_PAUSE = timedelta(minutes=2)
GIVE_UP_AFTER = timedelta(hours=72)
MOST_UNSURE = 10  # tries; by then the recipient has it ten times, or never will
ENOUGH_FOR_ALL = 5
# When the server failed at one message and may not at others, they go first: so much longer it waits than the
# way is closed, and a sweep comes meanwhile.
OTHERS_FIRST = timedelta(seconds=30)


def wait_before(attempt: int, *, spread: float = 0.0) -> timedelta:
    """How long a message waits after its `attempt`-th failure (from 1): doubling from 30 s up to 15 min.

    `spread` from 0 to 1 adds up to a quarter, so that messages do not come back all at once.
    """
    return _doubled(attempt, LONGEST_WAIT, spread)


def pause_before(failure: int, *, spread: float = 0.0) -> timedelta:
    """How long nothing at all goes after the server's `failure`-th failure in a row: 30 s up to 2 min, so
    that everything has gone five minutes after it is back."""
    return _doubled(failure, LONGEST_PAUSE, spread)


def next_try(
    failure: Failure,
    *,
    attempts: int,
    tried_at: datetime,
    now: datetime,
    spread: float = 0.0,
    server_is_away: bool = False,
) -> datetime | None:
    """When the message is due again after its `attempts`-th try, which failed by anything but the server's
    fault; None when it has failed for good.

    `tried_at`: when it was first tried with a server that was there. After 72 hours from then it is given
    up. While the server is away nothing is, and nothing waits longer than the server does.
    """
    if failure is Failure.REFUSED:
        return None
    wait = wait_before(attempts, spread=spread)
    if server_is_away:
        return now + min(wait, LONGEST_PAUSE)
    if now - tried_at > GIVE_UP_AFTER:
        return None
    if failure is Failure.UNSURE and attempts >= MOST_UNSURE:
        return None
    return now + wait


def says_no_to_all(put_off: Collection[int]) -> bool:
    """Whether these messages, put off one after the other with none taken between, show that it is the
    server. Only such count as were put off before: greylisting says no to everybody once."""
    return len(set(put_off)) >= ENOUGH_FOR_ALL


def _doubled(times: int, longest: timedelta, spread: float) -> timedelta:
    return min(FIRST_WAIT * 2 ** min(times - 1, 10), longest) * (1 + spread / 4)
