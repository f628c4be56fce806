"""Which calendar message is due: the table of the design, row by row."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from app.invites.rules import Due, Last, cancelled, message_due
from app.kernel.icalendar import Entry
from app.kernel.mailbox import Mailbox

NOW = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)
ENTRY = Entry(
    uid="u@x", sequence=0, stamp_at=NOW, starts_at=NOW, ends_at=NOW + timedelta(hours=1),
    summary="Podcast", description="How", location="Studio A, https://x/j/1", url="https://x/j/1",
    organiser=Mailbox("B", "b@example.org"), attendee=Mailbox("A", "a@example.org"),
)  # fmt: skip
LATER = replace(ENTRY, stamp_at=NOW + timedelta(days=1))
MOVED = replace(LATER, starts_at=NOW + timedelta(minutes=30))
ROOM = replace(LATER, location="Lab, https://x/j/1")
WORDS = replace(LATER, summary="Podcasts")
SAME = replace(WORDS, stamp_at=NOW + timedelta(microseconds=900_000))
BACK = replace(WORDS, stamp_at=NOW - timedelta(days=1))
ADDRESS = replace(LATER, attendee=Mailbox("A", "other@example.org"))
NEVER = Last(None, 0, False)
TOLD = Last(replace(ENTRY, sequence=2), 2, False)
GONE = Last(cancelled(ENTRY, sequence=3), 3, True)

ROWS = {
    "a place for the first time": (NEVER, ENTRY, Due("REQUEST", ENTRY)),
    "nothing yet, nothing wanted": (NEVER, None, None),
    "nothing changed": (TOLD, LATER, None),
    "another time": (TOLD, MOVED, Due("REQUEST", replace(MOVED, sequence=3))),
    "another room": (TOLD, ROOM, Due("REQUEST", replace(ROOM, sequence=3))),
    "other words": (TOLD, WORDS, Due("REQUEST", replace(WORDS, sequence=2))),
    "other words in the same second": (TOLD, SAME, Due("REQUEST", replace(SAME, sequence=3))),
    "other words, the clock set back": (TOLD, BACK, Due("REQUEST", replace(BACK, sequence=3))),
    "another address": (TOLD, ADDRESS, Due("REQUEST", replace(ADDRESS, sequence=3))),
    "given up": (TOLD, None, Due("CANCEL", cancelled(ENTRY, sequence=3))),
    "given up already": (GONE, None, None),
    "booked again": (GONE, LATER, Due("REQUEST", replace(LATER, sequence=4))),
}


@pytest.mark.parametrize("row", ROWS)
def test_message_due(row):
    last, wanted, due = ROWS[row]
    assert message_due(last, wanted) == due
