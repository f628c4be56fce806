"""Types of sessions that can be proposed."""

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
from app.proposals import actions, queries
from app.proposals.forms.calling import KINDS, TypeForm, refuse
from app.proposals.manage.blueprint import actor, blueprint, see
from app.proposals.manage.calling import DATES, needs_call
from app.proposals.models import CallType


@blueprint.route("/<event>/manage/call/types", methods=["GET", "POST"])
@requires(Role.ORGANISER)
@needs_call
def call_types(event: Event) -> Response:
    """Each with its lengths and deadline, and a new one."""
    form = TypeForm()
    if request.method == "GET":
        return _page(event, form)
    if form.validate():
        try:
            with transaction():
                actions.add_type(event.id, form.draft(), now=clock.now(), actor=actor())
            flash(_("The type is added."))
            return _back(event)
        except Refusal as refusal:
            refuse(form, refusal, DATES)
    return _page(event, form, status=UNPROCESSABLE)


@blueprint.route("/<event>/manage/call/types/<ref>", methods=["GET", "POST"])
@requires(Role.ORGANISER)
@needs_call
def call_type(event: Event, ref: str) -> Response:
    """Changing one: what was sent keeps the length it has."""
    row = _type(event, ref)
    form = TypeForm.of(row)
    if request.method == "POST" and form.validate():
        try:
            with transaction():
                actions.change_type(event.id, ref, form.draft(), now=clock.now(), actor=actor())
            flash(_("The type is changed."))
            return _back(event)
        except Refusal as refusal:
            refuse(form, refusal, DATES)
    status = 200 if request.method == "GET" else UNPROCESSABLE
    return page(
        "proposals/manage/type.html", status=status, event=event, row=_type(event, ref), form=form
    )


@blueprint.post("/<event>/manage/call/types/<ref>/end")
@requires(Role.ORGANISER)
@needs_call
def end_type(event: Event, ref: str) -> Response:
    _type(event, ref)
    with transaction():
        actions.end_type(event.id, ref, now=clock.now(), actor=actor())
    flash(_("Nobody can choose this type any more. What was sent keeps it."))
    return _back(event)


@blueprint.post("/<event>/manage/call/types/<ref>/restore")
@requires(Role.ORGANISER)
@needs_call
def restore_type(event: Event, ref: str) -> Response:
    _type(event, ref)
    with transaction():
        actions.restore_type(event.id, ref, now=clock.now(), actor=actor())
    flash(_("This type can be chosen again."))
    return _back(event)


@blueprint.post("/<event>/manage/call/types/<ref>/move")
@requires(Role.ORGANISER)
@needs_call
def move_type(event: Event, ref: str) -> Response:
    """One step up or down."""
    _type(event, ref)
    with transaction():
        actions.move_type(event.id, ref, up=request.form.get("to") == "up")
    return _back(event)


def _type(event: Event, ref: str) -> CallType:
    found = next((one for one in queries.types_of(event.id) if one.public_id == ref), None)
    return found or abort(404)


def _page(event: Event, form: TypeForm, *, status: int = 200) -> Response:
    terms = queries.terms_of(event.id)
    return page(
        "proposals/manage/types.html",
        status=status,
        event=event,
        form=form,
        types=terms.types,
        ended=[one for one in terms.every_type if one.ended_at],
        windows={one.id: terms.window_for(one) for one in terms.every_type},
        kinds=KINDS,
    )


def _back(event: Event) -> Response:
    return see(url_for("proposals_manage.call_types", event=event.slug))
