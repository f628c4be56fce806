"""Deciding, preparing the mails that say it, and telling everybody together."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.audit.actions import record
from app.events import queries as events
from app.kernel import jobs
from app.kernel.tokens import public_id
from app.mail import actions as mail
from app.mail import queries as mails
from app.mail.actions import Draft
from app.mail.models import OutboxMessage
from app.proposals import errors, messages, queries, rules
from app.proposals.actions.moving import move
from app.proposals.enums import Decision, ProposalState
from app.proposals.messages.deciding import DECISION
from app.proposals.models import Proposal
from app.speakers.actions import open_desk

REMIND = "proposals.remind_to_confirm"


def decide(
    event_id: int,
    decisions: dict[str, Decision | None],
    *,
    now: datetime,
    actor: str,
) -> int:
    """What is to become of proposals (by public id), held until decisions are told; gives how many are
    others than before. None takes a decision back. Mails prepared for them are dropped. Refused: one
    that waits for no decision."""
    event = events.locked(event_id)
    changed = []
    known = {one.public_id: one for one in queries.sent_locked(event.id)}
    for ref, decision in decisions.items():
        proposal = known.get(ref)
        if proposal is None:
            raise errors.WrongState()
        refusal = rules.why_not_decide(ProposalState(proposal.state))
        if refusal:
            raise refusal
        if proposal.decision == decision:
            continue
        proposal.decision, proposal.decided_at, proposal.decided_by = decision, now, actor
        changed.append(proposal.public_id)
        record(
            "proposal decided",
            now=now,
            actor=actor,
            scope=event.slug,
            subject=ref,
            decision=str(decision or ""),
        )
    mail.drop_prepared(event.slug, changed)
    return len(changed)


def prepare_decisions(event_id: int, *, now: datetime, actor: str) -> int:
    """Writes the mails for every decision that was not told, anew, to be read before they go; gives how
    many. Who is accepted has from now on the call's days to confirm."""
    event = events.locked(event_id)
    waiting = queries.pending_locked(event.id)
    mail.drop_prepared(
        event.slug, [one.subject_ref for one in mails.prepared(event.slug, DECISION)]
    )
    call = queries.call_of(event.id)
    days = call.confirm_days if call else 10
    written, key = 0, f"decision:{public_id()}"  # those of an earlier telling keep their own
    for proposal in waiting:
        accepted = proposal.decision == Decision.ACCEPT
        proposal.confirm_by_at = rules.confirm_by(now, days=days) if accepted else None
        for draft in _drafts(proposal, key=key, now=now):
            mail.prepare(draft, now=now)
            written += 1
    record("decisions prepared", now=now, actor=actor, scope=event.slug, mails=written)
    return written


def release_decisions(event_id: int, *, now: datetime, actor: str) -> int:
    """Tells every decision together: states change, the prepared mails go. Refused as long as a mail is
    missing or does not say what would be written now. Gives how many proposals were told."""
    event = events.locked(event_id)
    waiting = queries.pending_locked(event.id)
    prepared = mails.prepared(event.slug, DECISION)
    refusal = rules.why_not_release(
        pending=len(waiting), are_true=_are_true(waiting, prepared, now=now)
    )
    if refusal:
        raise refusal
    for proposal in waiting:
        assert proposal.decision is not None, "that is what pending means"
        to = rules.BECOMES[Decision(proposal.decision)]
        move(proposal, to, now=now, actor=actor)
        proposal.decision, proposal.told_at = None, now
        if to == ProposalState.ACCEPTED:
            remind_later(proposal, now=now)
    mail.let_go([one.id for one in prepared], now=now)
    record("decisions told", now=now, actor=actor, scope=event.slug, proposals=len(waiting))
    return len(waiting)


def move_up(event_id: int, proposal_id: int, *, now: datetime, actor: str) -> None:
    """Accepts a proposal after decisions were told, with a mail of its own. Refused: one that is not on
    the reserve list, and was neither turned down nor given up."""
    event = events.locked(event_id)
    proposal = queries.locked(proposal_id)
    refusal = rules.why_not_move_up(ProposalState(proposal.state))
    if refusal:
        raise refusal
    move(proposal, ProposalState.ACCEPTED, now=now, actor=actor)
    call = queries.call_of(event.id)
    proposal.told_at = now
    proposal.confirm_by_at = rules.confirm_by(now, days=call.confirm_days if call else 10)
    for presenter in queries.who_present(proposal):
        desk = open_desk(event.id, presenter.person, now=now)
        mail.post(messages.moved_up(proposal, presenter, desk), now=now)
    remind_later(proposal, now=now)
    record("proposal moved up", now=now, actor=actor, scope=event.slug, subject=proposal.public_id)


def turn_down_reserve(event_id: int, proposal_id: int, *, now: datetime, actor: str) -> None:
    """The programme is full: a reserve is told that it was not needed. Refused: one that is none."""
    event = events.locked(event_id)
    proposal = queries.locked(proposal_id)
    refusal = rules.why_not_turn_down(ProposalState(proposal.state))
    if refusal:
        raise refusal
    move(proposal, ProposalState.REJECTED, now=now, actor=actor)
    proposal.told_at = now
    for presenter in queries.who_present(proposal):
        desk = open_desk(event.id, presenter.person, now=now)
        draft = messages.decision_told(
            proposal,
            presenter,
            desk,
            decision=Decision.REJECT,
            confirm_by_at=None,
            key=f"reserve-ended:{now.isoformat()}",
        )
        mail.post(draft, now=now)
    record("reserve ended", now=now, actor=actor, scope=event.slug, subject=proposal.public_id)


def remind_later(proposal: Proposal, *, now: datetime) -> None:
    """Plans the reminders, and the word to the organisers when nobody has answered. Accepted anew on the
    same day they are others: those planned before keep quiet."""
    if proposal.confirm_by_at is None:
        return
    for at in [*rules.reminders(proposal.confirm_by_at, now=now), proposal.confirm_by_at]:
        jobs.post(
            REMIND,
            key=f"confirm:{proposal.public_id}:{now.isoformat()}:{at.isoformat()}",
            due_at=at,
            proposal_id=proposal.id,
            told_at=now.isoformat(),
        )


def _drafts(proposal: Proposal, *, key: str, now: datetime) -> list[Draft]:
    assert proposal.decision is not None, "that is what pending means"
    return [
        messages.decision_told(
            proposal,
            presenter,
            open_desk(proposal.event_id, presenter.person, now=now),
            decision=Decision(proposal.decision),
            confirm_by_at=proposal.confirm_by_at,
            key=key,
        )
        for presenter in queries.who_present(proposal)
    ]


def _are_true(
    waiting: Sequence[Proposal], prepared: Sequence[OutboxMessage], *, now: datetime
) -> bool:
    """Whether the prepared mails are those that would be written now, neither more nor fewer."""
    if any(one.confirm_by_at is not None and one.confirm_by_at <= now for one in waiting):
        return False
    wanted = [
        (draft.to.address, draft.subject_ref, mail.values_of(draft))
        for proposal in waiting
        for draft in _drafts(proposal, key="", now=now)
    ]
    there = [(row.to_address, row.subject_ref, row.values) for row in prepared]
    return sorted(wanted, key=repr) == sorted(there, key=repr)
