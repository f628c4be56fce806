"""One session more, for who is signed in."""

from __future__ import annotations

from flask import Response, abort, request, url_for
from flask_babel import gettext as _

from app.accounts.access import signed_in_address
from app.events import queries as events
from app.events.models import Event
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.my.ways import back, see, token_of
from app.programme import queries as programme
from app.registration import actions, queries, rules
from app.registration.models import Registration


@blueprint.route("/<event>/my/add", methods=["GET", "POST"])
def add_session(event: str) -> Response:
    """One session more, for who is signed in."""
    found = events.published_by_slug(event) or abort(404)
    address = signed_in_address()
    if address is None:
        return see(url_for("accounts.sign_in", next=url_for("pages.add_session", event=event)))
    mine = queries.live_at(found.id, address)
    if not mine:
        return see(url_for("pages.my_day", event=event))
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
    return back(token_of(chosen), "added")


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
