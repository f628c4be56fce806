"""What one sheet has besides the proposal's words: answers, and whom it comes from."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.kernel.database import db
from app.proposals.enums import PresenterState, QuestionKind
from app.proposals.models import Answer, Presenter, Proposal, Question

# An address or a file says whose it is, in its own name already.
TELLING = (QuestionKind.FILE, QuestionKind.LINK)


@dataclass(frozen=True)
class Said:
    """An organiser's question and the answer."""

    question: str
    answer: str


@dataclass(frozen=True)
class Named:
    """Somebody who presents, as reviewers may know them where reviewing is not blind."""

    name: str
    role: str
    organisation: str


def answers(proposal_id: int, *, is_blind: bool) -> tuple[Said, ...]:
    """To questions that are marked for reviewers; while reviewing is blind neither files nor addresses."""
    query = (
        select(Answer)
        .join(Answer.question)
        .options(joinedload(Answer.question), joinedload(Answer.file))
        .where(Answer.proposal_id == proposal_id, Question.for_reviewers)
        .order_by(Question.position, Question.id)
    )
    if is_blind:
        query = query.where(Question.kind.not_in(TELLING))
    said = [
        Said(answer.question.label, answer.value or (answer.file.name if answer.file else ""))
        for answer in db.session.scalars(query)
    ]
    return tuple(one for one in said if one.answer)


def owner_of(proposal_id: int) -> str:
    query = select(Proposal).options(joinedload(Proposal.service))
    return db.session.scalars(query.where(Proposal.id == proposal_id)).one().owner


def presenters_of(proposal_id: int) -> tuple[Named, ...]:
    """Who is on it and has neither declined nor been taken off, the lead first."""
    rows = db.session.scalars(
        select(Presenter)
        .options(joinedload(Presenter.person), joinedload(Presenter.service))
        .where(
            Presenter.proposal_id == proposal_id,
            Presenter.state.in_([PresenterState.ACCEPTED, PresenterState.INVITED]),
        )
        .order_by(Presenter.is_lead.desc(), Presenter.id)
    )
    return tuple(Named(one.person.name, one.role, one.organisation) for one in rows)
