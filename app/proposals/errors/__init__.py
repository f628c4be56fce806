"""Refusals about proposals, with their sentences."""

from app.proposals.errors.moving import WrongState
from app.proposals.errors.reviewing import (
    DecidedAlready,
    DifferentScales,
    IsReviewer,
    NoSuchValue,
    NotForYou,
    NothingToAssign,
    NothingToScore,
    ReviewFirst,
    ReviewsCloseBeforeOpening,
    ReviewsClosed,
    SameCategoryTwice,
    ScoredAlready,
    ScoreMissing,
    WrongNumberOfCategories,
    WrongNumberOfValues,
)

__all__ = [
    "DecidedAlready",
    "DifferentScales",
    "IsReviewer",
    "NoSuchValue",
    "NotForYou",
    "NothingToAssign",
    "NothingToScore",
    "ReviewFirst",
    "ReviewsCloseBeforeOpening",
    "ReviewsClosed",
    "SameCategoryTwice",
    "ScoreMissing",
    "ScoredAlready",
    "WrongNumberOfCategories",
    "WrongNumberOfValues",
    "WrongState",
]
