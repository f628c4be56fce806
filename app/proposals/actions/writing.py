"""Writing a proposal, one part at a time. A draft takes whatever can be stored."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.audit.actions import record
from app.kernel.transaction import needs_transaction
from app.programme.models import Tag
from app.proposals import errors, queries, rules
from app.proposals.actions.presenters import rename, say_needs
from app.proposals.enums import CallState, ProposalState, Reach, RecordingWish, Step
from app.proposals.models import Answer, Proposal
from app.proposals.queries import Part, Standing, Terms

AGREES = {RecordingWish.YES.value: True, RecordingWish.NO.value: False}


def write(
    proposal_id: int, step: Step, part: Part, *, seen: str, now: datetime, actor: str
) -> Proposal:
    """`part` is what was typed (see `queries.part_of`), `seen` the digest of what the form was made from.

    Refused: what may not be changed any more; words that would silently replace others written
    meanwhile; and, once it was sent, to take away what a proposal must have.
    """
    proposal = queries.locked(proposal_id)
    terms = queries.terms_of(proposal.event_id)
    standing = queries.standing_of(proposal, terms=terms, now=now)
    _refuse_too_late(standing, step)
    before = queries.part_of(proposal, step)
    wanted = _wanted(before, part, step)
    if wanted == before:
        return proposal
    if queries.digest_of(before) != seen:
        raise errors.ChangedMeanwhile()
    _WRITERS[step](proposal, wanted, standing, terms, now)
    proposal.revision += 1
    proposal.updated_at = now
    if proposal.state != ProposalState.DRAFT:
        _refuse_less(proposal, standing, terms, now=now)
        record(
            "proposal changed",
            now=now,
            actor=actor,
            scope=proposal.event.slug,
            subject=proposal.public_id,
            part=step.value,
        )
    return proposal


def write_needs(proposal_id: int, text: str, *, take_back: bool, now: datetime) -> None:
    """What the lead needs, sealed. Words replace what was said before; without words it stays, unless
    it is taken back."""
    proposal = queries.locked(proposal_id)
    if text.strip() or take_back:
        say_needs(proposal.lead, text, now=now)


def _refuse_too_late(standing: Standing, step: Step) -> None:
    reach = standing.reach
    if reach == Reach.NOTHING or (reach == Reach.ANSWERS and step != Step.QUESTIONS):
        raise errors.TooLateToChange()


def _refuse_less(proposal: Proposal, before: Standing, terms: Terms, *, now: datetime) -> None:
    """What was sent stays whole. What it lacked before, it may lack still."""
    missing = set(queries.missing_in(proposal, terms)) - set(before.missing)
    lacked = {question.id for question in before.unanswered}
    unanswered = [
        question.id
        for question in queries.unanswered_in(proposal, terms, now=now)
        if question.id not in lacked
    ]
    if missing or unanswered:
        raise errors.Incomplete(sorted(missing), unanswered)


def _wanted(before: Part, part: Part, step: Step) -> Part:
    """All that the part shall be: for answers those to questions that the form did not show stay."""
    if step != Step.QUESTIONS:
        return part
    return {key: value for key, value in (before | part).items() if value}


def _write_session(
    proposal: Proposal, part: Part, standing: Standing, terms: Terms, now: datetime
) -> None:
    type_ = terms.type_by_id(part["type_id"])
    is_new = part["type_id"] != proposal.type_id
    if is_new and type_ is not None and proposal.state != ProposalState.DRAFT:
        state = terms.state_for(type_, now=now)
        if rules.why_closed(state, has_late_code=standing.code is not None):
            raise errors.TypeEarly() if state == CallState.EARLY else errors.TypeClosed()
    _set(proposal, part, but="tag_ids")
    tags = select(Tag).where(Tag.event_id == proposal.event_id, Tag.id.in_(part["tag_ids"]))
    proposal.tags = list(needs_transaction().scalars(tags.order_by(Tag.name)))


def _write_words(
    proposal: Proposal, part: Part, _standing: Standing, _terms: Terms, _now: datetime
) -> None:
    _set(proposal, part)


def _write_who(
    proposal: Proposal, part: Part, _standing: Standing, _terms: Terms, now: datetime
) -> None:
    lead = proposal.lead
    rename(proposal, lead, part["name"], now=now)
    lead.role = part["role"]
    proposal.service_id = part["service_id"]
    proposal.other_organisation = part["other_organisation"]
    has_own = part["own_service_id"] or part["own_organisation"]
    lead.service_id = part["own_service_id"] if has_own else part["service_id"]
    lead.other_organisation = part["own_organisation"] if has_own else part["other_organisation"]


def _write_practical(
    proposal: Proposal, part: Part, _standing: Standing, _terms: Terms, _now: datetime
) -> None:
    _set(proposal, part)
    proposal.lead.agrees_to_recording = AGREES.get(part["recording"])


def _write_answers(
    proposal: Proposal, part: Part, _standing: Standing, _terms: Terms, _now: datetime
) -> None:
    session = needs_transaction()
    known = {str(one.question_id): one for one in proposal.answers}
    for key in {*part, *known}:
        row, value = known.get(key), part.get(key, "")
        if row is None:
            proposal.answers.append(Answer(question_id=int(key), value=value))
        elif value or row.file_id:
            row.value = value
        else:
            proposal.answers.remove(row)
            session.delete(row)


_WRITERS: dict[Step, Any] = {
    Step.SESSION: _write_session,
    Step.ABOUT: _write_words,
    Step.WHO: _write_who,
    Step.PRACTICAL: _write_practical,
    Step.QUESTIONS: _write_answers,
}


def _set(proposal: Proposal, part: Part, *, but: str = "") -> None:
    for name, value in part.items():
        if name != but:
            setattr(proposal, name, value)
