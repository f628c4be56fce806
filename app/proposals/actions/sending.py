"""Sending a proposal, withdrawing it, and making it a draft again."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.audit.actions import record
from app.mail.actions import drop_prepared, post
from app.proposals import errors, messages, queries, rules
from app.proposals.actions.codes import usable_code
from app.proposals.actions.moving import move
from app.proposals.enums import CallState, PresenterState, ProposalState
from app.proposals.models import Presenter, Proposal
from app.speakers import queries as speakers
from app.speakers.models import Desk


def send(proposal_id: int, *, code: str = "", now: datetime, actor: str) -> Proposal:
    """To the organisers; the lead and whoever has accepted get a mail with what was sent. Sent twice is
    sent once. `code`: one for late proposals; it is used only when the deadline has passed.

    Refused: something is missing, the call is not open, no good code.
    """
    proposal = queries.locked(proposal_id)
    if proposal.state == ProposalState.SUBMITTED:
        return proposal
    if proposal.state != ProposalState.DRAFT:
        raise errors.WrongState()
    terms = queries.terms_of(proposal.event_id)
    standing = queries.standing_of(proposal, terms=terms, now=now)
    if not standing.is_whole:
        raise errors.Incomplete(standing.missing, [one.id for one in standing.unanswered])
    state = terms.state_for(terms.type_by_id(proposal.type_id), now=now)
    proposal.late_code_id = _late_code(proposal, state, code, now=now)
    _move(proposal, ProposalState.SUBMITTED, now=now, actor=actor, because="sent")
    proposal.submitted_at = now
    for presenter, desk in _with_desks(proposal, queries.who_present(proposal)):
        mail = messages.proposal_sent(
            proposal, presenter, desk, closes_at=standing.closes_at, now=now
        )
        post(mail, now=now)
    _record("proposal sent", proposal, now=now, actor=actor)
    return proposal


def withdraw(proposal_id: int, *, now: datetime, actor: str) -> Proposal:
    """Taken back by who leads it; everybody who presents or is asked to is told. What the organisers
    meant to decide is forgotten, and mails prepared to say it. Refused: one accepted or rejected."""
    proposal = queries.locked(proposal_id)
    if proposal.state == ProposalState.WITHDRAWN:
        return proposal
    why_not = rules.why_not_withdraw(ProposalState(proposal.state))
    if why_not:
        raise why_not
    was_draft = proposal.state == ProposalState.DRAFT
    _move(proposal, ProposalState.WITHDRAWN, now=now, actor=actor, because="withdrawn")
    proposal.decision = proposal.decided_at = None
    proposal.decided_by = ""
    drop_prepared(proposal.event.slug, [proposal.public_id])
    told = [
        one
        for one in proposal.presenters
        if one.state in (PresenterState.INVITED, PresenterState.ACCEPTED)
        and not (one.is_lead and was_draft)
    ]
    for presenter, desk in _with_desks(proposal, told):
        post(messages.proposal_withdrawn(proposal, presenter, desk), now=now)
    _record("proposal withdrawn", proposal, now=now, actor=actor)
    return proposal


def reopen(proposal_id: int, *, now: datetime, actor: str) -> Proposal:
    """A withdrawn one is a draft again, to be sent once more. Refused: when it could not be sent."""
    proposal = queries.locked(proposal_id)
    if proposal.state == ProposalState.DRAFT:
        return proposal
    terms = queries.terms_of(proposal.event_id)
    why_not = queries.standing_of(proposal, terms=terms, now=now).why_not_reopen
    if why_not:
        raise why_not
    _move(proposal, ProposalState.DRAFT, now=now, actor=actor, because="reopened")
    proposal.submitted_at = None
    _record("proposal reopened", proposal, now=now, actor=actor)
    return proposal


def _move(
    proposal: Proposal, to: ProposalState, *, now: datetime, actor: str, because: str
) -> None:
    """A revision of its own, by which the mails that follow are told from those of another time."""
    move(proposal, to, now=now, actor=actor, because=because)
    proposal.revision += 1


def _late_code(proposal: Proposal, state: CallState, typed: str, *, now: datetime) -> int | None:
    """What the proposal was sent with: a code when it is late, the one typed before the one that the
    draft remembers; else none, so that the code is left for who needs it."""
    code = None
    if state == CallState.CLOSED:
        known = queries.codes_by_id([proposal.late_code_id]).get(proposal.late_code_id or 0)
        letters = typed if typed.strip() else (known.code if known else "")
        if letters:
            code = usable_code(proposal.event_id, letters, but=proposal, now=now)
    why_closed = rules.why_closed(state, has_late_code=code is not None)
    if why_closed:
        raise why_closed
    return code.id if code else None


def _with_desks(
    proposal: Proposal, presenters: Sequence[Presenter]
) -> list[tuple[Presenter, Desk]]:
    desks = speakers.desks_of_people(proposal.event_id, [one.person_id for one in presenters])
    return [(one, desks[one.person_id]) for one in presenters]


def _record(what: str, proposal: Proposal, *, now: datetime, actor: str) -> None:
    record(what, now=now, actor=actor, scope=proposal.event.slug, subject=proposal.public_id)
