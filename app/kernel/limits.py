"""How often something may be tried from one place: counted in this process's memory, forgotten with it.

For guesses that would have to be made by the million. Each server process counts for itself, so that the
limit holds up to their number; what must hold exactly is counted in the database (signing in).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from ipaddress import IPv6Address, ip_address
from math import ceil
from threading import Lock


class Limit:
    """`times` within `window_for`, which begins with a place's first try. Remembers `at_most` places."""

    def __init__(self, times: int, window_for: timedelta, *, at_most: int = 10_000) -> None:
        self._times = times
        self._window_for = window_for
        self._at_most = at_most
        self._windows: dict[str, tuple[datetime, int]] = {}
        self._lock = Lock()

    def wait_after_try(self, place: str, *, now: datetime) -> int:
        """Counts a try from this place: 0, or how many whole seconds to wait, from 1."""
        with self._lock:
            began_at, tries = self._windows.get(place, (now, 0))
            if not timedelta() <= now - began_at < self._window_for:
                began_at, tries = now, 0
            if tries >= self._times:
                return max(1, ceil((began_at + self._window_for - now).total_seconds()))
            if place not in self._windows and len(self._windows) >= self._at_most:
                self._forget(now)
            self._windows[place] = (began_at, tries + 1)
            return 0

    def _forget(self, now: datetime) -> None:
        """The windows that have passed; all of them when none has."""
        kept = {
            place: window
            for place, window in self._windows.items()
            if now - window[0] < self._window_for
        }
        self._windows = kept if len(kept) < self._at_most else {}


def place_of(address: str | None) -> str:
    """The client behind an IP address: for IPv6 the /64 that one household or office is given."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(found, IPv6Address):
        return str(IPv6Address(int(found) >> 64 << 64))
    return str(found)
