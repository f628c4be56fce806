"""Decisions about the call, proposals, reviews and confirmation."""

from app.proposals.rules.deciding import (
    BECOMES,
    Candidate,
    Share,
    balance,
    confirm_by,
    is_chosen,
    reminders,
    why_not_confirm,
    why_not_decide,
    why_not_decline,
    why_not_move_up,
    why_not_release,
    why_not_session,
)
from app.proposals.rules.moving import may_move

__all__ = [
    "BECOMES",
    "Candidate",
    "Share",
    "balance",
    "confirm_by",
    "is_chosen",
    "may_move",
    "reminders",
    "why_not_confirm",
    "why_not_decide",
    "why_not_decline",
    "why_not_move_up",
    "why_not_release",
    "why_not_session",
]
