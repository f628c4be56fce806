"""Which mail about proposals says what to whom."""

from app.proposals.messages.deciding import (
    confirmed,
    correction_answered,
    decision_told,
    declined,
    given_up,
    moved_up,
    not_confirmed,
    remind_to_confirm,
)
from app.proposals.messages.presenters import (
    presenter_answered,
    presenter_invited,
    presenter_removed,
)
from app.proposals.messages.wordable import WORDABLE
from app.proposals.messages.writing import (
    begun,
    proposal_sent,
    proposal_withdrawn,
)

__all__ = [
    "WORDABLE",
    "begun",
    "confirmed",
    "correction_answered",
    "decision_told",
    "declined",
    "given_up",
    "moved_up",
    "not_confirmed",
    "presenter_answered",
    "presenter_invited",
    "presenter_removed",
    "proposal_sent",
    "proposal_withdrawn",
    "remind_to_confirm",
]
