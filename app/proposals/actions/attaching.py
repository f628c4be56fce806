"""Files as answers to the organisers' questions."""

from __future__ import annotations

from datetime import datetime

from app.audit.actions import record
from app.kernel.transaction import needs_transaction
from app.materials.actions import add_file, remove_file
from app.materials.uploads import Received
from app.proposals import errors, queries
from app.proposals.enums import ProposalState, QuestionKind, Reach
from app.proposals.models import Answer, Proposal, Question


def attach_file(
    proposal_id: int, question_id: int, file: Received, *, now: datetime, actor: str
) -> None:
    """In the place of one that was there. Refused: an answer that stands."""
    proposal, question = _locked(proposal_id, question_id, now=now)
    session = needs_transaction()
    row = add_file(proposal.event_id, file, now=now, actor=actor)
    answer = _answer(proposal, question)
    if answer is None:
        proposal.answers.append(Answer(question_id=question.id, file=row))
    else:
        before, answer.file = answer.file, row
        session.flush()
        if before is not None:
            remove_file(before)
    _changed(proposal, question, now=now, actor=actor)


def take_file_back(proposal_id: int, question_id: int, *, now: datetime, actor: str) -> None:
    """Refused: an answer that stands, and one that a sent proposal must have."""
    proposal, question = _locked(proposal_id, question_id, now=now)
    answer = _answer(proposal, question)
    if answer is None:
        return
    session = needs_transaction()
    file = answer.file
    proposal.answers.remove(answer)
    session.delete(answer)
    session.flush()
    if file is not None:
        remove_file(file)
    if proposal.state != ProposalState.DRAFT:
        terms = queries.terms_of(proposal.event_id)
        if question in queries.unanswered_in(proposal, terms, now=now):
            raise errors.Incomplete(unanswered=[question.id])
    _changed(proposal, question, now=now, actor=actor)


def _locked(proposal_id: int, question_id: int, *, now: datetime) -> tuple[Proposal, Question]:
    proposal = queries.locked(proposal_id)
    terms = queries.terms_of(proposal.event_id)
    standing = queries.standing_of(proposal, terms=terms, now=now)
    question = next((one for one in terms.questions if one.id == question_id), None)
    is_open = standing.reach != Reach.NOTHING and question is not None
    if question is None or not is_open or question.kind != QuestionKind.FILE:
        raise errors.TooLateToChange()
    if queries.is_frozen(question, proposal, now=now):
        raise errors.TooLateToChange()
    return proposal, question


def _answer(proposal: Proposal, question: Question) -> Answer | None:
    return next((one for one in proposal.answers if one.question_id == question.id), None)


def _changed(proposal: Proposal, question: Question, *, now: datetime, actor: str) -> None:
    proposal.revision += 1
    proposal.updated_at = now
    if proposal.state != ProposalState.DRAFT:
        record(
            "proposal changed",
            now=now,
            actor=actor,
            scope=proposal.event.slug,
            subject=proposal.public_id,
            part=question.label,
        )
