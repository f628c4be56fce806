"""One person: places, history, mails, and what an organiser may do for them. Never access needs."""

from __future__ import annotations

from typing import cast

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from app.events.access import may, requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.mail import queries as mails
from app.registration import actions, queries, rules
from app.registration import people as reading
from app.registration.enums import LIVE
from app.registration.manage.blueprint import REASONS, SKIPS, STATES, actor, blueprint
from app.registration.models import Registration
from app.registration.queries import Place

DONE = {
    "link": _(
        "The personal link goes out by mail. If you asked twice within five minutes, one mail goes."
    ),
    "given-up": _("The place is given up. The person is told by mail."),
    "cancelled": _("The registration is cancelled. The person is told by mail."),
}


@blueprint.get("/<event>/manage/people/<reference>")
@requires(Role.ORGANISER)
def person(event: Event, reference: str) -> Response:
    return _page(event, _registration(event, reference))


@blueprint.post("/<event>/manage/people/<reference>/send-link")
@requires(Role.ORGANISER)
def send_link(event: Event, reference: str) -> Response:
    """The mail with their own link, once more."""
    found = _registration(event, reference)
    try:
        with transaction():
            actions.send_link(found, now=clock.now(), actor=actor())
    except Refusal as refusal:
        return _page(event, _registration(event, reference), problem=str(refusal))
    return _see(event, reference, "link")


@blueprint.post("/<event>/manage/people/<reference>/give-up")
@requires(Role.ORGANISER)
def give_up(event: Event, reference: str) -> Response:
    """Gives one of their places up for them, or takes them off one waiting list."""
    found = _registration(event, reference)
    mine = {place.booking.public_id for place in queries.places_of(found.id)}
    ref = request.form.get("booking", "")
    if ref not in mine:
        problem = gettext("This place has been given up already.")
        return _page(event, found, problem=problem)
    try:
        with transaction():
            actions.give_up(ref, now=clock.now(), actor=actor())
    except Refusal as refusal:
        return _page(event, _registration(event, reference), problem=str(refusal))
    return _see(event, reference, "given-up")


@blueprint.route("/<event>/manage/people/<reference>/cancel", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def cancel(event: Event, reference: str) -> Response:
    """Asks once more, then gives up their place in the event with all sessions."""
    found = _registration(event, reference)
    if request.method == "GET":
        return page("registration/manage/cancel.html", event=event, registration=found)
    try:
        with transaction():
            actions.cancel_registration(found.public_id, now=clock.now(), actor=actor())
    except Refusal as refusal:
        return _page(event, _registration(event, reference), problem=str(refusal))
    return _see(event, reference, "cancelled")


def _registration(event: Event, reference: str) -> Registration:
    return reading.by_reference(event.id, reference) or abort(404)


def _page(event: Event, registration: Registration, *, problem: str = "") -> Response:
    places = queries.places_of(registration.id)
    return page(
        "registration/manage/person.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        registration=registration,
        around=reading.around(registration),
        skips=SKIPS,
        is_live=registration.state in LIVE,
        places=[(place, _why_kept(place)) for place in places],
        ended=reading.ended_places(registration.id),
        history=reading.history(registration.id),
        mails=mails.about(
            event.slug, registration.public_id, sees_private=may(event, Role.ACCESS_LEAD)
        ),
        states=STATES,
        reasons=REASONS,
        problem=problem,
        done=DONE.get(request.args.get("done", "")),
    )


def _why_kept(place: Place) -> Refusal | None:
    slot = place.booking.slot
    return rules.why_not_give_up(
        state=place.booking.state,
        kind=place.booking.kind,
        is_plenary=slot.session.is_plenary,
        starts_at=slot.starts_at,
        now=clock.now(),
    )


def _see(event: Event, reference: str, done: str) -> Response:
    address = url_for(
        "registration_manage.person", event=event.slug, reference=reference, done=done
    )
    return cast("Response", redirect(address, 303))
