"""Files that answer questions, for organisers and, where they may read them, reviewers."""

from __future__ import annotations

from flask import Response, abort

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.materials.models import StoredFile
from app.materials.serving import serve
from app.proposals import rules
from app.proposals.enums import Reader
from app.proposals.manage.blueprint import blueprint, proposal_of
from app.proposals.manage.seats import seat_in
from app.proposals.models import Proposal


@blueprint.get("/<event>/manage/proposals/<ref>/files/<question>")
@requires(Role.ORGANISER)
def answer_file(event: Event, ref: str, question: str) -> Response:
    """404 for a draft: until it is sent it is its writers' alone."""
    found = proposal_of(event, ref)
    if found.submitted_at is None:
        abort(404)
    return serve(_file(found, question, Reader.ORGANISER, is_blind=False))


@blueprint.get("/<event>/manage/reviews/<ref>/files/<question>")
@requires(Role.REVIEWER)
def reviewed_file(event: Event, ref: str, question: str) -> Response:
    """Of a proposal that is there for this reviewer, when the question's answers are."""
    seat = seat_in(event)
    _reviewer, sheet = seat.sheet(ref)
    found = proposal_of(event, sheet.ref)
    return serve(_file(found, question, Reader.REVIEWER, is_blind=seat.is_blind))


def _file(proposal: Proposal, question_ref: str, reader: Reader, *, is_blind: bool) -> StoredFile:
    """404 for an answer that is no file, and for one that is not theirs to read."""
    answers = {one.question.public_id: one for one in proposal.answers}
    answer = answers.get(question_ref)
    if answer is None or answer.file is None:
        abort(404)
    question = answer.question
    may_read = rules.may_read(
        reader, question.kind, for_reviewers=question.for_reviewers, is_blind=is_blind
    )
    return answer.file if may_read else abort(404)
