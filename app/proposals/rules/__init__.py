"""Decisions about the call, proposals, reviews and confirmation."""

from app.proposals.rules.asking import is_frozen, is_required, may_read, why_not_question
from app.proposals.rules.calling import (
    Window,
    code_lives,
    default_dates,
    lengths_of,
    state_of_call,
    together,
    why_closed,
    why_not_dates,
    why_not_use_code,
    window_for,
)
from app.proposals.rules.moving import may_move
from app.proposals.rules.presenters import why_not_answer, why_not_invite, why_not_remove
from app.proposals.rules.writing import (
    MOST_DRAFTS,
    Words,
    reach_of,
    what_is_missing,
    why_not_change_presenters,
    why_not_reopen,
    why_not_withdraw,
)

__all__ = [
    "MOST_DRAFTS",
    "Window",
    "Words",
    "code_lives",
    "default_dates",
    "is_frozen",
    "is_required",
    "lengths_of",
    "may_move",
    "may_read",
    "reach_of",
    "state_of_call",
    "together",
    "what_is_missing",
    "why_closed",
    "why_not_answer",
    "why_not_change_presenters",
    "why_not_dates",
    "why_not_invite",
    "why_not_question",
    "why_not_remove",
    "why_not_reopen",
    "why_not_use_code",
    "why_not_withdraw",
    "window_for",
]
