"""Mails about proposals."""

from app.proposals.messages.presenters import (
    presenter_answered,
    presenter_invited,
    presenter_removed,
)
from app.proposals.messages.writing import begun, desk_link, sent, withdrawn

__all__ = [
    "begun",
    "desk_link",
    "presenter_answered",
    "presenter_invited",
    "presenter_removed",
    "sent",
    "withdrawn",
]
