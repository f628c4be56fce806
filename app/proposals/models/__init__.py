"""The tables of the call, of proposals and of reviews."""

from app.proposals.models.call import Call, CallType, LateCode, Question
from app.proposals.models.proposal import (
    Answer,
    Correction,
    Presenter,
    PresenterNeed,
    Proposal,
    ProposalMove,
    ProposalTag,
)
from app.proposals.models.review import (
    Assignment,
    Review,
    ReviewComment,
    Reviewer,
    ReviewerTrack,
    Score,
    ScoreCategory,
)

__all__ = [
    "Answer",
    "Assignment",
    "Call",
    "CallType",
    "Correction",
    "LateCode",
    "Presenter",
    "PresenterNeed",
    "Proposal",
    "ProposalMove",
    "ProposalTag",
    "Question",
    "Review",
    "ReviewComment",
    "Reviewer",
    "ReviewerTrack",
    "Score",
    "ScoreCategory",
]
