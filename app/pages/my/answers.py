"""Answers asked for in mails: taking an offer, giving a place up, "still coming?".

The link in the mail opens a page with buttons (`answer`); each button posts to a route of its own, and
pressing it again gives the same answer.
"""

from __future__ import annotations

from datetime import datetime

from flask import Response, abort, request
from flask_babel import gettext as _

from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.my.day import booking_of, my_day_page
from app.pages.my.standing import cards_of, event_place, shown_state
from app.pages.my.ways import back, registration_of
from app.pages.my.words import why_ended, why_event_ended
from app.registration import actions, errors, queries
from app.registration.enums import ENDED, PlaceState
from app.registration.models import Booking, Registration

EVENT, COMING = "event", "coming"


@blueprint.get("/p/<token>/answer/<ref>")
def answer(token: str, ref: str) -> Response:
    """The question with its buttons. `ref`: a booking, `event`, or `coming`."""
    registration, now = registration_of(token), clock.now()
    if ref in (EVENT, COMING):
        mine = event_place(registration, now=now)
        return page(
            f"pages/answer_{ref}.html",
            event=registration.event,
            registration=registration,
            token=token,
            mine=mine,
            why_ended="" if mine.is_live else why_event_ended(mine.because),
        )
    booking = booking_of(registration, ref) or abort(404)
    places = queries.places_of(registration.id)
    cards = cards_of(registration, places, (), now)
    return page(
        "pages/answer_session.html",
        event=registration.event,
        registration=registration,
        token=token,
        slot=booking.slot,
        card=next((card for card in cards if card.place.booking.id == booking.id), None),
        event_state=shown_state(registration, now),
        why_ended=_why_ended(booking, now),
    )


@blueprint.post("/p/<token>/take")
def take_place(token: str) -> Response:
    """Yes to an offered place in a session."""
    registration = registration_of(token)
    booking = booking_of(registration, request.form.get("booking", ""))
    if booking is None:
        return my_day_page(registration, token, problem=_("This place is not on your page."))
    try:
        with transaction():
            actions.accept_place(booking.public_id, now=clock.now())
            actions.confirm_address(registration.public_id, now=clock.now())
    except errors.OfferEnded as refusal:
        problem = _why_ended(booking, clock.now()) or str(refusal)
        return my_day_page(registration_of(token), token, problem=problem)
    except Refusal as refusal:
        return my_day_page(registration_of(token), token, problem=str(refusal))
    return back(token, "taken")


@blueprint.post("/p/<token>/take-event")
def take_event(token: str) -> Response:
    """Yes to an offered place in the event."""
    registration = registration_of(token)
    try:
        with transaction():
            actions.accept_event(registration.public_id, now=clock.now())
            actions.confirm_address(registration.public_id, now=clock.now())
    except Refusal:
        registration = registration_of(token)
        mine = event_place(registration, now=clock.now())
        no_offer = _("No place at the event is held for you now.")
        problem = no_offer if mine.is_live else why_event_ended(mine.because)
        return my_day_page(registration, token, problem=problem)
    return back(token, "taken-event")


@blueprint.post("/p/<token>/coming")
def say_coming(token: str) -> Response:
    """ "Yes, I am coming"."""
    registration = registration_of(token)
    try:
        with transaction():
            actions.say_coming(registration.public_id, now=clock.now())
            actions.confirm_address(registration.public_id, now=clock.now())
    except Refusal as refusal:
        registration = registration_of(token)
        mine = event_place(registration, now=clock.now())
        problem = str(refusal) if mine.is_live else why_event_ended(mine.because)
        return my_day_page(registration, token, problem=problem)
    return back(token, "coming")


@blueprint.post("/p/<token>/next-time")
def next_time(token: str) -> Response:
    """Priority next time, for who got no place."""
    registration = registration_of(token)
    if not _got_no_place(registration):
        problem = _("You can ask for priority when a waiting list closed without a place for you.")
        return my_day_page(registration, token, problem=problem)
    with transaction():
        actions.ask_for_priority(registration.public_id, now=clock.now())
        actions.confirm_address(registration.public_id, now=clock.now())
    return back(token, "next-time")


def _got_no_place(registration: Registration) -> bool:
    if queries.last_reason(registration.id) == "list_closed":
        return True
    return any(one.because == "list_closed" for one in queries.ended_of(registration.id))


def _why_ended(booking: Booking, now: datetime) -> str:
    """Empty while the place lives."""
    if booking.state in ENDED:
        return why_ended(queries.last_reason(booking.registration_id, booking.id))
    has_lapsed = shown_state(booking, now) == PlaceState.EXPIRED
    return why_ended("offer_ran_out") if has_lapsed else ""
