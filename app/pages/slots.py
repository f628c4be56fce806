"""Changes to a slot that concern people's places: how many there are, and cancelling it."""

from __future__ import annotations

from typing import cast

from flask import Response, abort, redirect, request, url_for

from app.accounts.access import signed_in_address
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.forms import CancelForm, PlacesForm
from app.programme import actions
from app.programme import queries as programme
from app.programme.models import Slot
from app.registration import queries as registration


@blueprint.route("/<event>/manage/slots/<slot>/places", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def slot_places(event: Event, slot: str) -> Response:
    """How many places. More: who waits moves up at once. Fewer: nobody loses a place."""
    found = _open_slot(event, slot)
    form = PlacesForm(obj=found)
    if request.method == "GET":
        return _page("pages/manage/places.html", event, found, form)
    if form.validate():
        try:
            with transaction():
                actions.set_capacity(
                    found,
                    form.capacity.data,
                    overbook_percent=form.overbook_percent.data or 0,
                    now=clock.now(),
                    actor=signed_in_address() or "",
                )
            return _to_session(event, found, "places")
        except Refusal as refusal:
            form.form_errors.append(str(refusal))
    return _page("pages/manage/places.html", event, found, form, status=UNPROCESSABLE)


@blueprint.route("/<event>/manage/slots/<slot>/cancel", methods=["GET", "POST"])
@requires(Role.ORGANISER)
def cancel_slot(event: Event, slot: str) -> Response:
    """Asks once more, with the number of people who will be told, and for the reason they read."""
    found = _open_slot(event, slot)
    form = CancelForm()
    if request.method == "GET":
        return _page("pages/manage/cancel.html", event, found, form)
    if form.validate():
        try:
            with transaction():
                actions.cancel_slot(
                    found, form.because.data, now=clock.now(), actor=signed_in_address() or ""
                )
            return _to_session(event, found, "cancelled")
        except Refusal as refusal:
            form.form_errors.append(str(refusal))
    return _page("pages/manage/cancel.html", event, found, form, status=UNPROCESSABLE)


def _open_slot(event: Event, ref: str) -> Slot:
    slot = programme.slot(ref)
    if slot is None or slot.event_id != event.id or slot.is_cancelled:
        abort(404)
    return slot


def _page(
    template: str, event: Event, slot: Slot, form: PlacesForm | CancelForm, *, status: int = 200
) -> Response:
    count = registration.counts_of([slot])[slot.id]
    return page(template, status=status, event=event, slot=slot, form=form, count=count)


def _to_session(event: Event, slot: Slot, done: str) -> Response:
    address = url_for("pages.manage_session", event=event.slug, slug=slot.session.slug, done=done)
    return cast("Response", redirect(address, 303))
