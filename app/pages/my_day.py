"""My day: a person's places, what they wait for, and giving a place up.

Two doors: the personal link (`/p/<token>`, from the mails) and signing in (`/<event>/my`). Mails get
forwarded, so the link shows places, joins, gives up a place and fetches the certificate, no more;
asking for another session needs the code that signing in sends.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Response, abort, redirect, request, url_for
from flask_babel import gettext as _

from app.accounts import queries as accounts
from app.accounts.access import signed_in_address, subject_of
from app.accounts.enums import LinkPurpose
from app.attendance import queries as attendance
from app.attendance.enums import Source
from app.certificates import queries as certificates
from app.certificates.errors import DayNotOver
from app.certificates.queries import Standing
from app.events import queries as events
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.programme import queries as programme
from app.registration import actions, queries, rules
from app.registration.enums import LIVE
from app.registration.models import Registration
from app.registration.queries import Place


@dataclass(frozen=True)
class Card:
    """One place as my day shows it. `why_kept` says why it cannot be given up, or None; `was_there` what
    is known once the session has ended, None before; `joined_at` when Join was first pressed."""

    place: Place
    why_kept: Refusal | None
    join_url: str | None
    was_there: bool | None
    joined_at: datetime | None

    @property
    def has_place(self) -> bool:
        return self.place.ahead is None


@blueprint.get("/p/<token>")
def personal_link(token: str) -> Response:
    """Opens with the link alone; reading it changes nothing, however many scanners open it."""
    return _my_day(_registration(token), token)


@blueprint.post("/p/<token>/give-up")
def give_up(token: str) -> Response:
    """Gives one place up, or leaves one waiting list."""
    registration = _registration(token)
    mine = {place.booking.public_id for place in queries.places_of(registration.id)}
    ref = request.form.get("booking", "")
    if ref not in mine:
        return _my_day(registration, token, problem=_("This place has been given up already."))
    try:
        with transaction():
            actions.give_up(ref, now=clock.now())
            actions.confirm_address(registration.public_id, now=clock.now())
    except Refusal as refusal:
        return _my_day(_registration(token), token, problem=str(refusal))
    return _back(token, "given-up")


@blueprint.route("/p/<token>/leave", methods=["GET", "POST"])
def leave(token: str) -> Response:
    """Gives up the place in the event; asks once more before."""
    registration = _registration(token)
    if request.method == "GET":
        return page("pages/leave.html", event=registration.event, registration=registration)
    try:
        with transaction():
            actions.cancel_registration(registration.public_id, now=clock.now())
    except Refusal as refusal:
        return _my_day(_registration(token), token, problem=str(refusal))
    return _back(token, "left")


@blueprint.get("/<event>/my")
def my_day(event: str) -> Response:
    """Signed in: every registration at the address. Not signed in: how to get here."""
    found = events.published_by_slug(event) or abort(404)
    address = signed_in_address()
    if address is None:
        return page("pages/my_how.html", event=found)
    mine = queries.live_at(found.id, address)
    links = accounts.links_of([one.public_id for one in mine], LinkPurpose.MY)
    return page(
        "pages/my_list.html",
        event=found,
        address=address,
        mine=[(one, accounts.url_of(links[one.public_id])) for one in mine],
        can_add=bool(mine) and _sessions_to_add(found),
    )


@blueprint.route("/<event>/my/add", methods=["GET", "POST"])
def add_session(event: str) -> Response:
    """One session more, for who is signed in."""
    found = events.published_by_slug(event) or abort(404)
    address = signed_in_address()
    if address is None:
        return _see(url_for("accounts.sign_in", next=url_for("pages.add_session", event=event)))
    mine = queries.live_at(found.id, address)
    if not mine:
        return _see(url_for("pages.my_day", event=event))
    chosen = next((one for one in mine if one.public_id == request.values.get("who")), mine[0])
    if request.method == "GET":
        return _add_page(found, mine, chosen)
    slot = programme.slot(request.form.get("slot", ""))
    if slot is None or slot.event_id != found.id:
        return _add_page(found, mine, chosen, problem=_("Choose a session."))
    try:
        with transaction():
            actions.ask_for_place(chosen, slot.id, now=clock.now())
            actions.confirm_address(chosen.public_id, now=clock.now())
    except Refusal as refusal:
        return _add_page(found, mine, chosen, problem=str(refusal))
    links = accounts.links_of([chosen.public_id], LinkPurpose.MY)
    return _back(accounts.token_of(links[chosen.public_id]), "added")


def _registration(token: str) -> Registration:
    registration = queries.by_public_id(subject_of(token, LinkPurpose.MY))
    return registration or abort(404)


def _my_day(registration: Registration, token: str, *, problem: str = "") -> Response:
    now = clock.now()
    places = queries.places_of(registration.id)
    feed = accounts.links_of([registration.public_id], LinkPurpose.FEED)
    standing = certificates.standing_of(registration, now=now)
    return page(
        "pages/my_day.html",
        status=UNPROCESSABLE if problem else 200,
        event=registration.event,
        registration=registration,
        token=token,
        cards=_cards(places, standing, now=now),
        standing=standing,
        day_is_over=registration.state in LIVE and not isinstance(standing.why_none, DayNotOver),
        feed_url=accounts.url_of(feed[registration.public_id]) if feed else "",
        problem=problem,
        done=request.args.get("done", ""),
        now=now,
    )


def _cards(places: list[Place], standing: Standing, *, now: datetime) -> list[Card]:
    joins = accounts.links_of([place.booking.public_id for place in places], LinkPurpose.JOIN)
    marks = attendance.marks_of(place.booking.id for place in places)
    was_in = {booking.id for booking in standing.attended}
    found = []
    for place in places:
        booking = place.booking
        has_place, is_over = place.ahead is None, booking.slot.ends_at <= now
        joined = marks.get(booking.id, {}).get(Source.JOIN)
        found.append(
            Card(
                place,
                why_kept=_why_kept(place, now),
                join_url=accounts.url_of(joins[booking.public_id]) if has_place else None,
                was_there=booking.id in was_in if has_place and is_over else None,
                joined_at=joined.marked_at if joined else None,
            )
        )
    return found


def _why_kept(place: Place, now: datetime) -> Refusal | None:
    slot = place.booking.slot
    return rules.why_not_give_up(
        state=place.booking.state,
        is_plenary=slot.session.is_plenary,
        starts_at=slot.starts_at,
        now=now,
    )


def _add_page(
    event: Event, mine: list[Registration], chosen: Registration, *, problem: str = ""
) -> Response:
    held = queries.bookings_of(chosen.id)
    slots = [
        slot
        for slot in programme.slots_to_choose(event.id)
        if not slot.session.is_plenary
        and rules.why_not_book(
            is_cancelled=slot.is_cancelled, starts_at=slot.starts_at, now=clock.now()
        )
        is None
        and not any(rules.overlap(slot, booking.slot) for booking in held)
    ]
    return page(
        "pages/add_session.html",
        status=UNPROCESSABLE if problem else 200,
        event=event,
        mine=mine,
        chosen=chosen,
        slots=slots,
        counts=queries.counts_of(slots),
        problem=problem,
        typed=request.form.get("slot", ""),
    )


def _sessions_to_add(event: Event) -> bool:
    return any(slot.starts_at > clock.now() for slot in programme.slots_to_choose(event.id))


def _back(token: str, done: str) -> Response:
    return _see(url_for("pages.personal_link", token=token, done=done))


def _see(address: str) -> Response:
    return redirect(address, 303)  # type: ignore[return-value]
