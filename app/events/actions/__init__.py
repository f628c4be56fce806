"""Changes to events and to who may do what in them."""

from app.events.actions.creating import EventDraft, create_event
from app.events.actions.editing import (
    DetailsDraft,
    edit_details,
    edit_policies,
    edit_windows,
)
from app.events.actions.publishing import publish, unpublish
from app.events.actions.roles import end_role, grant_role
from app.events.actions.services import set_counts_as

__all__ = [
    "DetailsDraft",
    "EventDraft",
    "create_event",
    "edit_details",
    "edit_policies",
    "edit_windows",
    "end_role",
    "grant_role",
    "publish",
    "set_counts_as",
    "unpublish",
]
