"""Which mail about proposals says what to whom."""

from app.proposals.messages.deciding import (
    confirmed,
    correction_answered,
    decision_told,
    declined,
    moved_up,
    not_confirmed,
    remind_to_confirm,
)

__all__ = [
    "confirmed",
    "correction_answered",
    "decision_told",
    "declined",
    "moved_up",
    "not_confirmed",
    "remind_to_confirm",
]
