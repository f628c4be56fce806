"""Handing one's place to a colleague of the same library service: for who signed in a moment ago, since a
mail with a personal link gets forwarded."""

from __future__ import annotations

from flask import Response, abort, request
from flask_babel import gettext as _

from app.accounts.access import SignedIn, needs_fresh_sign_in
from app.accounts.rules import address_of, name_key
from app.events import queries as events
from app.kernel import clock
from app.kernel.errors import Refusal
from app.kernel.pages import UNPROCESSABLE, page
from app.kernel.transaction import transaction
from app.pages.blueprint import blueprint
from app.pages.my.forms import ColleagueForm
from app.pages.my.sent_late import sent_late
from app.pages.my.standing import why_not_hand_on
from app.pages.my.ways import back, chosen_of, named, nobody_chosen, token_of
from app.registration import actions, errors, queries, rules
from app.registration.models import Registration


def _sent_late(event: str, user: SignedIn | None) -> Response:
    return sent_late(event, user, ColleagueForm(), _hand_on_page)


@blueprint.route("/<event>/my/hand-on", methods=["GET", "POST"])
@needs_fresh_sign_in(late=_sent_late)
def hand_on(event: str, user: SignedIn) -> Response:
    """The colleague's name and address, and what will happen; twice is the same as once."""
    found = events.published_by_slug(event) or abort(404)
    mine = queries.live_at(found.id, user.email)
    chosen, form = chosen_of(mine), ColleagueForm()
    if chosen is None:
        gone = _handed_on(named(), user) if request.method == "POST" else None
        return back(token_of(gone), "handed-on") if gone else nobody_chosen(found, user.email, form)
    if request.method == "GET":
        return _hand_on_page(mine, chosen, form)
    if not form.validate() or _is_the_same(form, chosen):
        return _hand_on_page(mine, chosen, form, status=UNPROCESSABLE)
    problem = _substitute(chosen, form)
    if problem:
        return _hand_on_page(mine, chosen, form, problem=problem, status=UNPROCESSABLE)
    return back(token_of(chosen), "handed-on")


def _substitute(chosen: Registration, form: ColleagueForm) -> str:
    """What keeps it from being done; empty when it was."""
    name, email = form.name.data or "", form.email.data or ""
    try:
        with transaction():
            actions.confirm_address(chosen.public_id, now=clock.now())
            actions.substitute(chosen.public_id, name=name, email=email, now=clock.now())
    except errors.AlreadyRegistered:
        return _(
            "Your colleague is registered already. Hand your place to somebody else, or give it up "
            "so that somebody who waits can have it."
        )
    except Refusal as refusal:
        return str(refusal)
    return ""


def _is_the_same(form: ColleagueForm, chosen: Registration) -> bool:
    """Says so at the field."""
    is_same = (
        address_of(form.email.data or "") == chosen.person.email
        and name_key(form.name.data or "") == chosen.person.name_key
    )
    if is_same:
        form.name.errors = [_("This is your own name and address. Enter your colleague’s")]
    return is_same


def _handed_on(ref: str, user: SignedIn) -> Registration | None:
    """A registration of theirs that has gone to a colleague already."""
    found = queries.by_public_id(ref) if ref else None
    if found is None or found.person.email != user.email:
        return None
    return found if queries.last_reason(found.id) == "substituted" else None


def _hand_on_page(
    mine: list[Registration],
    chosen: Registration,
    form: ColleagueForm,
    *,
    problem: str = "",
    sign_in_at: str = "",
    status: int = 200,
) -> Response:
    event, places = chosen.event, queries.places_of(chosen.id)
    bookings = [place.booking for place in places]
    return page(
        "pages/hand_on.html",
        status=status,
        event=event,
        mine=mine,
        chosen=chosen,
        form=form,
        places=places,
        why_not=why_not_hand_on(chosen, bookings, now=clock.now()),
        until=rules.substitution_ends_at(event.policies.places, day_on=event.day_on),
        problem=problem,
        sign_in_at=sign_in_at,
    )
