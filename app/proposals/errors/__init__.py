"""Refusals about proposals, with their sentences."""

from app.proposals.errors.calling import (
    CallClosed,
    CallNotOpen,
    CallThere,
    CallWithdrawn,
    ChoicesMissing,
    ChoiceTooLong,
    ClosesAfterTheDay,
    ClosesBeforeOpening,
    DateMissing,
    NotALength,
    TooManyLengths,
)
from app.proposals.errors.codes import (
    LateCodeIsOver,
    LateCodeTaken,
    LateCodeUsedUp,
    NoSuchLateCode,
)
from app.proposals.errors.moving import WrongState
from app.proposals.errors.presenters import (
    InvitationEnded,
    LeadStays,
    NamedAlready,
    PresentersStand,
    TooManyInvitations,
    TooManyPresenters,
)
from app.proposals.errors.writing import (
    ChangedMeanwhile,
    Incomplete,
    NotReopened,
    NotWithdrawn,
    TooLateToChange,
    TooManyDrafts,
    TypeClosed,
)

__all__ = [
    "CallClosed",
    "CallNotOpen",
    "CallThere",
    "CallWithdrawn",
    "ChangedMeanwhile",
    "ChoiceTooLong",
    "ChoicesMissing",
    "ClosesAfterTheDay",
    "ClosesBeforeOpening",
    "DateMissing",
    "Incomplete",
    "InvitationEnded",
    "LateCodeIsOver",
    "LateCodeTaken",
    "LateCodeUsedUp",
    "LeadStays",
    "NamedAlready",
    "NoSuchLateCode",
    "NotALength",
    "NotReopened",
    "NotWithdrawn",
    "PresentersStand",
    "TooLateToChange",
    "TooManyDrafts",
    "TooManyInvitations",
    "TooManyLengths",
    "TooManyPresenters",
    "TypeClosed",
    "WrongState",
]
