"""Changes to the programme. Each locks the event first, as places depend on it."""

from app.programme.actions.rooms import (
    RoomDraft,
    add_room,
    add_tag,
    add_track,
    edit_room,
    remove_room,
    remove_track,
    rename_track,
)
from app.programme.actions.sessions import (
    SessionDraft,
    SpeakerDraft,
    add_session,
    correct_words,
    draft_of,
    edit_session,
)
from app.programme.actions.slots import (
    arrange,
    cancel_slot,
    drop_arrangement,
    edit_note,
    move_slot,
    place_session,
    set_capacity,
    set_crew,
)
from app.programme.actions.timing import Cancelling, Moving, Placing, change_timetable

__all__ = [
    "Cancelling",
    "Moving",
    "Placing",
    "RoomDraft",
    "SessionDraft",
    "SpeakerDraft",
    "add_room",
    "add_session",
    "add_tag",
    "add_track",
    "arrange",
    "cancel_slot",
    "change_timetable",
    "correct_words",
    "draft_of",
    "drop_arrangement",
    "edit_note",
    "edit_room",
    "edit_session",
    "move_slot",
    "place_session",
    "remove_room",
    "remove_track",
    "rename_track",
    "set_capacity",
    "set_crew",
]
