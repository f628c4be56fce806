"""Changes to the call, proposals, reviews and decisions."""

from app.proposals.actions.confirming import confirm, decline, decline_for_them, remind
from app.proposals.actions.deciding import (
    decide,
    move_up,
    prepare_decisions,
    release_decisions,
    turn_down_reserve,
)
from app.proposals.actions.moving import move
from app.proposals.actions.sessions import Words, answer_correction, correct, make_session

__all__ = [
    "Words",
    "answer_correction",
    "confirm",
    "correct",
    "decide",
    "decline",
    "decline_for_them",
    "make_session",
    "move",
    "move_up",
    "prepare_decisions",
    "release_decisions",
    "remind",
    "turn_down_reserve",
]
