"""What a programme says as a value, and how two of them differ."""

from app.timetable.rules.changes import Change, changes_between
from app.timetable.rules.clashing import clashes
from app.timetable.rules.document import (
    BreakShown,
    Document,
    Named,
    Provided,
    RoomShown,
    ServiceShown,
    SessionShown,
    SlotShown,
    SpeakerShown,
)
from app.timetable.rules.related import related
from app.timetable.rules.turning import Moment, moment_at, turns_of

__all__ = [
    "BreakShown",
    "Change",
    "Document",
    "Moment",
    "Named",
    "Provided",
    "RoomShown",
    "ServiceShown",
    "SessionShown",
    "SlotShown",
    "SpeakerShown",
    "changes_between",
    "clashes",
    "moment_at",
    "related",
    "turns_of",
]
