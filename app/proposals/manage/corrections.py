"""Words that speakers want for their sessions, waiting for an organiser's nod."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.proposals import actions, queries
from app.proposals.manage.blueprint import actor, blueprint, see


@blueprint.get("/<event>/manage/corrections")
@requires(Role.ORGANISER)
def corrections(event: Event) -> Response:
    """Old and new words beside each other."""
    return _page(event)


@blueprint.post("/<event>/manage/corrections/<ref>")
@requires(Role.ORGANISER)
def answer_correction(event: Event, ref: str) -> Response:
    agrees = request.form.get("agrees") == "yes"
    try:
        with transaction():
            actions.answer_correction(event, ref, agrees=agrees, now=clock.now(), actor=actor())
    except Refusal as refusal:
        return _page(event, problem=str(refusal))
    flash(_("The session has the new words.") if agrees else _("The words stay as they are."))
    return see(url_for("proposals_manage.corrections", event=event.slug))


def _page(event: Event, *, problem: str = "") -> Response:
    return page(
        "proposals/manage/corrections.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        corrections=queries.corrections_asked(event.id),
        problem=problem,
    )
