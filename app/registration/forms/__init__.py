"""Shapes of input when people register."""

from app.registration.forms.people import (
    OTHER,
    AddressForm,
    ColleagueForm,
    FirstChoiceForm,
    GroupForm,
    YouForm,
)
from app.registration.forms.sessions import Choice, Picked, SessionsForm

__all__ = [
    "OTHER",
    "AddressForm",
    "Choice",
    "ColleagueForm",
    "FirstChoiceForm",
    "GroupForm",
    "Picked",
    "SessionsForm",
    "YouForm",
]
