"""Changes to the timetable."""

from app.timetable.actions.breaking import (
    BreakDraft,
    add_break,
    edit_break,
    remove_break,
)
from app.timetable.actions.drafting import (
    Details,
    edit_details,
    move,
    place,
    put_back,
    swap,
    take_out,
)
from app.timetable.actions.publishing import (
    freeze_at_the_end,
)
from app.timetable.actions.releasing import (
    change_and_tell,
    differs,
    release_draft,
)
from app.timetable.actions.rolling_back import (
    roll_back,
)
from app.timetable.actions.today import (
    cancel_today,
    change_meeting,
    end_notice,
    move_today,
    replace_presenter,
    say,
)
from app.timetable.actions.undoing import (
    redo,
    undo,
)

__all__ = [
    "BreakDraft",
    "Details",
    "add_break",
    "cancel_today",
    "change_and_tell",
    "change_meeting",
    "differs",
    "edit_break",
    "edit_details",
    "end_notice",
    "freeze_at_the_end",
    "move",
    "move_today",
    "place",
    "put_back",
    "redo",
    "release_draft",
    "remove_break",
    "replace_presenter",
    "roll_back",
    "say",
    "swap",
    "take_out",
    "undo",
]
