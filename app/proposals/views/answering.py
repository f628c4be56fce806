"""Saying whether one comes, and correcting the words of one's session."""

from __future__ import annotations

from typing import Any, cast

from flask import Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page, refused
from app.kernel.plain_text import clean_line
from app.kernel.transaction import transaction
from app.proposals import actions, queries, rules
from app.proposals.actions import Words
from app.proposals.enums import ProposalState
from app.proposals.forms.correcting import CorrectionForm
from app.proposals.models import Proposal
from app.proposals.views.blueprint import blueprint
from app.speakers.access import desk_of
from app.speakers.models import Desk


@blueprint.get("/s/<token>/proposals/<ref>/answer")
def answer(token: str, ref: str) -> Response:
    """One button says yes, the other no, with room for a reason."""
    desk = desk_of(token)
    return _answer_page(desk, token, _mine(desk, ref))


@blueprint.post("/s/<token>/proposals/<ref>/confirm")
def confirm(token: str, ref: str) -> Response:
    desk = desk_of(token)
    proposal = _mine(desk, ref)
    try:
        with transaction():
            actions.confirm(proposal.id, email=desk.email, now=clock.now())
    except Refusal as refusal:
        return _answer_page(desk_of(token), token, _mine(desk, ref), problem=str(refusal))
    return to_desk(token, _("Thank you. You are in the programme."))


@blueprint.post("/s/<token>/proposals/<ref>/decline")
def decline(token: str, ref: str) -> Response:
    desk = desk_of(token)
    proposal = _mine(desk, ref)
    because = clean_line(request.form.get("because", ""))
    try:
        with transaction():
            actions.decline(proposal.id, email=desk.email, because=because, now=clock.now())
    except Refusal as refusal:
        return _answer_page(desk_of(token), token, _mine(desk, ref), problem=str(refusal))
    return to_desk(token, _("Thank you for telling us. The place goes to somebody else."))


@blueprint.route("/s/<token>/proposals/<ref>/correct", methods=["GET", "POST"])
def correct(token: str, ref: str) -> Response:
    """Other words for the session that it has become."""
    desk = desk_of(token)
    proposal = _mine(desk, ref)
    item = proposal.session or abort(404)
    form = CorrectionForm(obj=queries.correction_waiting(proposal.id) or item)
    values: dict[str, Any] = {
        "event": desk.event,
        "token": token,
        "proposal": proposal,
        "form": form,
    }
    if request.method == "GET":
        return page("proposals/correct.html", **values)
    if not form.validate():
        return refused("proposals/correct.html", **values)
    words = Words(
        title=form.title.data or "",
        abstract=form.abstract.data or "",
        outcomes=form.outcomes.data or "",
    )
    try:
        with transaction():
            stands = actions.correct(
                desk.event_id, proposal.id, words, email=desk.email, now=clock.now()
            )
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        return refused("proposals/correct.html", **values)
    if stands:
        return to_desk(token, _("The session has the new words."))
    return to_desk(token, _("Thank you. An organiser looks at it, and you hear by mail."))


def to_desk(token: str, done: str) -> Response:
    """Back to the desk, which says what was done."""
    flash(done)
    return cast("Response", redirect(url_for("pages.desk", token=token), 303))


def _mine(desk: Desk, ref: str) -> Proposal:
    """A proposal whose presenters hear what becomes of it, and who has this desk is one; else 404."""
    proposal = queries.by_ref(ref)
    if proposal is None or proposal.event_id != desk.event_id:
        abort(404)
    if desk.email not in [one.person.email for one in queries.who_present(proposal)]:
        abort(404)
    return proposal


def _answer_page(desk: Desk, token: str, proposal: Proposal, *, problem: str = "") -> Response:
    state = ProposalState(proposal.state)
    return page(
        "proposals/answer.html",
        status=UNPROCESSABLE if problem else 200,
        event=desk.event,
        token=token,
        proposal=proposal,
        is_lead=proposal.lead.person.email == desk.email,
        can_confirm=rules.why_not_confirm(state) is None,
        can_decline=rules.why_not_decline(state) is None,
        problem=problem,
    )
