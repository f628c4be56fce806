"""Changes to desks and what stands on them."""

from app.speakers.actions.availability import say_available
from app.speakers.actions.consent import say_recording
from app.speakers.actions.desks import open_desk, resend_desk_link, send_desk_link
from app.speakers.actions.notes import NoteDraft, add_note, edit_note, remove_note
from app.speakers.actions.tech_checks import (
    TechCheckDraft,
    add_tech_check,
    book_tech_check,
    give_up_tech_check,
    remove_tech_check,
)

__all__ = [
    "NoteDraft",
    "TechCheckDraft",
    "add_note",
    "add_tech_check",
    "book_tech_check",
    "edit_note",
    "give_up_tech_check",
    "open_desk",
    "remove_note",
    "remove_tech_check",
    "resend_desk_link",
    "say_available",
    "say_recording",
    "send_desk_link",
]
