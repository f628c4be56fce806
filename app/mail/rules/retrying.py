"""When to try again."""

from __future__ import annotations

from datetime import timedelta

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=15)
GIVE_UP_AFTER = timedelta(hours=72)


def wait_before(attempt: int, *, spread: float = 0.0) -> timedelta:
    """How long to wait after the `attempt`-th failure (from 1): doubling from 30 s up to 15 min.

    `spread` from 0 to 1 adds up to a quarter, so that messages do not come back all at once.
    """
    doubled = FIRST_WAIT * 2 ** min(attempt - 1, 10)
    return min(doubled, LONGEST_WAIT) * (1 + spread / 4)
