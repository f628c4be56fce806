"""Who presents: the lead asks and takes off, each who is asked answers at their own desk."""

from __future__ import annotations

from flask import Response, abort, flash, request, url_for
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.proposals import actions, queries, rules
from app.proposals.enums import PresenterState, ProposalState
from app.proposals.forms.presenters import AcceptForm, ColleagueForm
from app.proposals.forms.services import service_rows
from app.proposals.models import Presenter
from app.proposals.views.blueprint import Opened, blueprint, count_a_mail, led, named_at, see


@blueprint.get("/s/<token>/proposals/<ref>/presenters")
def presenters(token: str, ref: str) -> Response:
    """Who presents and who was asked, and a form to ask one more."""
    return _page(led(token, ref), ColleagueForm(formdata=None))


@blueprint.post("/s/<token>/proposals/<ref>/presenters")
def invite(token: str, ref: str) -> Response:
    found = led(token, ref)
    form = ColleagueForm()
    if not form.validate():
        return _page(found, form, status=UNPROCESSABLE)
    count_a_mail()
    proposal_id, actor = found.proposal.id, found.desk.email
    try:
        with transaction():
            actions.invite(proposal_id, form.colleague(), now=clock.now(), actor=actor)
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        return _page(led(token, ref), form, status=UNPROCESSABLE)
    flash(_("%(name)s gets a mail and answers for themselves.", name=form.name.data))
    return see(url_for("proposals.presenters", token=token, ref=ref))


@blueprint.post("/s/<token>/proposals/<ref>/presenters/<who>/again")
def invite_again(token: str, ref: str, who: str) -> Response:
    """The mail once more; at most one an hour."""
    found = led(token, ref)
    presenter = _presenter(found, who)
    name, actor = presenter.person.name, found.desk.email
    try:
        with transaction():
            actions.invite_again(who, now=clock.now(), actor=actor)
        flash(_("%(name)s is asked again, at most once an hour.", name=name))
    except Refusal as refusal:
        return _page(led(token, ref), ColleagueForm(formdata=None), problem=str(refusal))
    return see(url_for("proposals.presenters", token=token, ref=ref))


@blueprint.post("/s/<token>/proposals/<ref>/presenters/<who>/remove")
def remove_presenter(token: str, ref: str, who: str) -> Response:
    found = led(token, ref)
    presenter = _presenter(found, who)
    name, actor = presenter.person.name, found.desk.email
    try:
        with transaction():
            actions.remove_presenter(who, now=clock.now(), actor=actor)
        flash(_("%(name)s is taken off the proposal.", name=name))
    except Refusal as refusal:
        return _page(led(token, ref), ColleagueForm(formdata=None), problem=str(refusal))
    return see(url_for("proposals.presenters", token=token, ref=ref))


@blueprint.route("/s/<token>/proposals/<ref>/invitation/<who>", methods=["GET", "POST"])
def invitation(token: str, ref: str, who: str) -> Response:
    """What a colleague asks, with a button for yes and one for no. Later, what one said, to change it."""
    found = named_at(token, ref)
    presenter = _mine(found, who)
    form = AcceptForm.of(presenter)
    if request.method == "GET":
        return _invitation_page(found, presenter, form)
    if not form.validate():
        return _invitation_page(found, presenter, form, status=UNPROCESSABLE)
    actor = found.desk.email
    try:
        with transaction():
            actions.accept_invitation(who, form.acceptance(), now=clock.now(), actor=actor)
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        found = named_at(token, ref)
        return _invitation_page(found, _mine(found, who), form, status=UNPROCESSABLE)
    flash(_("Thank you. You are a presenter of this proposal."))
    return see(url_for("pages.desk", token=token))


@blueprint.post("/s/<token>/proposals/<ref>/invitation/<who>/decline")
def decline_invitation(token: str, ref: str, who: str) -> Response:
    found = named_at(token, ref)
    _mine(found, who)
    actor = found.desk.email
    try:
        with transaction():
            actions.decline_invitation(who, now=clock.now(), actor=actor)
    except Refusal as refusal:
        found = named_at(token, ref)
        form = AcceptForm.of(_mine(found, who))
        form.form_errors.append(str(refusal))
        return _invitation_page(found, _mine(found, who), form, status=UNPROCESSABLE)
    flash(_("You do not present it. Who asked you has been told."))
    return see(url_for("pages.desk", token=token))


def _presenter(found: Opened, who: str) -> Presenter:
    """One of the proposal, whatever has become of them; else 404."""
    every = found.proposal.presenters
    return next((one for one in every if one.public_id == who), None) or abort(404)


def _mine(found: Opened, who: str) -> Presenter:
    """One at this very desk; the lead answers for the proposal elsewhere."""
    mine = found.standing.mine
    one = next((one for one in mine if one.public_id == who and not one.is_lead), None)
    return one or abort(404)


def _page(found: Opened, form: ColleagueForm, *, problem: str = "", status: int = 200) -> Response:
    proposal = found.proposal
    return page(
        "proposals/presenters.html",
        status=UNPROCESSABLE if problem else status,
        event=found.desk.event,
        token=found.token,
        proposal=proposal,
        standing=found.standing,
        named=[one for one in proposal.presenters if one.state != PresenterState.REMOVED],
        why_not=found.standing.why_not_change_presenters
        or rules.why_not_invite(
            None, others=[PresenterState(one.state) for one in proposal.presenters]
        ),
        is_draft=proposal.state == ProposalState.DRAFT,
        form=form,
        services=service_rows(),
        problem=problem,
    )


def _invitation_page(
    found: Opened, presenter: Presenter, form: AcceptForm, *, status: int = 200
) -> Response:
    return page(
        "proposals/invitation.html",
        status=status,
        event=found.desk.event,
        token=found.token,
        proposal=found.proposal,
        presenter=presenter,
        why_not=found.standing.why_not_change_presenters,
        has_needs=bool(queries.told_needs([presenter.id])),
        form=form,
        services=service_rows(),
    )
