"""Codes for late proposals."""

from __future__ import annotations

from flask import Response, flash, request, url_for
from flask_babel import gettext as _

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.tokens import spoken_code
from app.kernel.transaction import transaction
from app.proposals import actions, errors, queries
from app.proposals.forms.calling import LateCodeForm, refuse
from app.proposals.manage.blueprint import actor, blueprint, see
from app.proposals.manage.calling import needs_call

CODE_LENGTH = 8
FIELDS: dict[type[Refusal], str] = {
    errors.LateCodeTaken: "code",
    errors.LateCodeIsOver: "expires_at",
}


@blueprint.route("/<event>/manage/call/late-codes", methods=["GET", "POST"])
@requires(Role.ORGANISER)
@needs_call
def late_codes(event: Event) -> Response:
    """Each code with what is used of it, and a new one with letters nobody can guess."""
    form = LateCodeForm(code=spoken_code(CODE_LENGTH), uses=1)
    if request.method == "POST" and form.validate():
        try:
            with transaction():
                actions.add_late_code(event.id, form.draft(), now=clock.now(), actor=actor())
            flash(_("The code is made. Give it to who may send late."))
            return _back(event)
        except Refusal as refusal:
            refuse(form, refusal, FIELDS)
    return page(
        "proposals/manage/late_codes.html",
        status=200 if request.method == "GET" else UNPROCESSABLE,
        event=event,
        form=form,
        codes=queries.late_codes(event.id),
        now=clock.now(),
    )


@blueprint.post("/<event>/manage/call/late-codes/<ref>/end")
@requires(Role.ORGANISER)
@needs_call
def end_late_code(event: Event, ref: str) -> Response:
    """Nothing more is sent with it."""
    with transaction():
        actions.end_late_code(event.id, ref, now=clock.now(), actor=actor())
    flash(_("The code has ended. What was sent with it stands."))
    return _back(event)


def _back(event: Event) -> Response:
    return see(url_for("proposals_manage.late_codes", event=event.slug))
