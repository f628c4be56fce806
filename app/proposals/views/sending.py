"""Checking and sending a proposal, withdrawing it, making it a draft again."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.plain_text import clean_line
from app.kernel.transaction import transaction
from app.proposals import actions, errors
from app.proposals.enums import CallState, ProposalState
from app.proposals.views.blueprint import Opened, blueprint, led, see
from app.proposals.views.steps import FIELDS
from app.proposals.views.writing import shown_values


@blueprint.get("/s/<token>/proposals/<ref>/check")
def check(token: str, ref: str) -> Response:
    """All that was written, what is missing still, and the button that sends it."""
    found = led(token, ref)
    if found.proposal.state != ProposalState.DRAFT:
        return see(url_for("proposals.show", token=token, ref=ref))
    return _check_page(found)


@blueprint.post("/s/<token>/proposals/<ref>/send")
def send(token: str, ref: str) -> Response:
    """Pressed twice it is sent once."""
    found = led(token, ref)
    proposal_id, actor = found.proposal.id, found.desk.email
    code = clean_line(request.form.get("code", ""))
    try:
        with transaction():
            actions.send(proposal_id, code=code, now=clock.now(), actor=actor)
    except errors.WrongState as refusal:
        flash(str(refusal))
        return see(url_for("proposals.show", token=token, ref=ref))
    except Refusal as refusal:
        return _check_page(led(token, ref), problem=str(refusal), code=code)
    return see(url_for("proposals.sent", token=token, ref=ref))


@blueprint.get("/s/<token>/proposals/<ref>/sent")
def sent(token: str, ref: str) -> Response:
    """It is with the organisers: what comes next."""
    found = led(token, ref)
    if found.proposal.state != ProposalState.SUBMITTED:
        return see(url_for("proposals.show", token=token, ref=ref))
    return page("proposals/sent.html", **shown_values(found))


@blueprint.route("/s/<token>/proposals/<ref>/withdraw", methods=["GET", "POST"])
def withdraw(token: str, ref: str) -> Response:
    """Asks once more, then takes it back."""
    found = led(token, ref)
    proposal_id, actor = found.proposal.id, found.desk.email
    if request.method == "GET":
        if not found.standing.may_withdraw:
            return see(url_for("proposals.show", token=token, ref=ref))
        return page("proposals/withdraw.html", **shown_values(found))
    try:
        with transaction():
            actions.withdraw(proposal_id, now=clock.now(), actor=actor)
        flash(_("The proposal is withdrawn."))
    except Refusal as refusal:
        return _refused(token, ref, refusal)
    return see(url_for("proposals.show", token=token, ref=ref))


@blueprint.post("/s/<token>/proposals/<ref>/reopen")
def reopen(token: str, ref: str) -> Response:
    """A draft again, to be sent once more."""
    found = led(token, ref)
    proposal_id, actor = found.proposal.id, found.desk.email
    try:
        with transaction():
            actions.reopen(proposal_id, now=clock.now(), actor=actor)
    except Refusal as refusal:
        return _refused(token, ref, refusal)
    flash(_("It is a draft again. Send it, so that the organisers see it."))
    return see(url_for("proposals.check", token=token, ref=ref))


def _refused(token: str, ref: str, refusal: Refusal) -> Response:
    values = shown_values(led(token, ref))
    return page("proposals/proposal.html", status=UNPROCESSABLE, problem=str(refusal), **values)


def _check_page(found: Opened, *, problem: str = "", code: str = "") -> Response:
    known = found.standing.code
    return page(
        "proposals/check.html",
        status=UNPROCESSABLE if problem else 200,
        problem=problem,
        code=code or (known.code if known else ""),
        asks_code=_is_late(found),
        where={one.value: step.value for one, (step, _field) in FIELDS.items()},
        **shown_values(found),
    )


def _is_late(found: Opened) -> bool:
    """Whether a code is what could help: the deadline has passed, and nothing else is in the way."""
    type_ = found.terms.type_by_id(found.proposal.type_id)
    return found.terms.state_for(type_, now=clock.now()) == CallState.CLOSED
