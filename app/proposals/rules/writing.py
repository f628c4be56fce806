"""What of a proposal may still be written, what it lacks, and when it is sent, withdrawn, reopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.errors import Refusal
from app.proposals import errors
from app.proposals.enums import Missing, ProposalState, Reach
from app.proposals.rules.moving import may_move

MOST_DRAFTS = 20  # open ones of one address in one event
# Told, and to be presented as far as anybody knows: answers and presenters may still change.
_COMING = (ProposalState.ACCEPTED, ProposalState.RESERVE, ProposalState.CONFIRMED)


@dataclass(frozen=True, kw_only=True)
class Words:
    """As much of a proposal as decides whether it can be sent. `lengths`: those of its type, None when
    no living type is chosen."""

    title: str
    abstract: str
    lengths: Sequence[int] | None
    minutes: int | None
    has_owner: bool
    recording: str


def what_is_missing(words: Words) -> tuple[Missing, ...]:
    """In the order of the form's pages."""
    has_type = words.lengths is not None
    found = (
        (Missing.TITLE, not words.title.strip()),
        (Missing.TYPE, not has_type),
        (Missing.LENGTH, has_type and words.minutes not in (words.lengths or ())),
        (Missing.ABSTRACT, not words.abstract.strip()),
        (Missing.OWNER, not words.has_owner),
        (Missing.RECORDING, not words.recording),
    )
    return tuple(what for what, is_missing in found if is_missing)


def reach_of(state: ProposalState, *, is_open: bool) -> Reach:
    """How much its lead may change. `is_open`: for its type, or by its own late code. A draft may always
    be written, after the deadline too: only sending it is refused. Once a decision was told the words
    stand; they are corrected elsewhere, with the organisers' nod."""
    if state == ProposalState.DRAFT:
        return Reach.ALL
    if state == ProposalState.SUBMITTED:
        return Reach.ALL if is_open else Reach.ANSWERS
    return Reach.ANSWERS if state in _COMING else Reach.NOTHING


def why_not_change_presenters(state: ProposalState, *, has_session: bool) -> Refusal | None:
    """Until the day it becomes a session of the programme, whatever the deadline."""
    lives = state in (ProposalState.DRAFT, ProposalState.SUBMITTED, *_COMING)
    return errors.PresentersStand() if has_session or not lives else None


def why_not_withdraw(state: ProposalState) -> Refusal | None:
    """Who was accepted declines instead, which is another button."""
    return None if may_move(state, ProposalState.WITHDRAWN) else errors.NotWithdrawn()


def why_not_reopen(
    state: ProposalState, *, was_told: bool, why_closed: Refusal | None
) -> Refusal | None:
    """A withdrawn one becomes a draft again, while it could be sent. One that was on the reserve list
    has had its decision."""
    if state != ProposalState.WITHDRAWN or was_told:
        return errors.NotReopened()
    return why_closed
