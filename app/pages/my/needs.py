"""Saying what one needs to take part, after registering: for who signed in a moment ago, since a mail
with a personal link gets forwarded. What was said before is never shown again."""

from __future__ import annotations

from flask import Response, abort, request

from app.accounts.access import SignedIn, needs_fresh_sign_in
from app.events import queries as events
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.my.forms import NeedsForm
from app.pages.my.sent_late import sent_late
from app.pages.my.ways import back, chosen_of, nobody_chosen, token_of
from app.registration import actions, queries
from app.registration.models import Registration


def _sent_late(event: str, user: SignedIn | None) -> Response:
    return sent_late(event, user, NeedsForm(), _page)


@blueprint.route("/<event>/my/needs", methods=["GET", "POST"])
@needs_fresh_sign_in(late=_sent_late)
def say_needs(event: str, user: SignedIn) -> Response:
    found = events.published_by_slug(event) or abort(404)
    mine = queries.live_at(found.id, user.email)
    chosen, form = chosen_of(mine), NeedsForm()
    if chosen is None:
        return nobody_chosen(found, user.email, form)
    if request.method == "GET":
        return _page(mine, chosen, form)
    if not form.validate():
        return _page(mine, chosen, form, status=UNPROCESSABLE)
    try:
        with transaction():
            actions.say_needs(chosen.public_id, form.needs.data or "", now=clock.now())
    except Refusal as refusal:
        form.form_errors.append(str(refusal))
        return _page(mine, chosen, form, status=UNPROCESSABLE)
    return back(token_of(chosen), "needs")


def _page(
    mine: list[Registration],
    chosen: Registration,
    form: NeedsForm,
    *,
    sign_in_at: str = "",
    status: int = 200,
) -> Response:
    return page(
        "pages/needs.html",
        status=status,
        event=chosen.event,
        mine=mine,
        chosen=chosen,
        form=form,
        said_at=queries.needs_said_at(chosen.id),
        sign_in_at=sign_in_at,
    )
