"""Proposals, one or many, with all that their pages show."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.accounts.models import Person
from app.kernel.database import db
from app.kernel.transaction import needs_transaction
from app.proposals.models import Answer, Call, Presenter, Proposal

WHOLE: tuple[ORMOption, ...] = (
    joinedload(Proposal.event),
    joinedload(Proposal.type),
    joinedload(Proposal.track),
    joinedload(Proposal.service),
    joinedload(Proposal.session),
    selectinload(Proposal.tags),
    selectinload(Proposal.presenters).options(
        joinedload(Presenter.person), joinedload(Presenter.service)
    ),
    selectinload(Proposal.answers).options(joinedload(Answer.question), joinedload(Answer.file)),
)


def call_of(event_id: int) -> Call | None:
    """The call of an event, open or not; None when it never asked for proposals."""
    return db.session.scalar(select(Call).where(Call.event_id == event_id))


def has_call(event_id: int) -> bool:
    """Whether the organisers have made a call; a row without dates only says how reviewing will go."""
    call = call_of(event_id)
    return call is not None and call.opens_at is not None


def by_ref(public_id: str) -> Proposal | None:
    """A proposal with everything that belongs to it."""
    return db.session.scalar(
        select(Proposal).options(*WHOLE).where(Proposal.public_id == public_id)
    )


def locked(proposal_id: int) -> Proposal:
    """The same, read afresh with its row locked: two who change its state come one after the other."""
    session = needs_transaction()
    session.execute(
        select(Proposal.id).where(Proposal.id == proposal_id).with_for_update(key_share=True)
    )
    return session.scalars(
        select(Proposal)
        .options(*WHOLE)
        .where(Proposal.id == proposal_id)
        .execution_options(populate_existing=True)
    ).one()


def at_desk(event_id: int, email: str) -> Sequence[Proposal]:
    """Every proposal of the event that somebody at this address is named on, whatever became of it or
    of the invitation; the newest first."""
    mine = (
        select(Presenter.proposal_id)
        .join(Person, Person.id == Presenter.person_id)
        .where(Person.email == email)
    )
    return db.session.scalars(
        select(Proposal)
        .options(*WHOLE)
        .where(Proposal.event_id == event_id, Proposal.id.in_(mine))
        .order_by(Proposal.id.desc())
    ).all()
