"""The call: its words and dates, withdrawn and reopened with a button each."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.proposals import actions, errors, queries, rules
from app.proposals.forms.calling import KINDS, CallForm, refuse
from app.proposals.manage.blueprint import actor, blueprint, see
from app.proposals.models import Call

DATES: dict[type[Refusal], str] = {
    errors.ClosesBeforeOpening: "closes_at",
    errors.ClosesAfterTheDay: "closes_at",
}
CONFIRM_DAYS = 10


@blueprint.route("/<event>/manage/call", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def call(event: Event) -> Response:
    """The call; an event that has none is offered one with sensible dates."""
    found = queries.call_of(event.id)
    form = CallForm(obj=found) if found else _offered(event)
    if request.method == "GET":
        return _page(event, found, form)
    if form.validate() and _is_saved(event, found, form):
        return see(url_for("proposals_manage.call", event=event.slug))
    return _page(event, queries.call_of(event.id), form, status=UNPROCESSABLE)


@blueprint.post("/<event>/manage/call/withdraw")
@requires(Role.ORGANISER)
def withdraw_call(event: Event) -> Response:
    if queries.call_of(event.id) is not None:
        with transaction():
            actions.withdraw_call(event.id, now=clock.now(), actor=actor())
        flash(_("The call is withdrawn. Nobody can begin or send a proposal."))
    return see(url_for("proposals_manage.call", event=event.slug))


@blueprint.post("/<event>/manage/call/reopen")
@requires(Role.ORGANISER)
def reopen_call(event: Event) -> Response:
    if queries.call_of(event.id) is not None:
        with transaction():
            actions.reopen_call(event.id, now=clock.now(), actor=actor())
        flash(_("The call is back. Its dates count again."))
    return see(url_for("proposals_manage.call", event=event.slug))


def needs_call(view: Callable[..., Response]) -> Callable[..., Response]:
    """For what belongs to a call: without one the way leads to making it."""

    @wraps(view)
    def guarded(event: Event, **values: Any) -> Response:
        if queries.call_of(event.id) is None:
            return see(url_for("proposals_manage.call", event=event.slug))
        return view(event=event, **values)

    return guarded


def _offered(event: Event) -> CallForm:
    dates = rules.default_dates(event.day_on, now=clock.now())
    return CallForm(opens_at=dates.opens_at, closes_at=dates.closes_at, confirm_days=CONFIRM_DAYS)


def _is_saved(event: Event, found: Call | None, form: CallForm) -> bool:
    event_id, draft = event.id, form.draft()
    try:
        with transaction():
            if found is None:
                names = {kind: str(words) for kind, words in KINDS.items()}
                actions.make_call(event_id, draft, names=names, now=clock.now(), actor=actor())
            else:
                actions.change_call(event_id, draft, now=clock.now(), actor=actor())
    except Refusal as refusal:
        refuse(form, refusal, DATES)
        return False
    flash(
        _("The call is saved.") if found else _("The call is made. Look at the types of sessions.")
    )
    return True


def _page(event: Event, found: Call | None, form: CallForm, *, status: int = 200) -> Response:
    return page(
        "proposals/manage/call.html",
        status=status,
        event=event,
        call=found,
        form=form,
        state=queries.terms_of(event.id).state_for(None, now=clock.now()),
    )
