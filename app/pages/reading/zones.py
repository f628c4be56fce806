"""The time zone a reader wants times in; London's unless they say otherwise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

from flask_babel import lazy_gettext as _

from app.kernel import shown

LONDON = "Europe/London"
# Offered to everybody; any other name of the IANA's list may be asked for.
OFFERED = (
    (LONDON, _("London")),
    ("Europe/Paris", _("Paris, Berlin, Madrid")),
    ("Europe/Athens", _("Athens, Helsinki, Kyiv")),
    ("America/New_York", _("New York, Toronto")),
    ("America/Chicago", _("Chicago")),
    ("America/Los_Angeles", _("Los Angeles, Vancouver")),
    ("Asia/Kolkata", _("India")),
    ("Asia/Singapore", _("Singapore")),
    ("Australia/Sydney", _("Sydney, Melbourne")),
    ("Pacific/Auckland", _("Auckland")),
    ("UTC", _("Universal time (UTC)")),
)


@dataclass(frozen=True)
class Times:
    """How instants are written for one reader."""

    name: str = LONDON

    @property
    def is_london(self) -> bool:
        return self.name == LONDON

    @property
    def place(self) -> str:
        """New York, for America/New_York."""
        return next((str(words) for name, words in OFFERED if name == self.name), self._city)

    @property
    def _city(self) -> str:
        return self.name.rpartition("/")[2].replace("_", " ")

    def here(self, instant: datetime) -> datetime:
        return instant.astimezone(_zone(self.name))

    def on(self, instant: datetime) -> date:
        return self.here(instant).date()

    def day(self, instant: datetime) -> str:
        return shown.day(self.on(instant))

    def clock(self, instant: datetime) -> str:
        return self.here(instant).strftime("%H:%M")

    def zone(self, instant: datetime) -> str:
        """BST, EDT; where there are no such letters, UTC+4."""
        letters = self.here(instant).tzname() or ""
        return f"UTC{letters}" if letters[:1] in ("+", "-") else letters

    def choices(self) -> Sequence[tuple[str, str]]:
        known = [(name, str(words)) for name, words in OFFERED]
        return (
            known
            if any(name == self.name for name, _words in known)
            else [*known, (self.name, self.name)]
        )

    @property
    def query(self) -> dict[str, str]:
        """What an address says of it."""
        return {} if self.is_london else {"tz": self.name}


def asked(name: str) -> Times:
    """A name that is no zone's is London."""
    return Times(name) if name in _names() else Times()


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset(available_timezones())


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)
