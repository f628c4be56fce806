"""What a programme says as a value, and how two of them differ."""

from app.timetable.rules.changes import Change, changes_between
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

__all__ = [
    "BreakShown",
    "Change",
    "Document",
    "Named",
    "Provided",
    "RoomShown",
    "ServiceShown",
    "SessionShown",
    "SlotShown",
    "SpeakerShown",
    "changes_between",
]
