"""Joining a session: a page with a button, and behind the button the room's meeting.

Only the button's POST counts as having joined: mail scanners open links, people press buttons.
"""

from __future__ import annotations

from flask import Blueprint, Response, abort

from app.accounts import queries as accounts
from app.accounts.access import subject_of
from app.accounts.enums import LinkPurpose
from app.attendance import actions, errors, rules
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.registration import queries as registrations
from app.registration.models import Booking

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
    booking = _booking(token)
    return page(
        "attendance/joined.html",
        event=booking.registration.event,
        booking=booking,
        slot=booking.slot,
        room=booking.slot.room,
        my_url=_my_url(booking),
    )


def _page(booking: Booking, token: str, *, why: Refusal | None, status: int = 200) -> Response:
    return page(
        "attendance/join.html",
        status=status,
        event=booking.registration.event,
        booking=booking,
        slot=booking.slot,
        token=token,
        why=why,
        opens_at=why.opens_at if isinstance(why, errors.TooEarly) else None,
        is_over=isinstance(why, errors.Over),
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


def _my_url(booking: Booking) -> str:
    ref = booking.registration.public_id
    return accounts.url_of(accounts.links_of([ref], LinkPurpose.MY)[ref])
