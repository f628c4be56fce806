"""The timetable as organisers build it. Everything can be done with forms; scripts add dragging and keys."""

from __future__ import annotations

import json
from typing import cast

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from app.accounts.access import signed_in_address
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.workshop.board import board_of, step_in_words, tag_of_board
from app.timetable import actions, queries
from app.timetable.models import Placement


def actor() -> str:
    """Who acts, as the audit trail names them."""
    return signed_in_address() or ""


def placement_of(event: Event, ref: str) -> Placement:
    return queries.placement(event.id, ref) or abort(404)


def to_timetable(event: Event) -> Response:
    return cast("Response", redirect(url_for("pages.timetable", event=event.slug), 303))


@blueprint.get("/<event>/manage/timetable")
@requires(Role.ORGANISER)
def timetable(event: Event) -> Response:
    return page(
        "pages/workshop/timetable.html",
        event=event,
        board=board_of(event, actor()),
        form=FlaskForm(),
        tag=tag_of_board(event, actor()),
    )


@blueprint.get("/<event>/manage/timetable/state")
@requires(Role.ORGANISER)
def timetable_state(event: Event) -> Response:
    """The parts of the page that change, asked for every few seconds: 304 while nothing has changed."""
    response = Response(mimetype="application/json")
    response.set_etag(tag_of_board(event, actor()))
    response.headers["Cache-Control"] = "private, no-cache"
    if request.if_none_match.contains(response.get_etag()[0] or ""):
        response.status_code = 304
        return response
    board = board_of(event, actor())
    html = render_template("pages/workshop/_state.html", event=event, board=board, form=FlaskForm())
    response.set_data(json.dumps({"html": html}))
    return response


@blueprint.post("/<event>/manage/timetable/undo")
@requires(Role.ORGANISER)
def timetable_undo(event: Event) -> Response:
    """Takes back this person's last change of the draft."""
    try:
        with transaction():
            step = actions.undo(event.id, now=clock.now(), actor=actor())
            said = step_in_words(step)
        flash(_("Taken back: %(what)s.", what=said))
    except Refusal as refusal:
        flash(str(refusal))
    return to_timetable(event)


@blueprint.post("/<event>/manage/timetable/redo")
@requires(Role.ORGANISER)
def timetable_redo(event: Event) -> Response:
    """Does again what this person took back last."""
    try:
        with transaction():
            step = actions.redo(event.id, now=clock.now(), actor=actor())
            said = step_in_words(step)
        flash(_("Done again: %(what)s.", what=said))
    except Refusal as refusal:
        flash(str(refusal))
    return to_timetable(event)
