"""Calendar entries as iCalendar bytes (RFC 5545, 5546, 7986), the same for the same input.

Times are shown on Europe/London's clock with one constant VTIMEZONE: the one that the library
generates puts the start of summer time an hour late. The library quotes parameters and folds
lines; text is escaped here, because its own escape turns a typed `\\N` into a line break.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any, Literal, Self
from urllib.parse import quote

from icalendar import vDuration
from icalendar.parser import Contentline, Parameters

from app.kernel.clock import LONDON
from app.kernel.mailbox import Mailbox
from app.kernel.plain_text import clean_line, clean_text

Status = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
Method = Literal["REQUEST", "CANCEL", "PUBLISH"]

_STATUSES = ("CONFIRMED", "TENTATIVE", "CANCELLED")
_SCHEDULING = ("REQUEST", "CANCEL")
# Enough for every entry of a large event's feeds, some 2 kB each.
_CACHED_ENTRIES = 2048
_FOLD_FROM = 75  # bytes

# Onsets stand in local time before the change. Right from 1996 on, as long as the law is kept.
_LONDON_VTIMEZONE = b"""BEGIN:VTIMEZONE
TZID:Europe/London
BEGIN:DAYLIGHT
DTSTART:19810329T010000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:BST
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T020000
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:GMT
END:STANDARD
END:VTIMEZONE
""".replace(b"\n", b"\r\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry of a calendar.

    `uid` never changes, `sequence` counts up with changes of time or place. `stamp_at` is the
    last change (DTSTAMP and LAST-MODIFIED). All `_at` are aware; seconds are kept, fractions not.
    Refused with ValueError: an empty uid, a naive time, an end that is not after the start.
    """

    uid: str
    sequence: int
    stamp_at: datetime
    starts_at: datetime
    ends_at: datetime
    summary: str
    description: str
    location: str = ""
    url: str = ""
    status: Status = "CONFIRMED"
    organiser: Mailbox | None = None
    attendee: Mailbox | None = None
    conference_url: str = ""
    categories: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not clean_line(self.uid):
            raise ValueError("an entry needs a uid")
        if any(at.tzinfo is None for at in (self.stamp_at, self.starts_at, self.ends_at)):
            raise ValueError("an entry needs times with a zone")
        if self.ends_at <= self.starts_at:
            raise ValueError("an entry must end after it starts")
        if self.status not in _STATUSES:
            raise ValueError(f"unknown status {self.status!r}")
        if self.sequence < 0:
            raise ValueError("a sequence counts from 0")

    def to_json(self) -> dict[str, Any]:
        """A plain value for a JSON column; `from_json` gives back an equal entry."""
        data: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        for name in ("stamp_at", "starts_at", "ends_at"):
            data[name] = data[name].astimezone(UTC).isoformat()
        for name in ("organiser", "attendee"):
            data[name] = data[name].to_json() if data[name] else None
        data["categories"] = list(self.categories)
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        values = dict(data)
        for name in ("stamp_at", "starts_at", "ends_at"):
            values[name] = datetime.fromisoformat(values[name])
        for name in ("organiser", "attendee"):
            values[name] = Mailbox.from_json(values[name]) if values.get(name) else None
        values["categories"] = tuple(values.get("categories", ()))
        return cls(**values)


def serialise(
    entries: Iterable[Entry],
    *,
    method: Method | None,
    product: str,
    name: str | None = None,
    refresh_for: timedelta | None = None,
) -> bytes:
    """A whole calendar.

    `REQUEST` and `CANCEL` are messages to one person about one entry; `PUBLISH` and None are
    downloads and feeds and never carry an ATTENDEE. `product` is the PRODID, `name` the calendar's
    name, `refresh_for` how long a reader may wait before it asks again.

    Refused with ValueError: a message about more or less than one entry, or without organiser and
    attendee; a CANCEL of an entry that is not cancelled, a REQUEST for one that is; one uid twice.
    """
    chosen = tuple(entries)
    if method in _SCHEDULING:
        _check_message(chosen, method)
    if len({entry.uid for entry in chosen}) != len(chosen):
        raise ValueError("one uid stands twice in a calendar")
    parts = [_head(method=method, product=product, name=name, refresh_for=refresh_for)]
    parts.append(_LONDON_VTIMEZONE)
    parts.extend(_vevent(entry, method) for entry in chosen)
    parts.append(b"END:VCALENDAR\r\n")
    return b"".join(parts)


def _check_message(entries: tuple[Entry, ...], method: str | None) -> None:
    if len(entries) != 1:
        raise ValueError(f"a {method} is about exactly one entry")
    entry = entries[0]
    if entry.organiser is None or entry.attendee is None:
        raise ValueError(f"a {method} needs an organiser and an attendee")
    if (method == "CANCEL") != (entry.status == "CANCELLED"):
        raise ValueError(f"a {method} cannot be about an entry that is {entry.status}")


def _head(
    *, method: str | None, product: str, name: str | None, refresh_for: timedelta | None
) -> bytes:
    lines = [
        _line("BEGIN", "VCALENDAR"),
        _line("VERSION", "2.0"),
        _line("PRODID", _text(clean_line(product))),
        _line("CALSCALE", "GREGORIAN"),
    ]
    if method:
        lines.append(_line("METHOD", method))
    if name:
        title = _text(clean_line(name))
        lines += [_line("NAME", title), _line("X-WR-CALNAME", title)]
    if refresh_for:
        wait = vDuration(refresh_for).to_ical().decode()
        lines.append(_line("REFRESH-INTERVAL", wait, VALUE="DURATION"))
        lines.append(_line("X-PUBLISHED-TTL", wait))
    return b"".join(lines)


@lru_cache(maxsize=_CACHED_ENTRIES)
def _vevent(entry: Entry, method: Method | None) -> bytes:
    """One VEVENT; kept, because feeds repeat the same entries from fetch to fetch."""
    stamp = f"{entry.stamp_at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    is_cancelled = entry.status == "CANCELLED"
    lines = [
        _line("BEGIN", "VEVENT"),
        _line("UID", _text(clean_line(entry.uid))),
        _line("SEQUENCE", str(entry.sequence)),
        _line("DTSTAMP", stamp),
        _line("LAST-MODIFIED", stamp),
        *_times(entry),
        _line("SUMMARY", _text(entry.summary)),
        _line("DESCRIPTION", _text(entry.description)) if entry.description else b"",
        _line("LOCATION", _text(entry.location)) if entry.location else b"",
        _line("URL", _uri(entry.url)) if entry.url else b"",
        _line("CATEGORIES", ",".join(map(_text, entry.categories))) if entry.categories else b"",
        _line("STATUS", entry.status),
        _line("TRANSP", "TRANSPARENT" if is_cancelled else "OPAQUE"),
        *_people(entry, method),
        _conference(entry.conference_url),
        _line("END", "VEVENT"),
    ]
    return b"".join(lines)


def _times(entry: Entry) -> list[bytes]:
    """Start and end on London's clock; in UTC when that clock shows one of them twice."""
    edges = (("DTSTART", entry.starts_at), ("DTEND", entry.ends_at))
    local = [(name, at.astimezone(LONDON)) for name, at in edges]
    if any(at.utcoffset() != at.replace(fold=1 - at.fold).utcoffset() for _, at in local):
        return [_line(name, f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}") for name, at in edges]
    return [_line(name, f"{at:%Y%m%dT%H%M%S}", TZID="Europe/London") for name, at in local]


def _people(entry: Entry, method: Method | None) -> list[bytes]:
    """The organiser of what is sent or published; the attendee of a message alone."""
    lines = []
    if entry.organiser and method:
        lines.append(_line("ORGANIZER", _mailto(entry.organiser), **_common_name(entry.organiser)))
    if entry.attendee and method in _SCHEDULING:
        state = {"PARTSTAT": "ACCEPTED", "RSVP": "FALSE"}
        state |= {"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT"}
        given = state | _common_name(entry.attendee)
        lines.append(_line("ATTENDEE", _mailto(entry.attendee), **given))
    return lines


def _conference(url: str) -> bytes:
    if not url:
        return b""
    return _line("CONFERENCE", _uri(url), VALUE="URI", FEATURE=["AUDIO", "VIDEO"])


def _common_name(mailbox: Mailbox) -> dict[str, str]:
    name = mailbox.name.replace('"', "")
    return {"CN": name} if name else {}


def _mailto(mailbox: Mailbox) -> str:
    return "mailto:" + quote(mailbox.address, safe="@!$'*+-._~")


def _uri(url: str) -> str:
    return "".join(clean_line(url).split())


def _text(text: str) -> str:
    """Escaped as TEXT of RFC 5545, 3.3.11."""
    escaped = clean_text(text).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def _line(name: str, value: str, **parameters: str | list[str]) -> bytes:
    """A content line, folded, with its CRLF. `value` stands as it is."""
    given = Parameters(parameters).to_ical(sorted=False).decode() if parameters else ""
    head = f"{name};{given}" if given else name
    line = f"{head}:{value}"
    data = line.encode()
    if (
        len(data) >= _FOLD_FROM
    ):  # asked first, since the library goes through each line letter by letter
        data = Contentline(line).to_ical()
    return data + b"\r\n"
