"""A mail as its reader's programs see it: MIME by the standard library, the page by html5lib, the calendar
entry by two libraries that know nothing of each other and must agree."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import strict

import html5lib
import vobject
from icalendar import Calendar


@dataclass(frozen=True)
class Mailed:
    message_id: str
    to: str
    subject: str
    text: str
    html: str
    entry: tuple[str, str, int, datetime] | None  # method, UID, SEQUENCE, start


def read(raw: bytes) -> Mailed:
    """Fails at anything that one of the parsers would have to forgive."""
    message = message_from_bytes(raw, policy=strict)
    (to,) = message["To"].addresses
    parts = {part.get_content_type(): part for part in message.walk() if not part.is_multipart()}
    assert not any(part.defects for part in message.walk())
    html = parts["text/html"].get_content()
    page = html5lib.HTMLParser(strict=True).parse(html)
    calendar = parts.get("text/calendar")
    return Mailed(
        message_id=message["Message-ID"],
        to=to.addr_spec,
        subject=message["Subject"],
        text=parts["text/plain"].get_content(),
        html=" ".join(" ".join(page.itertext()).split()),
        entry=None if calendar is None else _entry(calendar),
    )


def _entry(part) -> tuple[str, str, int, datetime]:
    body = part.get_payload(decode=True)
    first = _by_icalendar(body)
    assert first == _by_vobject(body), "two readers would see two entries"
    assert part["Content-Type"].params["method"] == first[0]
    return first


def _by_icalendar(body: bytes) -> tuple[str, str, int, datetime]:
    calendar = Calendar.from_ical(body)
    (event,) = calendar.walk("VEVENT")
    start = event["DTSTART"].dt.astimezone(UTC)
    return str(calendar["METHOD"]), str(event["UID"]), int(event.get("SEQUENCE", 0)), start


def _by_vobject(body: bytes) -> tuple[str, str, int, datetime]:
    calendar = vobject.readOne(body.decode())
    event = calendar.vevent
    sequence = int(event.sequence.value) if hasattr(event, "sequence") else 0
    return calendar.method.value, event.uid.value, sequence, event.dtstart.value.astimezone(UTC)
