"""Reading how one person stands: who is before them, what their service holds, what ended and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.kernel.database import db
from app.programme.enums import SessionKind
from app.programme.models import Session, Slot
from app.registration.enums import ENDED, LIVE, PlaceKind, PlaceState
from app.registration.models import AccessNeed, Booking, PlaceChange, Registration


@dataclass(frozen=True)
class EndedPlace:
    """A booking that is no more, and why: `because` of its last change."""

    booking: Booking
    because: str


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


def needs_said_at(registration_id: int) -> datetime | None:
    """When the person said what they need; the words stay sealed."""
    return db.session.scalar(
        select(AccessNeed.said_at).where(AccessNeed.registration_id == registration_id)
    )


def has_chosen(registration_id: int) -> bool:
    """Whether they have, wait for or wish for a session of their own choice."""
    query = (
        select(Booking.id)
        .join(Booking.slot)
        .join(Slot.session)
        .where(
            Booking.registration_id == registration_id,
            Booking.state.in_(LIVE),
            Booking.kind != PlaceKind.PRESENTER,
            Session.kind != SessionKind.PLENARY,
        )
    )
    return db.session.scalar(query.limit(1)) is not None
