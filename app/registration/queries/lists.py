"""Reading waiting lists as organisers see them: who waits, who has an offer, and whether a list is closed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from app.events.models import Event
from app.kernel.database import db
from app.programme.models import Slot
from app.registration import rules
from app.registration.enums import PlaceState
from app.registration.models import Booking, ClosedList, Registration
from app.registration.queries.counts import counts_of, event_count

_SHOWN = (PlaceState.WAITING, PlaceState.OFFERED)
_WITH_PERSON = joinedload(Booking.registration).options(
    joinedload(Registration.person), joinedload(Registration.service)
)

_CLOSED = select(ClosedList.slot_id, ClosedList.closed_at).where(
    ClosedList.event_id == bindparam("event_id")
)


@dataclass(frozen=True)
class SlotList:
    """One slot's list. `offers` stand in the order in which they end."""

    slot: Slot
    count: rules.Count
    waiting: Sequence[Booking]
    offers: Sequence[Booking]
    closed_at: datetime | None


@dataclass(frozen=True)
class EventList:
    """The same of the event itself."""

    count: rules.Count
    waiting: Sequence[Registration]
    offers: Sequence[Registration]
    closed_at: datetime | None

    @property
    def is_there(self) -> bool:
        return bool(self.waiting or self.offers or self.closed_at)


def slot_lists(event: Event, slots: Iterable[Slot]) -> list[SlotList]:
    """The lists of those of these slots that somebody waits for or has an offer of, and closed ones."""
    closed = closed_lists(event.id)
    places: dict[tuple[int, str], list[Booking]] = defaultdict(list)
    for booking in _bookings(event.id):
        places[booking.slot_id, booking.state].append(booking)
    known = {slot_id for slot_id, _state in places} | set(closed)
    shown = [slot for slot in slots if slot.id in known]
    counts = counts_of(shown)
    return [
        SlotList(
            slot,
            counts[slot.id],
            waiting=places[slot.id, PlaceState.WAITING],
            offers=sorted(places[slot.id, PlaceState.OFFERED], key=_ends),
            closed_at=closed.get(slot.id),
        )
        for slot in shown
    ]


def event_list(event: Event) -> EventList:
    rows = db.session.scalars(
        select(Registration)
        .options(joinedload(Registration.person), joinedload(Registration.service))
        .where(Registration.event_id == event.id, Registration.state.in_(_SHOWN))
        .order_by(Registration.position, Registration.id)
    ).all()
    return EventList(
        event_count(event),
        waiting=[one for one in rows if one.state == PlaceState.WAITING],
        offers=sorted((one for one in rows if one.state == PlaceState.OFFERED), key=_ends),
        closed_at=closed_lists(event.id).get(None),
    )


def closed_lists(event_id: int) -> dict[int | None, datetime]:
    """When each closed list was closed, by slot; None is the event's own."""
    rows = db.session.execute(_CLOSED, {"event_id": event_id})
    return {row[0]: row[1] for row in rows}


def on_list(slot_id: int) -> Sequence[Booking]:
    """Who waits for a slot, and who wishes for it while waiting for the event."""
    wishes = (Booking.state == PlaceState.APPLIED) & (Registration.state == PlaceState.WAITING)
    return db.session.scalars(
        select(Booking)
        .join(Booking.registration)
        .options(_WITH_PERSON)
        .where(Booking.slot_id == slot_id, (Booking.state == PlaceState.WAITING) | wishes)
        .order_by(Booking.position)
    ).all()


def _bookings(event_id: int) -> Sequence[Booking]:
    return db.session.scalars(
        select(Booking)
        .join(Booking.slot)
        .options(_WITH_PERSON)
        .where(Slot.event_id == event_id, Booking.state.in_(_SHOWN))
        .order_by(Booking.slot_id, Booking.position, Booking.id)
    ).all()


def _ends(place: Booking | Registration) -> tuple[datetime, int]:
    assert place.offer_ends_at is not None, "an offer has an end"
    return place.offer_ends_at, place.id
