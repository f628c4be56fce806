"""Choosing a time to try sound, picture and slides."""

from __future__ import annotations

from flask import Response, request
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.speakers import actions, errors, queries
from app.speakers.access import desk_of
from app.speakers.models import Desk
from app.speakers.views.blueprint import blueprint, to_desk


@blueprint.get("/s/<token>/tech-check")
def tech_check(token: str) -> Response:
    return _page(desk_of(token), token)


@blueprint.post("/s/<token>/tech-check")
def choose_tech_check(token: str) -> Response:
    """The button of a time, in place of the one chosen before."""
    desk = desk_of(token)
    check = queries.tech_check(desk.event_id, request.form.get("check", ""))
    if check is None:
        return _page(desk, token, problem=str(errors.CheckOver()))
    try:
        with transaction():
            actions.book_tech_check(desk, check, now=clock.now())
    except Refusal as refusal:
        return _page(desk_of(token), token, problem=str(refusal))
    return to_desk(token, _("The time is yours. It stands on your desk, with where to meet."))


@blueprint.post("/s/<token>/tech-check/give-up")
def give_up_tech_check(token: str) -> Response:
    desk = desk_of(token)
    with transaction():
        actions.give_up_tech_check(desk, now=clock.now())
    return to_desk(token, _("You have no tech check any more. You can choose another time."))


def _page(desk: Desk, token: str, *, problem: str = "") -> Response:
    now = clock.now()
    mine = queries.booked_check(desk.id)
    offered = [one for one in queries.tech_checks(desk.event_id) if one.check.starts_at > now]
    return page(
        "speakers/tech_check.html",
        status=UNPROCESSABLE if problem else 200,
        event=desk.event,
        token=token,
        mine=mine.tech_check if mine else None,
        offered=offered,
        problem=problem,
    )
