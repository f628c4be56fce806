"""The organisers' own questions."""

from __future__ import annotations

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.proposals import actions, errors, queries
from app.proposals.enums import QuestionKind
from app.proposals.forms.asking import KINDS, NEEDS, NewQuestionForm, question_form
from app.proposals.forms.calling import refuse
from app.proposals.manage.blueprint import actor, blueprint, see
from app.proposals.manage.calling import needs_call
from app.proposals.models import Question

FIELDS: dict[type[Refusal], str] = {
    errors.ChoicesMissing: "choices",
    errors.ChoiceTooLong: "choices",
    errors.DateMissing: "required_from",
}


@blueprint.get("/<event>/manage/call/questions")
@requires(Role.ORGANISER)
@needs_call
def questions(event: Event) -> Response:
    """In the order in which they are asked."""
    every = queries.questions_of(event.id)
    return page(
        "proposals/manage/questions.html",
        event=event,
        questions=[one for one in every if one.ended_at is None],
        ended=[one for one in every if one.ended_at],
        kinds=KINDS,
        needs=NEEDS,
    )


@blueprint.route("/<event>/manage/call/questions/new", methods=["GET", "POST"])
@requires(Role.ORGANISER)
@needs_call
def add_question(event: Event) -> Response:
    form = NewQuestionForm()
    if request.method == "POST" and form.validate():
        try:
            with transaction():
                actions.add_question(event.id, form.draft(), now=clock.now(), actor=actor())
            flash(_("The question is added."))
            return _back(event)
        except Refusal as refusal:
            refuse(form, refusal, FIELDS)
    status = 200 if request.method == "GET" else UNPROCESSABLE
    return page("proposals/manage/question.html", status=status, event=event, row=None, form=form)


@blueprint.route("/<event>/manage/call/questions/<ref>", methods=["GET", "POST"])
@requires(Role.ORGANISER)
@needs_call
def question(event: Event, ref: str) -> Response:
    """Changing one; its kind stays."""
    row = _question(event, ref)
    form = question_form(row)
    if request.method == "POST" and form.validate():
        draft = form.as_kind(QuestionKind(row.kind))
        try:
            with transaction():
                actions.change_question(event.id, ref, draft, now=clock.now(), actor=actor())
            flash(_("The question is changed."))
            return _back(event)
        except Refusal as refusal:
            refuse(form, refusal, FIELDS)
    return page(
        "proposals/manage/question.html",
        status=200 if request.method == "GET" else UNPROCESSABLE,
        event=event,
        row=_question(event, ref),
        form=form,
        kinds=KINDS,
    )


@blueprint.post("/<event>/manage/call/questions/<ref>/end")
@requires(Role.ORGANISER)
@needs_call
def end_question(event: Event, ref: str) -> Response:
    _question(event, ref)
    with transaction():
        actions.end_question(event.id, ref, now=clock.now(), actor=actor())
    flash(_("The question is not asked any more. What was answered stays."))
    return _back(event)


@blueprint.post("/<event>/manage/call/questions/<ref>/restore")
@requires(Role.ORGANISER)
@needs_call
def restore_question(event: Event, ref: str) -> Response:
    _question(event, ref)
    with transaction():
        actions.restore_question(event.id, ref, now=clock.now(), actor=actor())
    flash(_("The question is asked again."))
    return _back(event)


@blueprint.post("/<event>/manage/call/questions/<ref>/move")
@requires(Role.ORGANISER)
@needs_call
def move_question(event: Event, ref: str) -> Response:
    """One step up or down."""
    _question(event, ref)
    with transaction():
        actions.move_question(event.id, ref, up=request.form.get("to") == "up")
    return _back(event)


def _question(event: Event, ref: str) -> Question:
    every = queries.questions_of(event.id)
    return next((one for one in every if one.public_id == ref), None) or abort(404)


def _back(event: Event) -> Response:
    return see(url_for("proposals_manage.questions", event=event.slug))
