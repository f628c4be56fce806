"""One more proposal, at a desk: from nothing, or from one of another year."""

from __future__ import annotations

from flask import Response, abort, request, url_for

from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.proposals import actions, queries, rules
from app.proposals.actions import Beginning
from app.proposals.forms.beginning import TitleForm
from app.proposals.forms.services import organisation_of, service_id_of, service_rows
from app.proposals.views.blueprint import blueprint, form_ref, new_form_token, one_of, see
from app.speakers.access import desk_of
from app.speakers.models import Desk


@blueprint.route("/s/<token>/new-proposal", methods=["GET", "POST"])
def begin_at_desk(token: str) -> Response:
    """The name and the address are known, and the link has shown whose they are."""
    desk = desk_of(token)
    form = TitleForm()
    if request.method == "GET":
        return _page(desk, token, form)
    ref = form_ref()
    if ref is None or not form.validate():
        return _page(desk, token, form, stale=ref is None)
    wish = Beginning(
        name=desk.person.name,
        email=desk.email,
        title=form.title.data or "",
        service_id=service_id_of(form.service.data),
        other_organisation=organisation_of(form.service.data, form.other_organisation.data),
        form_token=one_of(ref, desk.public_id),
    )
    event_id, actor = desk.event_id, desk.email
    try:
        with transaction():
            made = actions.begin(event_id, wish, tell=False, now=clock.now(), actor=actor)
            proposal_ref = made.public_id
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        return _page(desk_of(token), token, form)
    return see(url_for("proposals.write", token=token, ref=proposal_ref, step="session"))


@blueprint.post("/s/<token>/copy-proposal")
def copy(token: str) -> Response:
    """The words of an earlier one in a new draft."""
    desk = desk_of(token)
    wanted, ref = request.form.get("proposal", ""), form_ref()
    earlier = queries.earlier_at(desk.event_id, desk.email)
    source = next((one for one in earlier if one.public_id == wanted), None) or abort(404)
    form = TitleForm(formdata=None)
    if ref is None:
        return _page(desk, token, form, stale=True)
    event_id, actor = desk.event_id, desk.email
    try:
        with transaction():
            made = actions.copy(
                event_id,
                source,
                form_token=one_of(ref, "copy", wanted),
                now=clock.now(),
                actor=actor,
            )
            proposal_ref = made.public_id
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        return _page(desk_of(token), token, form)
    return see(url_for("proposals.write", token=token, ref=proposal_ref, step="session"))


def _page(desk: Desk, token: str, form: TitleForm, *, stale: bool = False) -> Response:
    terms = queries.terms_of(desk.event_id)
    return page(
        "proposals/begin_at_desk.html",
        status=200 if request.method == "GET" else UNPROCESSABLE,
        event=desk.event,
        token=token,
        form=form,
        services=service_rows(),
        form_token=new_form_token(),
        earlier=queries.earlier_at(desk.event_id, desk.email),
        why_closed=rules.why_closed(terms.state_for(None, now=clock.now())),
        stale=stale,
    )
