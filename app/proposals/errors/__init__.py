"""Refusals about proposals, with their sentences."""

from app.proposals.errors.deciding import (
    CorrectionAnswered,
    MailsNotTrue,
    NoSessionYet,
    NotChosen,
    NothingCorrected,
    NothingDecided,
    NothingToConfirm,
    NotLead,
    SessionMade,
)
from app.proposals.errors.moving import WrongState

__all__ = [
    "CorrectionAnswered",
    "MailsNotTrue",
    "NoSessionYet",
    "NotChosen",
    "NotLead",
    "NothingCorrected",
    "NothingDecided",
    "NothingToConfirm",
    "SessionMade",
    "WrongState",
]
