"""Joining a session: a page with a button, and behind the button the room's meeting.

Only the button's POST counts as having joined: mail scanners open links, people press buttons.
"""

from __future__ import annotations

from math import ceil
from typing import cast

from flask import Blueprint, Response, abort, redirect, url_for

from app.accounts import queries as accounts
from app.accounts.access import subject_of
from app.accounts.enums import LinkPurpose
from app.attendance import actions, errors, queries, rules
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.registration import queries as registrations
from app.registration.enums import PlaceState
from app.registration.models import Booking
from app.timetable import queries as timetable

blueprint = Blueprint("attendance", __name__)


@blueprint.get("/j/<token>")
def join(token: str) -> Response:
    """What, when, and the button; or why there is none and what to do."""
    booking = _booking(token)
    return _page(booking, token, why=_why_not(booking))


@blueprint.post("/j/<token>")
def joined(token: str) -> Response:
    """Notes that the person joined and shows the way in: link, meeting number, passcode, dial-in."""
    booking = _booking(token)
    try:
        with transaction():
            actions.join(booking, now=clock.now())
    except Refusal as refusal:
        return _page(_booking(token), token, why=refusal, status=UNPROCESSABLE)
    return _way_in(_booking(token))


@blueprint.post("/j/<token>/stand-by")
def stand_by(token: str) -> Response:
    """Stands by for a place that nobody has joined; the page asks again every so often. Let in, they
    have joined."""
    booking = _booking(token)
    try:
        with transaction():
            is_in = actions.stand_by(booking, now=clock.now())
    except Refusal as refusal:
        return _page(_booking(token), token, why=refusal, status=UNPROCESSABLE)
    if is_in:
        return _way_in(_booking(token))
    return cast("Response", redirect(url_for("attendance.join", token=token), 303))


def _way_in(booking: Booking) -> Response:
    return page(
        "attendance/joined.html",
        event=booking.registration.event,
        booking=booking,
        slot=booking.slot,
        room=booking.slot.room,
        notices=timetable.notices(booking.registration.event_id, now=clock.now()),
        my_url=_my_url(booking),
    )


def _page(booking: Booking, token: str, *, why: Refusal | None, status: int = 200) -> Response:
    slot, policies = booking.slot, booking.registration.event.policies
    begins_at = rules.stand_by_begins_at(slot.starts_at, minutes=policies.places.stand_by_minutes)
    waits = booking.state == PlaceState.WAITING
    opens_at = why.opens_at if isinstance(why, errors.TooEarly) else None
    line = [one.id for one in queries.line_of(slot.id, now=clock.now())] if waits else []
    return page(
        "attendance/join.html",
        status=status,
        event=booking.registration.event,
        booking=booking,
        slot=booking.slot,
        token=token,
        why=why,
        opens_at=opens_at,
        opens_in=ceil((opens_at - clock.now()).total_seconds()) if opens_at else None,
        is_over=isinstance(why, errors.Over) or clock.now() >= slot.ends_at,
        waits=waits,
        why_not_stand_by=_why_not_stand_by(booking),
        stand_by_at=begins_at,
        has_begun=clock.now() >= begins_at,
        before=line.index(booking.id) if booking.id in line else None,
        notices=timetable.notices(booking.registration.event_id, now=clock.now()),
        my_url=_my_url(booking),
    )


def _booking(token: str) -> Booking:
    booking = registrations.booking_by_public_id(subject_of(token, LinkPurpose.JOIN))
    return booking or abort(404)


def _why_not(booking: Booking) -> Refusal | None:
    slot = booking.slot
    return rules.why_not_join(
        state=booking.state,
        is_cancelled=slot.is_cancelled,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        opens_minutes=booking.registration.event.policies.join_opens_minutes,
        now=clock.now(),
    )


def _why_not_stand_by(booking: Booking) -> Refusal | None:
    slot = booking.slot
    return rules.why_not_stand_by(
        state=PlaceState(booking.state),
        is_cancelled=slot.is_cancelled,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        opens_minutes=booking.registration.event.policies.join_opens_minutes,
        now=clock.now(),
    )


def _my_url(booking: Booking) -> str:
    ref = booking.registration.public_id
    return accounts.url_of(accounts.links_of([ref], LinkPurpose.MY)[ref])
