"""One session more, for who is signed in; what is at the same time can be swapped for it.

A session that clashes asks once more before: then it takes the other's place at once if there is room,
else the person keeps what they have until a place comes free.
"""

from __future__ import annotations

from flask import Response, abort, request, url_for
from flask_babel import gettext as _

from app.accounts.access import signed_in_address
from app.events import queries as events
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.my.choices import Choice, choices_of
from app.pages.my.ways import back, chosen_of, named, nobody_chosen, see, token_of
from app.programme import queries as programme
from app.registration import actions, errors, queries
from app.registration.models import Registration


@blueprint.route("/<event>/my/add", methods=["GET", "POST"])
def add_session(event: str) -> Response:
    """The sessions to choose from; with `slot`, the question before a swap."""
    found = events.published_by_slug(event) or abort(404)
    address = signed_in_address()
    if address is None:
        return see(url_for("accounts.sign_in", next=_here(event)))
    mine = queries.live_at(found.id, address)
    chosen = chosen_of(mine)
    if chosen is None:
        return nobody_chosen(found, address)
    if request.method == "POST":
        return _ask(mine, chosen)
    choices = choices_of(chosen, now=clock.now())
    choice = _choice(choices, request.args.get("slot", ""))
    if choice is None or not (choice.has_clash and choice.is_open):
        return _add_page(mine, chosen, choices)
    return page("pages/swap_session.html", event=found, chosen=chosen, choice=choice)


def _here(event: str) -> str:
    """This page with what was asked of it, also by a form."""
    who, slot = named() or None, request.values.get("slot") or None
    return url_for("pages.add_session", event=event, who=who, slot=slot)


def _ask(mine: list[Registration], chosen: Registration) -> Response:
    ref, will_swap = request.form.get("slot", ""), request.form.get("swap") == "yes"
    slot, event = programme.slot(ref), chosen.event
    if slot is None or slot.event_id != event.id:
        return _add_page(mine, chosen, problem=_("Choose a session."))
    now = clock.now()
    try:
        with transaction():
            actions.ask_for_place(chosen, slot.id, keep_until_better=will_swap, now=now)
            actions.confirm_address(chosen.public_id, now=now)
    except errors.AlreadyBooked as refusal:
        if will_swap:  # the second press of the same button
            return back(token_of(chosen), "added")
        return _add_page(mine, chosen, problem=str(refusal))
    except errors.SessionsClash as refusal:
        choice = _choice(choices_of(chosen, now=now), ref)
        if choice is not None and choice.is_open and not will_swap:
            who = chosen.public_id
            return see(url_for("pages.add_session", event=event.slug, who=who, slot=ref))
        return _add_page(mine, chosen, problem=str(refusal))
    except Refusal as refusal:
        return _add_page(mine, chosen, problem=str(refusal))
    return back(token_of(chosen), "added")


def _choice(choices: list[Choice], ref: str) -> Choice | None:
    return next((one for one in choices if one.slot.public_id == ref), None)


def _add_page(
    mine: list[Registration],
    chosen: Registration,
    choices: list[Choice] | None = None,
    *,
    problem: str = "",
) -> Response:
    found = choices if choices is not None else choices_of(chosen, now=clock.now())
    return page(
        "pages/add_session.html",
        status=UNPROCESSABLE if problem else 200,
        event=chosen.event,
        mine=mine,
        chosen=chosen,
        fitting=[one for one in found if one.is_open and not one.has_clash],
        clashing=[one for one in found if one.is_open and one.has_clash],
        closed=[one for one in found if not one.is_open],
        problem=problem,
        typed=request.values.get("slot", ""),
    )
