"""Waiting lists as they stand, with what an organiser may do about them: pick somebody, close a list."""

from __future__ import annotations

from typing import cast

from flask import Response, abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.programme import queries as programme
from app.programme.models import Slot
from app.registration import actions, queries, rules
from app.registration.manage.blueprint import SKIPS, actor, blueprint
from app.registration.models import Booking
from app.registration.queries import SlotList

METHODS = ["GET", "POST"]


@blueprint.get("/<event>/manage/waiting")
@requires(Role.ORGANISER)
def waiting(event: Event) -> Response:
    """The event's list and each session's in their order, who has an offer, and why it is full."""
    return _page(event)


@blueprint.post("/<event>/manage/waiting/pick")
@requires(Role.ORGANISER)
def pick(event: Event) -> Response:
    """A place out of turn, through the same gate as every other."""
    found = _booking(event, request.form.get("booking", ""))
    name = found.registration.person.name
    try:
        with transaction():
            one_more = request.form.get("one_more") == "yes"
            actions.pick(found.public_id, one_more=one_more, now=clock.now(), actor=actor())
    except Refusal as refusal:
        return _page(event, problem=f"{name}: {refusal}")
    flash(_("%(name)s has the place and is told by mail.", name=name))
    return _back(event)


@blueprint.route("/<event>/manage/waiting/close", methods=METHODS)
@requires(Role.ORGANISER)
def close_event_list(event: Event) -> Response:
    """Asks once more, with how many people will be told."""
    closed_at = queries.closed_lists(event.id).get(None)
    if request.method == "POST":
        return _closed(event, None)
    people = len(queries.waiting_for_event(event.id))
    return page(_CLOSE, event=event, slot=None, people=people, closed_at=closed_at)


@blueprint.route("/<event>/manage/slots/<slot>/close-list", methods=METHODS)
@requires(Role.ORGANISER)
def close_list(event: Event, slot: str) -> Response:
    """The same for one session's list."""
    found = programme.slot(slot)
    if found is None or found.event_id != event.id or found.is_cancelled:
        abort(404)
    if request.method == "POST":
        return _closed(event, found)
    closed_at = queries.closed_lists(event.id).get(found.id)
    people = len(queries.on_list(found.id))
    return page(_CLOSE, event=event, slot=found, people=people, closed_at=closed_at)


_CLOSE = "registration/manage/close_list.html"


def _closed(event: Event, slot: Slot | None) -> Response:
    with transaction():
        slot_id = slot.id if slot else None
        told = actions.close_list(event.id, slot_id, now=clock.now(), actor=actor())
    flash(
        ngettext(
            "The list is closed. %(num)s person is told by mail.",
            "The list is closed. %(num)s people are told by mail.",
            told,
        )
    )
    return _back(event)


def _page(event: Event, *, problem: str = "") -> Response:
    slots = [slot for slot in programme.slots_to_choose(event.id) if not slot.is_cancelled]
    lists = queries.slot_lists(event, slots)
    return page(
        "registration/manage/waiting.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        of_event=queries.event_list(event),
        lists=[one for one in lists if one.closed_at is None or one.offers],
        closed=[one for one in lists if one.closed_at is not None],
        skips=SKIPS,
        may_have_one_more=_may_have_one_more,
        problem=problem,
    )


def _may_have_one_more(one: SlotList) -> bool:
    return rules.may_have_one_more(one.count)


def _booking(event: Event, ref: str) -> Booking:
    found = queries.booking_by_public_id(ref)
    return found if found and found.registration.event_id == event.id else abort(404)


def _back(event: Event) -> Response:
    address = url_for("registration_manage.waiting", event=event.slug)
    return cast("Response", redirect(address, 303))
