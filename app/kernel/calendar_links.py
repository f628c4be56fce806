"""Addresses that open somebody's own calendar with an entry or a feed already filled in. Following one is the
reader's choice: nothing is sent anywhere before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import quote, urlencode, urlsplit

GOOGLE = "https://calendar.google.com/calendar/render"
OUTLOOK = "https://outlook.office.com/calendar"
LONGEST_TEXT = 1500  # of a description: browsers and mail programs cut long addresses


@dataclass(frozen=True, kw_only=True)
class Happening:
    """What would stand in the calendar; instants are aware."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    text: str

    @property
    def google(self) -> str:
        """Google Calendar's form for a new entry."""
        times = "/".join(
            f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}" for at in (self.starts_at, self.ends_at)
        )
        asked = {
            "action": "TEMPLATE",
            "text": self.title,
            "dates": times,
            "location": self.place,
            "details": self.text[:LONGEST_TEXT],
        }
        return f"{GOOGLE}?{_query(asked)}"

    @property
    def outlook(self) -> str:
        """The same of Outlook on the web."""
        asked = {
            "rru": "addevent",
            "subject": self.title,
            "startdt": f"{self.starts_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "enddt": f"{self.ends_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
            "location": self.place,
            "body": self.text[:LONGEST_TEXT],
        }
        return f"{OUTLOOK}/deeplink/compose?{_query(asked)}"


@dataclass(frozen=True)
class Feed:
    """A feed's whole address, and what a calendar shall call it."""

    url: str
    name: str

    @property
    def webcal(self) -> str:
        """Opens the calendar program of this device (webcal is what they all register for)."""
        return "webcal://" + self.url.split("://", 1)[1]

    @property
    def google(self) -> str:
        return f"{GOOGLE}?{_query({'cid': self.webcal})}"

    @property
    def outlook(self) -> str:
        return f"{OUTLOOK}/0/addfromweb?{_query({'url': self.url, 'name': self.name})}"

    @property
    def is_reachable(self) -> bool:
        """Google and Outlook fetch it themselves, so it must be on the internet."""
        return urlsplit(self.url).scheme == "https"


def _query(asked: dict[str, str]) -> str:
    return urlencode(asked, quote_via=quote)
