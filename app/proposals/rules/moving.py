"""From which state to which."""

from __future__ import annotations

from app.proposals.enums import MOVES, ProposalState


def may_move(state: ProposalState, to: ProposalState) -> bool:
    return to in MOVES[state]
