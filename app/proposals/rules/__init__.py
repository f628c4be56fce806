"""Decisions about the call, proposals, reviews and confirmation."""

from app.proposals.rules.assigning import Able, Plan, Wanted, plan_assignments
from app.proposals.rules.moving import may_move
from app.proposals.rules.recusing import (
    Concern,
    Judge,
    Party,
    folded_name,
    organisation,
    why_recused,
)
from app.proposals.rules.reviewing import (
    MOST_CATEGORIES,
    MOST_VALUES,
    Scale,
    Turn,
    may_see,
    may_see_others,
    next_to_review,
    too_few,
    why_not_comment,
    why_not_review,
    why_not_scales,
    why_not_window,
    window_at,
)
from app.proposals.rules.scoring import (
    Summary,
    by_category,
    overall,
    own_mean,
    summary_of,
    why_not_scores,
)

__all__ = [
    "MOST_CATEGORIES",
    "MOST_VALUES",
    "Able",
    "Concern",
    "Judge",
    "Party",
    "Plan",
    "Scale",
    "Summary",
    "Turn",
    "Wanted",
    "by_category",
    "folded_name",
    "may_move",
    "may_see",
    "may_see_others",
    "next_to_review",
    "organisation",
    "overall",
    "own_mean",
    "plan_assignments",
    "summary_of",
    "too_few",
    "why_not_comment",
    "why_not_review",
    "why_not_scales",
    "why_not_scores",
    "why_not_window",
    "why_recused",
    "window_at",
]
