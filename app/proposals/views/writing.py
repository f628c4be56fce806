"""A proposal at its lead's desk: as it is, and written a few questions at a time.

Everything is saved, however little. The form carries a digest of what it was made from, so that two who
write at once are told: what was typed stays, and what the other wrote stands beside.
"""

from __future__ import annotations

from typing import Any

from flask import Response, abort, flash, jsonify, request, url_for
from flask_babel import gettext as _

from app.kernel import clock, shown
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.proposals import actions, errors, queries
from app.proposals.enums import PresenterState, ProposalState, Reach, Step
from app.proposals.views.blueprint import Opened, blueprint, led, named_at, see
from app.proposals.views.steps import (
    PartForm,
    after,
    differences,
    file_questions,
    form_for,
    may_write,
    refuse_missing,
    step_values,
)

GO_ON, LEAVE = "on", "leave"


@blueprint.get("/s/<token>/proposals/<ref>")
def show(token: str, ref: str) -> Response:
    """All that it says, and what can be done with it; who was only asked, or said no, is led to the
    question first."""
    found = named_at(token, ref)
    if not any(one.state == PresenterState.ACCEPTED for one in found.standing.mine):
        who = found.standing.mine[0].public_id
        return see(url_for("proposals.invitation", token=token, ref=ref, who=who))
    return page("proposals/proposal.html", **shown_values(found))


@blueprint.route("/s/<token>/proposals/<ref>/write/<step>", methods=["GET", "POST"])
def write(token: str, ref: str, step: str) -> Response:
    """One part of it. What may not be changed any more leads back to the proposal."""
    found, which = led(token, ref), _step(step)
    if not may_write(found, which):
        return _too_late(found, which)
    form = form_for(found, which)
    if request.method == "GET":
        return _write_page(found, which, form)
    if not form.validate():
        return _write_page(found, which, form, status=UNPROCESSABLE)
    try:
        _save(found, which, form)
    except errors.ChangedMeanwhile:
        return _conflict_page(led(token, ref), which, form)
    except Refusal as refusal:
        found = led(token, ref)
        refuse_missing(found, which, form, refusal)
        return _write_page(found, which, form, status=UNPROCESSABLE)
    return _onward(token, ref, which)


@blueprint.post("/s/<token>/proposals/<ref>/write/<step>/save")
def save(token: str, ref: str, step: str) -> Response:
    """The same while one writes, for the script of a draft's page: says when it was saved and what the form
    is made from now. A refusal is no page: what was typed is still before who typed it."""
    found, which = led(token, ref), _step(step)
    if found.proposal.state != ProposalState.DRAFT:
        return _said(_("Not saved. Press the button to save."), status=409)
    form = form_for(found, which)
    if not form.validate():
        return _said(_("Not saved yet: something cannot be stored. Press the button to see what."))
    try:
        _save(found, which, form)
    except Refusal as refusal:
        return _said(f"{refusal} {_('Press the button to see both.')}", status=409)
    part = queries.part_of(led(token, ref).proposal, which)
    at = shown.clock_time(clock.now())
    return _said(_("Saved at %(time)s", time=at), status=200, seen=queries.digest_of(part))


def shown_values(found: Opened) -> dict[str, Any]:
    """What a page needs that shows all of a proposal."""
    proposal = found.proposal
    return {
        "event": found.desk.event,
        "token": found.token,
        "standing": found.standing,
        "proposal": proposal,
        "steps": [step.value for step in Step if may_write(found, step)],
        "may_attach": bool(file_questions(found)),
        "needs": queries.told_needs([one.id for one in found.standing.mine]),
        "answers": {one.question_id: one for one in proposal.answers},
        "questions": [
            one
            for one in found.terms.every_question
            if one.ended_at is None or any(a.question_id == one.id for a in proposal.answers)
        ],
    }


def _save(found: Opened, step: Step, form: PartForm) -> None:
    proposal_id, actor = found.proposal.id, found.desk.email
    seen, now = request.form.get("seen", ""), clock.now()
    with transaction():
        actions.write(proposal_id, step, form.part(), seen=seen, now=now, actor=actor)
        if step == Step.PRACTICAL:
            text, take_back = form["needs"].data or "", bool(form["take_back"].data)
            actions.write_needs(proposal_id, text, take_back=take_back, now=now)


def _onward(token: str, ref: str, step: Step) -> Response:
    found = led(token, ref)
    if request.form.get("go") == LEAVE:
        flash(_("Your draft is saved. Nothing was sent."))
        return see(url_for("pages.desk", token=token))
    if found.proposal.state != ProposalState.DRAFT:
        flash(_("Your proposal is changed."))
        return see(url_for("proposals.show", token=token, ref=ref))
    return see(after(found, step))


def _too_late(found: Opened, step: Step) -> Response:
    """Back to the proposal; but what somebody typed until the deadline passed stays before them."""
    if request.method == "GET":
        return see(url_for("proposals.show", token=found.token, ref=found.proposal.public_id))
    form = form_for(found, step)
    form.validate()
    form.form_errors.append(str(errors.TooLateToChange()))
    return _write_page(found, step, form, status=UNPROCESSABLE)


def _step(name: str) -> Step:
    return Step(name) if name in set(Step) else abort(404)


def _write_page(
    found: Opened, step: Step, form: PartForm, *, status: int = 200, **more: Any
) -> Response:
    part = queries.part_of(found.proposal, step)
    return page(
        "proposals/write.html",
        status=status,
        event=found.desk.event,
        token=found.token,
        standing=found.standing,
        proposal=found.proposal,
        step=step.value,
        form=form,
        is_draft=found.proposal.state == ProposalState.DRAFT,
        only_answers=step == Step.QUESTIONS and found.standing.reach == Reach.ANSWERS,
        seen=queries.digest_of(part),
        **step_values(found, step),
        **more,
    )


def _conflict_page(found: Opened, step: Step, form: PartForm) -> Response:
    """Pressed once more, the button saves what was typed: the form is made from the others' words now."""
    others = differences(found, step, form)
    form.form_errors.append(str(errors.ChangedMeanwhile()))
    return _write_page(found, step, form, status=UNPROCESSABLE, others=others)


def _said(sentence: str, *, status: int = UNPROCESSABLE, **more: str) -> Response:
    answer = jsonify(said=sentence, **more)
    answer.status_code = status
    return answer
