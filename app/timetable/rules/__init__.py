"""What a programme says as a value, and how two of them differ."""

from app.timetable.rules.changes import (
    Change,
    changes_between,
)
from app.timetable.rules.clashing import (
    clashes,
)
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
from app.timetable.rules.meeting import meeting_anew
from app.timetable.rules.plans import (
    BookedTwice,
    DraftWarning,
    Pause,
    Plan,
    Planned,
    Who,
)
from app.timetable.rules.related import (
    related,
)
from app.timetable.rules.turning import (
    Moment,
    moment_at,
    turns_of,
)
from app.timetable.rules.warnings import (
    slides_from,
    warnings_in,
)

__all__ = [
    "BookedTwice",
    "BreakShown",
    "Change",
    "Document",
    "DraftWarning",
    "Moment",
    "Named",
    "Pause",
    "Plan",
    "Planned",
    "Provided",
    "RoomShown",
    "ServiceShown",
    "SessionShown",
    "SlotShown",
    "SpeakerShown",
    "Who",
    "changes_between",
    "clashes",
    "meeting_anew",
    "moment_at",
    "related",
    "slides_from",
    "turns_of",
    "warnings_in",
]
