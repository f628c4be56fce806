"""Access needs, for the access lead alone.

The page says who has needs and what is arranged; the words themselves are shown by a button, since each
reading of them is written down and a GET never writes.
"""

from __future__ import annotations

from dataclasses import dataclass

from cryptography.fernet import InvalidToken
from flask import Response

from app.events.access import requires
from app.events.enums import Role
from app.events.models import Event
from app.kernel import clock, sealing
from app.kernel.keys import signing_keys
from app.kernel.pages import page
from app.kernel.transaction import transaction
from app.programme import queries as programme
from app.programme.models import Provision, Slot
from app.registration import actions
from app.registration import people as reading
from app.registration.manage.blueprint import STATES, actor, blueprint
from app.registration.models import AccessNeed, Booking, Registration


@dataclass(frozen=True)
class Needy:
    """One person with their places. `words` is None while sealed, or when no key opens them."""

    registration: Registration
    places: list[Booking]
    words: str | None


@blueprint.get("/<event>/manage/needs")
@requires(Role.ACCESS_LEAD)
def needs(event: Event) -> Response:
    return _page(event, reading.with_needs(event.id), is_open=False)


@blueprint.post("/<event>/manage/needs")
@requires(Role.ACCESS_LEAD)
def show_needs(event: Event) -> Response:
    """The words, this once; that they were read is written down first."""
    found = reading.with_needs(event.id)
    with transaction():
        people = [registration for registration, _need in found]
        actions.note_reading(event, people, now=clock.now(), actor=actor())
    answer = _page(event, reading.with_needs(event.id), is_open=True)
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(event: Event, found: list[tuple[Registration, AccessNeed]], *, is_open: bool) -> Response:
    places = reading.live_places([registration.id for registration, _need in found])
    people = [
        Needy(registration, places.get(registration.id, []), _unsealed(need) if is_open else None)
        for registration, need in found
    ]
    slots = {booking.slot_id: booking.slot for one in people for booking in one.places}
    return page(
        "registration/manage/needs.html",
        event=event,
        people=people,
        slots=sorted(slots.values(), key=lambda slot: (slot.starts_at, slot.id)),
        by_slot=_by_slot(people),
        provisions=_provisions(list(slots.values())),
        states=STATES,
        is_open=is_open,
    )


def _unsealed(need: AccessNeed) -> str | None:
    try:
        return sealing.unseal(need.sealed, keys=signing_keys())
    except InvalidToken:
        return None


def _by_slot(people: list[Needy]) -> dict[int, list[Registration]]:
    rows: dict[int, list[Registration]] = {}
    for one in people:
        for booking in one.places:
            rows.setdefault(booking.slot_id, []).append(one.registration)
    return rows


def _provisions(slots: list[Slot]) -> dict[tuple[int, str], Provision]:
    rows = programme.provisions([slot.id for slot in slots])
    return {(row.slot_id, row.kind): row for row in rows}
