"""My day by the personal link: places, what is waited for, giving one up, leaving altogether."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from flask import Response, request, url_for
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.accounts.rules import NEWS_WORDING
from app.certificates import queries as certificates
from app.certificates.errors import DayNotOver
from app.kernel import clock
from app.kernel.calendar_links import Feed
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.materials import queries as materials
from app.materials.queries import Standing
from app.materials.rules import Viewer
from app.pages.blueprint import blueprint
from app.pages.my.standing import cards_of, ended_cards, event_place, shown_state
from app.pages.my.ways import back, registration_of, see
from app.pages.my.words import BY_THEMSELVES, why_ended
from app.registration import actions, queries
from app.registration.enums import ENDED, LIVE, PlaceState
from app.registration.models import Booking, Registration
from app.timetable import queries as timetable

# What giving up a place in this state is called afterwards.
DONE = {
    PlaceState.OFFERED: "declined",
    PlaceState.DECLINED: "declined",
    PlaceState.WAITING: "left-list",
    PlaceState.APPLIED: "left-list",
}


@blueprint.get("/p/<token>")
def personal_link(token: str) -> Response:
    """Opens with the link alone; reading it changes nothing, however many scanners open it."""
    return my_day_page(registration_of(token), token)


@blueprint.post("/p/<token>/give-up")
def give_up(token: str) -> Response:
    """Gives one place up, says no to an offer, or leaves one waiting list; twice is the same as once."""
    registration = registration_of(token)
    booking = booking_of(registration, request.form.get("booking", ""))
    if booking is None:
        return my_day_page(registration, token, problem=_("This place is not on your page."))
    done = DONE.get(PlaceState(booking.state), "given-up")
    because = queries.last_reason(registration.id, booking.id)
    if booking.state in ENDED:
        is_same = because in BY_THEMSELVES
        problem = why_ended(because)
        return back(token, done) if is_same else my_day_page(registration, token, problem=problem)
    try:
        with transaction():
            actions.give_up(booking.public_id, now=clock.now())
            actions.confirm_address(registration.public_id, now=clock.now())
    except Refusal as refusal:
        return my_day_page(registration_of(token), token, problem=str(refusal))
    return back(token, done)


@blueprint.route("/p/<token>/leave", methods=["GET", "POST"])
def leave(token: str) -> Response:
    """Gives up the place in the event, or says no to it; asks once more before."""
    registration = registration_of(token)
    if registration.state in ENDED:
        is_same = queries.last_reason(registration.id) in BY_THEMSELVES
        if request.method == "POST" and is_same:
            return back(token, "left")
        return see(url_for("pages.personal_link", token=token))
    if request.method == "GET":
        state = shown_state(registration, clock.now())
        return page("pages/leave.html", event=registration.event, state=state, token=token)
    try:
        with transaction():
            actions.cancel_registration(registration.public_id, now=clock.now())
            actions.confirm_address(registration.public_id, now=clock.now())
    except Refusal as refusal:
        return my_day_page(registration_of(token), token, problem=str(refusal))
    return back(token, "left")


def booking_of(registration: Registration, ref: str) -> Booking | None:
    """This person's own booking of that public id, living or not."""
    booking = queries.booking_by_public_id(ref) if ref else None
    return booking if booking and booking.registration_id == registration.id else None


def my_day_page(registration: Registration, token: str, *, problem: str = "") -> Response:
    now = clock.now()
    places = queries.places_of(registration.id)
    feed = accounts.links_of([registration.public_id], LinkPurpose.FEED)
    standing = certificates.standing_of(registration, now=now)
    mine = event_place(registration, [place.booking for place in places], now=now)
    return page(
        "pages/my_day.html",
        status=UNPROCESSABLE if problem else 200,
        event=registration.event,
        registration=registration,
        token=token,
        mine=mine,
        cards=cards_of(registration, places, standing.attended, now),
        ended=ended_cards(registration, places) if mine.is_live else [],
        standing=standing,
        day_is_over=registration.state in LIVE and not isinstance(standing.why_none, DayNotOver),
        materials=_materials(registration, [place.booking for place in places], now=now),
        feed=Feed(accounts.url_of(feed[registration.public_id]), registration.event.name),
        feed_token=accounts.token_of(feed[registration.public_id]),
        notices=timetable.notices(registration.event_id, now=now),
        notice_slots=[place.booking.slot.public_id for place in places],
        problem=problem,
        done=request.args.get("done", ""),
        news=accounts.news_consent_at(registration.person.email),
        news_wording=NEWS_WORDING,
        now=now,
    )


def _materials(
    registration: Registration, bookings: Sequence[Booking], *, now: datetime
) -> dict[int, list[Standing]]:
    """What this person may have of each session in which they have a place."""
    mine = {one.slot.session_id for one in bookings if one.state == PlaceState.CONFIRMED}
    return materials.to_show(registration.event, mine, Viewer.ATTENDEE, now=now)
