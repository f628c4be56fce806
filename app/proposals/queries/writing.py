"""What stands in each part of a proposal, as plain values: to fill a form with, and to see whether
somebody else wrote meanwhile."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select

from app.accounts.models import Person
from app.events.models import Event
from app.kernel import tokens
from app.kernel.database import db
from app.proposals.enums import PresenterState, ProposalState, Step
from app.proposals.models import Presenter, PresenterNeed, Proposal
from app.proposals.queries.proposals import WHOLE

Part = dict[str, Any]

WORDS: dict[Step, tuple[str, ...]] = {
    Step.SESSION: ("title", "type_id", "minutes", "language", "track_id"),
    Step.ABOUT: ("abstract", "outcomes", "audience", "level", "prerequisites"),
    Step.WHO: ("service_id", "other_organisation"),
    Step.PRACTICAL: ("recording", "technical_needs"),
    Step.QUESTIONS: (),
}


def part_of(proposal: Proposal, step: Step) -> Part:
    """Access needs are in no part: they are sealed. Files neither: each is uploaded by itself."""
    part: Part = {name: getattr(proposal, name) for name in WORDS[step]}
    if step == Step.SESSION:
        part["tag_ids"] = sorted(tag.id for tag in proposal.tags)
    elif step == Step.WHO:
        part |= _lead(proposal)
    elif step == Step.QUESTIONS:
        part |= {str(one.question_id): one.value for one in proposal.answers if one.value}
    return part


def digest_of(part: Part) -> str:
    """The same for the same values: what a form was made from."""
    return tokens.digest(json.dumps(part, sort_keys=True))


def _lead(proposal: Proposal) -> Part:
    """`own_…` is empty when the lead presents for the service that offers the session."""
    lead = proposal.lead
    owner = (proposal.service_id, proposal.other_organisation)
    own = (lead.service_id, lead.other_organisation)
    service_id, organisation = (None, "") if own == owner else own
    return {
        "name": lead.person.name,
        "role": lead.role,
        "own_service_id": service_id,
        "own_organisation": organisation,
    }


def by_form_token(form_token: str) -> Proposal | None:
    return db.session.scalar(select(Proposal).where(Proposal.form_token == form_token))


def open_drafts_at(event_id: int, email: str) -> int:
    """How many drafts an address leads in an event."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Proposal)
            .join(Presenter, Presenter.proposal_id == Proposal.id)
            .join(Person, Person.id == Presenter.person_id)
            .where(
                Proposal.event_id == event_id,
                Proposal.state == ProposalState.DRAFT,
                Presenter.is_lead,
                Person.email == email,
            )
        )
        or 0
    )


def earlier_at(event_id: int, email: str) -> Sequence[Proposal]:
    """What an address has led in other events: to copy from, the latest first."""
    return db.session.scalars(
        select(Proposal)
        .options(*WHOLE)
        .join(Presenter, Presenter.proposal_id == Proposal.id)
        .join(Person, Person.id == Presenter.person_id)
        .join(Event, Event.id == Proposal.event_id)
        .where(Proposal.event_id != event_id, Presenter.is_lead, Person.email == email)
        .order_by(Event.day_on.desc(), Proposal.id.desc())
        .limit(50)
    ).all()


def presenter_by_ref(public_id: str) -> Presenter | None:
    return db.session.scalar(select(Presenter).where(Presenter.public_id == public_id))


def told_needs(presenter_ids: Sequence[int]) -> set[int]:
    """Who of these has said what they need; what they said is for the access lead alone."""
    rows = db.session.scalars(
        select(PresenterNeed.presenter_id).where(PresenterNeed.presenter_id.in_(presenter_ids))
    )
    return set(rows)


def who_present(proposal: Proposal) -> list[Presenter]:
    """The lead and everybody who has accepted: whom mails about the proposal go to."""
    return [
        one for one in proposal.presenters if one.is_lead or one.state == PresenterState.ACCEPTED
    ]
