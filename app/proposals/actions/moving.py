"""The only way a proposal's state changes, with its history."""

from __future__ import annotations

from datetime import datetime

from app.kernel.transaction import needs_transaction
from app.proposals import errors, rules
from app.proposals.enums import ProposalState
from app.proposals.models import Proposal, ProposalMove


def move(
    proposal: Proposal, to: ProposalState, *, now: datetime, actor: str, because: str = ""
) -> None:
    """`proposal` is locked (`queries.locked`). Refused: a move that the table of moves does not know."""
    if not rules.may_move(ProposalState(proposal.state), to):
        raise errors.WrongState()
    note(proposal, proposal.state, to, now=now, actor=actor, because=because)
    proposal.state = to
    proposal.updated_at = now


def note(
    proposal: Proposal, before: str, to: ProposalState, *, now: datetime, actor: str, because: str
) -> None:
    """The row of the history; a new proposal's has nothing `before`."""
    needs_transaction().add(
        ProposalMove(
            proposal_id=proposal.id,
            from_state=before,
            to_state=to,
            at=now,
            actor=actor,
            because=because,
        )
    )
