"""Changes to the call, proposals, reviews and decisions."""

from app.proposals.actions.assigning import assign_reviewers
from app.proposals.actions.confirming import confirm, decline, decline_for_them, remind
from app.proposals.actions.deciding import (
    decide,
    move_up,
    prepare_decisions,
    release_decisions,
    turn_down_reserve,
)
from app.proposals.actions.moving import move
from app.proposals.actions.reviewers import (
    PanelDraft,
    add_reviewer,
    change_reviewer,
    end_reviewer,
    leave_panel,
)
from app.proposals.actions.reviewing import ReviewDraft, add_comment, give_review
from app.proposals.actions.scoring import (
    ReviewingDraft,
    scale_of,
    set_categories,
    set_reviewing,
)
from app.proposals.actions.sessions import Words, answer_correction, correct, make_session

__all__ = [
    "PanelDraft",
    "ReviewDraft",
    "ReviewingDraft",
    "Words",
    "add_comment",
    "add_reviewer",
    "answer_correction",
    "assign_reviewers",
    "change_reviewer",
    "confirm",
    "correct",
    "decide",
    "decline",
    "decline_for_them",
    "end_reviewer",
    "give_review",
    "leave_panel",
    "make_session",
    "move",
    "move_up",
    "prepare_decisions",
    "release_decisions",
    "remind",
    "scale_of",
    "set_categories",
    "set_reviewing",
    "turn_down_reserve",
]
