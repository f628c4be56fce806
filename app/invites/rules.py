"""Which calendar message is due, if any (RFC 5546): the whole life of an entry in one function."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from app.kernel.icalendar import Entry


@dataclass(frozen=True)
class Last:
    """What we last told a calendar. `entry` is None when nothing was ever sent."""

    entry: Entry | None
    sequence: int
    is_cancelled: bool


@dataclass(frozen=True)
class Due:
    """A message to send: the entry carries its sequence, stamp and status."""

    method: Literal["REQUEST", "CANCEL"]
    entry: Entry


def message_due(last: Last, wanted: Entry | None) -> Due | None:
    """`wanted` is the entry as it should be now (its sequence is not read), None for no entry.

    A place: REQUEST, sequence 0; after a cancelled one, one more. Another time or place: one more.
    Other words: the same sequence with a later stamp; one more when the stamp is not later, since calendars
    count seconds and clocks can be set back, and would not take it for news. Another address: the old one
    cannot be kept true, so it counts as moved. A place given up: CANCEL, one more.
    """
    told = last.entry is not None and not last.is_cancelled
    if wanted is None:
        return _cancel(last) if told else None
    if last.entry is None:
        return Due("REQUEST", replace(wanted, sequence=last.sequence))
    if last.is_cancelled or _moved(last.entry, wanted):
        return Due("REQUEST", replace(wanted, sequence=last.sequence + 1))
    if _reads_otherwise(last.entry, wanted):
        is_later = _second(wanted) > _second(last.entry)
        sequence = last.sequence if is_later else last.sequence + 1
        return Due("REQUEST", replace(wanted, sequence=sequence))
    return None


def cancelled(entry: Entry, *, sequence: int) -> Entry:
    return replace(entry, status="CANCELLED", sequence=sequence)


def _cancel(last: Last) -> Due:
    assert last.entry is not None
    return Due("CANCEL", cancelled(last.entry, sequence=last.sequence + 1))


def _second(entry: Entry) -> datetime:
    return entry.stamp_at.replace(microsecond=0)


def _moved(one: Entry, other: Entry) -> bool:
    return (one.starts_at, one.ends_at, one.location, one.attendee) != (
        other.starts_at,
        other.ends_at,
        other.location,
        other.attendee,
    )


def _reads_otherwise(one: Entry, other: Entry) -> bool:
    return replace(one, sequence=0, stamp_at=other.stamp_at) != replace(other, sequence=0)
