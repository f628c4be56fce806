"""The tick list: hosts and organisers say who was there. Works on a phone and without scripts."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, request, url_for

from app.accounts.access import signed_in_address
from app.attendance import actions, queries, rules
from app.attendance.enums import Source
from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.programme import queries as programme
from app.programme.models import Slot
from app.registration import queries as registrations
from app.registration.enums import PlaceState
from app.registration.models import Booking

blueprint = Blueprint("attendance_manage", __name__)

WORDS: dict[str, bool | None] = {"yes": True, "no": False, "": None}


@blueprint.get("/<event>/manage/attendance")
@requires(Role.ORGANISER, Role.HOST)
def slots(event: Event) -> Response:
    """Every session with how many were there."""
    found = programme.slots_to_choose(event.id)
    return page(
        "attendance/manage/slots.html",
        event=event,
        slots=found,
        counts=registrations.counts_of(found),
        present=queries.present_in(slot.id for slot in found),
        now=clock.now(),
    )


@blueprint.get("/<event>/manage/attendance/<slot>")
@requires(Role.ORGANISER, Role.HOST)
def ticks(event: Event, slot: str) -> Response:
    return _list(event, _slot(event, slot))


@blueprint.post("/<event>/manage/attendance/<slot>")
@requires(Role.ORGANISER, Role.HOST)
def mark(event: Event, slot: str) -> Response:
    """Saves what was said of the people on the list; who is not on it stays as they were."""
    found = _slot(event, slot)
    bookings = _people(found)
    said = {
        booking.public_id: WORDS[word]
        for booking in bookings
        if (word := request.form.get(f"person-{booking.public_id}")) in WORDS
    }
    try:
        with transaction():
            actions.mark(found, said, bookings, now=clock.now(), actor=signed_in_address() or "")
    except Refusal as refusal:
        return _list(event, _slot(event, slot), problem=str(refusal))
    address = url_for("attendance_manage.ticks", event=event.slug, slot=slot, saved=1)
    return redirect(address, 303)  # type: ignore[return-value]


def _slot(event: Event, ref: str) -> Slot:
    slot = programme.slot(ref)
    return slot if slot is not None and slot.event_id == event.id else abort(404)


def _people(slot: Slot) -> list[Booking]:
    return registrations.bookings_in(slot.id, states=(PlaceState.CONFIRMED,))


def _list(event: Event, slot: Slot, *, problem: str = "") -> Response:
    people = _people(slot)
    marks = queries.marks_of(booking.id for booking in people)
    rows = [
        (
            booking,
            marks.get(booking.id, {}).get(Source.JOIN),
            marks.get(booking.id, {}).get(Source.HOST),
            request.form.get(f"person-{booking.public_id}"),
        )
        for booking in people
    ]
    return page(
        "attendance/manage/ticks.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        slot=slot,
        rows=rows,
        problem=problem,
        why_not=rules.why_not_mark(
            is_cancelled=slot.is_cancelled, starts_at=slot.starts_at, now=clock.now()
        ),
        saved=request.args.get("saved") == "1",
    )
