"""Files that the organisers ask for: one form for each, on a page of their own, so that choosing a file
loses no words."""

from __future__ import annotations

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.kernel.uploads import MEGABYTE, takes_uploads
from app.materials.serving import serve
from app.materials.uploads import received
from app.proposals import actions
from app.proposals.enums import ProposalState
from app.proposals.models import Question
from app.proposals.views.blueprint import Opened, blueprint, led, opened, see
from app.proposals.views.steps import file_questions

LARGEST = 20 * MEGABYTE


def door(token: str, ref: str, question: str) -> Opened:
    """For who leads the proposal, as long as the answer does not stand; else 404."""
    found = led(token, ref)
    return found if _asked(found, question) else abort(404)


@blueprint.get("/s/<token>/proposals/<ref>/files")
def files(token: str, ref: str) -> Response:
    found = led(token, ref)
    if not file_questions(found):
        return see(url_for("proposals.show", token=token, ref=ref))
    return _page(found)


@blueprint.post("/s/<token>/proposals/<ref>/files/<question>")
@takes_uploads(LARGEST, door=door)
def attach(token: str, ref: str, question: str) -> Response:
    """Checked and stored before the answer is written; refused, nothing is kept of it."""
    found = door(token, ref, question)
    asked = _asked(found, question) or abort(404)
    proposal_id, question_id, actor = found.proposal.id, asked.id, found.desk.email
    try:
        with received(request.files.get("file"), largest=LARGEST) as file, transaction():
            actions.attach_file(proposal_id, question_id, file, now=clock.now(), actor=actor)
    except Refusal as refusal:
        return _page(led(token, ref), problems={question: str(refusal)})
    flash(_("The file is saved."))
    return see(url_for("proposals.files", token=token, ref=ref))


@blueprint.post("/s/<token>/proposals/<ref>/files/<question>/remove")
def take_file_back(token: str, ref: str, question: str) -> Response:
    found = door(token, ref, question)
    asked = _asked(found, question) or abort(404)
    proposal_id, question_id, actor = found.proposal.id, asked.id, found.desk.email
    try:
        with transaction():
            actions.take_file_back(proposal_id, question_id, now=clock.now(), actor=actor)
    except Refusal as refusal:
        return _page(led(token, ref), problems={question: str(refusal)})
    flash(_("The file is removed."))
    return see(url_for("proposals.files", token=token, ref=ref))


@blueprint.get("/s/<token>/proposals/<ref>/files/<question>")
def file(token: str, ref: str, question: str) -> Response:
    """For whoever leads or presents the proposal."""
    answers = {one.question.public_id: one for one in opened(token, ref).proposal.answers}
    answer = answers.get(question)
    return serve(answer.file) if answer and answer.file else abort(404)


def _asked(found: Opened, question_ref: str) -> Question | None:
    asked = file_questions(found)
    return next((one for one in asked if one.public_id == question_ref), None)


def _page(found: Opened, *, problems: dict[str, str] | None = None) -> Response:
    return page(
        "proposals/files.html",
        status=UNPROCESSABLE if problems else 200,
        event=found.desk.event,
        token=found.token,
        proposal=found.proposal,
        questions=file_questions(found),
        answers={one.question_id: one for one in found.proposal.answers},
        is_draft=found.proposal.state == ProposalState.DRAFT,
        problems=problems or {},
        largest=LARGEST // MEGABYTE,
    )
