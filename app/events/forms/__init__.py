"""Shapes of input when organisers set an event up."""

from app.events.forms.fairness import FairnessForm
from app.events.forms.services import GroupForm
from app.events.forms.setting_up import (
    ROLE_NAMES,
    ROLES,
    DetailsForm,
    EndRoleForm,
    InviteForm,
    NewEventForm,
    RulesForm,
    WindowsForm,
    WordsForm,
)

__all__ = [
    "ROLES",
    "ROLE_NAMES",
    "DetailsForm",
    "EndRoleForm",
    "FairnessForm",
    "GroupForm",
    "InviteForm",
    "NewEventForm",
    "RulesForm",
    "WindowsForm",
    "WordsForm",
]
