"""Reading how one person stands: who is before them, what their service holds, what ended and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.kernel.database import db
from app.programme.models import Session, Slot
from app.registration.enums import ENDED, TAKEN, PlaceKind, PlaceState
from app.registration.models import Booking, ClosedList, PlaceChange, Registration


@dataclass(frozen=True)
class EndedPlace:
    """A booking that is no more, and why: `because` of its last change."""

    booking: Booking
    because: str


def ahead_in_event(registration: Registration) -> int:
    """How many wait for a place in the event before this person."""
    query = select(func.count()).where(
        Registration.event_id == registration.event_id,
        Registration.state == PlaceState.WAITING,
        Registration.position < registration.position,
    )
    return db.session.scalar(query) or 0


def last_reason(registration_id: int, booking_id: int | None = None) -> str:
    """Why the place in the event, or this booking, last changed its state."""
    query = select(PlaceChange.because).where(
        PlaceChange.registration_id == registration_id, PlaceChange.booking_id == booking_id
    )
    return db.session.scalar(query.order_by(PlaceChange.id.desc()).limit(1)) or ""


def handed_to(registration_id: int) -> str:
    """The name of the colleague who took this place over; empty when nobody did."""
    query = (
        select(Person.name)
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.taken_over_from_id == registration_id)
    )
    return db.session.scalar(query.order_by(Registration.id.desc()).limit(1)) or ""


def moved_up_at(booking_ids: Iterable[int]) -> dict[int, datetime]:
    """When each of these places came free for who waited; only those that did."""
    rows = db.session.execute(
        select(PlaceChange.booking_id, func.max(PlaceChange.at))
        .where(
            PlaceChange.booking_id.in_(list(booking_ids)),
            PlaceChange.to_state == PlaceState.CONFIRMED,
            PlaceChange.because == "moved_up",
        )
        .group_by(PlaceChange.booking_id)
    )
    return {row[0]: row[1] for row in rows if row[0] is not None}


def ended_of(registration_id: int) -> list[EndedPlace]:
    """What a person had, was offered or waited for and has no longer, by time."""
    last = (
        select(func.max(PlaceChange.id))
        .where(PlaceChange.booking_id == Booking.id)
        .correlate(Booking)
        .scalar_subquery()
    )
    rows = db.session.execute(
        select(Booking, PlaceChange.because)
        .join(Booking.slot)
        .join(PlaceChange, PlaceChange.id == last)
        .options(
            joinedload(Booking.slot).joinedload(Slot.session).selectinload(Session.services),
            joinedload(Booking.slot).joinedload(Slot.room),
        )
        .where(Booking.registration_id == registration_id, Booking.state.in_(ENDED))
        .order_by(Slot.starts_at, Booking.id)
    )
    return [EndedPlace(row[0], row[1]) for row in rows]


def held_in_slots(group: str, slot_ids: Iterable[int]) -> Counter[int]:
    """How many places a library service (or group) holds in each of these slots; counted as
    `held_by_groups` counts them."""
    rows = db.session.execute(
        select(Booking.slot_id, func.count())
        .join(Booking.registration)
        .where(
            Booking.slot_id.in_(list(slot_ids)),
            Booking.counts_as == group,
            Booking.state.in_(TAKEN),
            Booking.kind == PlaceKind.ATTENDEE,
            Registration.code_id.is_(None),
        )
        .group_by(Booking.slot_id)
    )
    return Counter({row[0]: row[1] for row in rows})


def closed_lists(event_id: int) -> set[int | None]:
    """The slots whose waiting list takes nobody any more; None among them: the event's own."""
    query = select(ClosedList.slot_id).where(ClosedList.event_id == event_id)
    return set(db.session.scalars(query))
