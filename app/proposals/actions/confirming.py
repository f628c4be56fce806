"""The answer to an acceptance, and reminding of it."""

from __future__ import annotations

from datetime import datetime

from app.audit.actions import record
from app.events import queries as events
from app.events.enums import Reminder
from app.mail.actions import post
from app.proposals import errors, messages, queries, rules
from app.proposals.actions.moving import move
from app.proposals.enums import ProposalState
from app.proposals.models import Proposal
from app.speakers.actions import open_desk

LONGEST_REASON = 300


def confirm(proposal_id: int, *, email: str, now: datetime) -> None:
    """They come. Once more is the same as once. Refused: by anybody but who sent it, and when the
    place is not theirs (any more)."""
    proposal = _locked_for_lead(proposal_id, email)
    if proposal.state == ProposalState.CONFIRMED:
        return
    refusal = rules.why_not_confirm(ProposalState(proposal.state))
    if refusal:
        raise refusal
    move(proposal, ProposalState.CONFIRMED, now=now, actor=email)
    for presenter in queries.who_present(proposal):
        desk = open_desk(proposal.event_id, presenter.person, now=now)
        post(messages.confirmed(proposal, presenter, desk), now=now)


def decline(proposal_id: int, *, email: str, because: str, now: datetime) -> None:
    """They cannot come, before or after they said so. Who presents it too and the organisers hear of it,
    these with how many wait on the reserve list. Once more is the same as once."""
    proposal = _locked_for_lead(proposal_id, email)
    if proposal.state == ProposalState.DECLINED:
        return
    _decline(proposal, because=because, actor=email, now=now)


def decline_for_them(
    event_id: int, proposal_id: int, *, because: str, actor: str, now: datetime
) -> None:
    """The same by an organiser: they said it on the telephone, or never answered."""
    event = events.locked(event_id)
    proposal = queries.locked(proposal_id)
    _decline(proposal, because=because, actor=actor, now=now)
    record("declined for them", now=now, actor=actor, scope=event.slug, subject=proposal.public_id)


def remind(proposal_id: int, *, told_at: str, now: datetime) -> None:
    """What a planned reminder does: nothing if they have answered, or were told anew since. That nobody
    answered in time the organisers hear of even when speakers are not reminded."""
    proposal = queries.locked(proposal_id)
    is_same = proposal.told_at is not None and proposal.told_at.isoformat() == told_at
    if proposal.state != ProposalState.ACCEPTED or not is_same:
        return
    assert proposal.confirm_by_at is not None, "who is accepted has a time to confirm"
    if now >= proposal.confirm_by_at:
        unanswered = messages.not_confirmed(proposal)
        if unanswered is not None:
            post(unanswered, now=now)
        return
    if not proposal.event.policies.reminds(Reminder.NOT_CONFIRMED):
        return
    desk = open_desk(proposal.event_id, proposal.lead.person, now=now)
    days = (proposal.confirm_by_at - now).days
    post(messages.remind_to_confirm(proposal, desk, step=f"{told_at}:{days}"), now=now)


def _locked_for_lead(proposal_id: int, email: str) -> Proposal:
    proposal = queries.locked(proposal_id)
    if proposal.lead.person.email != email:
        raise errors.NotLead()
    return proposal


def _decline(proposal: Proposal, *, because: str, actor: str, now: datetime) -> None:
    refusal = rules.why_not_decline(ProposalState(proposal.state))
    if refusal:
        raise refusal
    because = because[:LONGEST_REASON]
    move(proposal, ProposalState.DECLINED, now=now, actor=actor, because=because)
    reserves = queries.counts(proposal.event_id).get(ProposalState.RESERVE, 0)
    for presenter in queries.who_present(proposal):
        if presenter.person.email != actor:
            desk = open_desk(proposal.event_id, presenter.person, now=now)
            post(messages.given_up(proposal, presenter, desk), now=now)
    told = messages.declined(
        proposal,
        because=because,
        noted_by="" if actor == proposal.lead.person.email else actor,
        reserves=reserves,
    )
    if told is not None:
        post(told, now=now)
