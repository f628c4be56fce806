"""A calendar program as RFC 5546 (2.1.5) wants it: of two messages about one entry the higher SEQUENCE
counts, and of equal ones the later DTSTAMP, in whatever order they arrive."""

from __future__ import annotations

from datetime import datetime
from email import message_from_bytes, policy

import vobject
from icalendar import Calendar as Parsed

from app.mail import jobs as mail


def calendar_part(message) -> tuple[str, bytes] | None:
    """The method that the mail's header names, and the calendar's bytes; None without a calendar part."""
    read = message_from_bytes(mail.build(message).raw, policy=policy.default)
    parts = [part for part in read.walk() if part.get_content_type() == "text/calendar"]
    if not parts:
        return None
    assert len(parts) == 1
    return parts[0].get_param("method"), parts[0].get_payload(decode=True)


class CalendarProgram:
    """What somebody's calendar shows after the messages it got; read by two parsers that must agree."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[int, datetime, str, str]] = {}

    def take(self, method: str, data: bytes) -> None:
        parsed = Parsed.from_ical(data)
        (event,) = parsed.walk("VEVENT")
        other = vobject.readOne(data.decode())
        assert parsed["METHOD"] == other.method.value == method
        assert str(event["UID"]) == other.vevent.uid.value
        assert event.decoded("DTSTART") == other.vevent.dtstart.value
        assert str(event["SUMMARY"]) == other.vevent.summary.value
        stamp = (int(event["SEQUENCE"]), event.decoded("DTSTAMP"))
        uid = str(event["UID"])
        if uid in self._known and self._known[uid][:2] >= stamp:
            return
        state = "gone" if method == "CANCEL" else f"{event.decoded('DTSTART'):%H:%M}"
        self._known[uid] = (*stamp, state, str(event["SUMMARY"]))

    @property
    def shows(self) -> set[tuple[str, str]]:
        """(starts at, summary) of what is not cancelled."""
        return {(state, title) for _, _, state, title in self._known.values() if state != "gone"}
