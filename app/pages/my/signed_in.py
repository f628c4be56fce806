"""My day, signed in: every registration at the address."""

from __future__ import annotations

from flask import Response, abort

from app.accounts import queries as accounts
from app.accounts.access import signed_in_address
from app.accounts.enums import LinkPurpose
from app.events import queries as events
from app.events.models import Event
from app.kernel import clock
from app.kernel.pages import page
from app.pages.blueprint import blueprint
from app.pages.my.standing import shown_state, why_not_hand_on
from app.programme import queries as programme
from app.registration import queries


@blueprint.get("/<event>/my")
def my_day(event: str) -> Response:
    """Signed in: every registration at the address. Not signed in: how to get here."""
    found = events.published_by_slug(event) or abort(404)
    address = signed_in_address()
    if address is None:
        return page("pages/my_how.html", event=found)
    mine, now = queries.live_at(found.id, address), clock.now()
    links = accounts.links_of([one.public_id for one in mine], LinkPurpose.MY)
    return page(
        "pages/my_list.html",
        event=found,
        address=address,
        mine=[(one, accounts.url_of(links[one.public_id]), shown_state(one, now)) for one in mine],
        can_add=bool(mine) and _sessions_to_add(found),
        can_hand_on=any(why_not_hand_on(one, now=now) is None for one in mine),
    )


def _sessions_to_add(event: Event) -> bool:
    return any(slot.starts_at > clock.now() for slot in programme.slots_to_choose(event.id))
