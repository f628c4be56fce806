"""Whether a stored file leaves the house, and when a look at it is tried again."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.materials.enums import ScanState

FIRST_WAIT = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=1)


def is_let_out(scan: ScanState, *, has_scanner: bool) -> bool:
    """To anybody at all. With a scanner only what it found clean; without one what was never scanned too,
    but never what one once found infected, waits for it or failed in it."""
    if scan == ScanState.CLEAN:
        return True
    return scan == ScanState.NOT_CONFIGURED and not has_scanner


def next_try(scan: ScanState, *, tries: int, now: datetime) -> datetime | None:
    """When the worker looks at a file again: never once a scan has said something, else after a while that
    doubles with each try (from 1) up to an hour."""
    if scan != ScanState.FAILED:
        return None
    return now + min(FIRST_WAIT * 2 ** min(tries - 1, 10), LONGEST_WAIT)
