"""Reading places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts.models import Person
from app.kernel.database import db
from app.programme.models import Session, Slot
from app.registration.enums import LIVE, PlaceKind, PlaceState
from app.registration.models import Booking, PlaceChange, Registration

_WITH_SLOT = (
    joinedload(Booking.slot).joinedload(Slot.session).selectinload(Session.services),
    joinedload(Booking.slot).joinedload(Slot.room),
)


# Asked at each step of somebody registering, so they are written once.
_WHOLE = select(Registration).options(
    joinedload(Registration.person),
    joinedload(Registration.event),
    joinedload(Registration.service),
)
_BY_PUBLIC_ID = _WHOLE.where(Registration.public_id == bindparam("ref"))
_BY_FORM_TOKEN = _WHOLE.where(Registration.form_token == bindparam("token"))
_MADE_BY = select(Registration.public_id).where(Registration.form_token == bindparam("token"))
_BEFORE = aliased(Booking)
_AHEAD = (
    select(func.count())
    .where(
        _BEFORE.slot_id == Booking.slot_id,
        _BEFORE.state == PlaceState.WAITING,
        _BEFORE.position < Booking.position,
    )
    .correlate(Booking)
    .scalar_subquery()
)
_PLACES = (
    select(Booking, _AHEAD)
    .join(Booking.slot)
    .options(*_WITH_SLOT)
    .where(Booking.registration_id == bindparam("registration_id"), Booking.state.in_(LIVE))
    .order_by(Slot.starts_at, Booking.id)
)

_STATES = select(Booking.slot_id, Booking.state, _AHEAD).where(
    Booking.registration_id == bindparam("registration_id"), Booking.state.in_(LIVE)
)


@dataclass(frozen=True)
class Place:
    """A booking as a person sees it: `ahead` is how many wait before them, None when not waiting."""

    booking: Booking
    ahead: int | None

    @property
    def is_had(self) -> bool:
        return self.booking.state == PlaceState.CONFIRMED


def by_public_id(public_id: str) -> Registration | None:
    return db.session.scalar(_BY_PUBLIC_ID, {"ref": public_id})


def by_form_token(token: str) -> Registration | None:
    return db.session.scalar(_BY_FORM_TOKEN, {"token": token})


def made_by(token: str) -> str | None:
    """The public id of the registration that this form has made already."""
    return db.session.scalar(_MADE_BY, {"token": token})


def live_of(event_id: int, person_ids: Iterable[int]) -> list[Registration]:
    """The living registrations of these people in an event."""
    return list(
        db.session.scalars(
            select(Registration)
            .options(joinedload(Registration.person), joinedload(Registration.service))
            .where(
                Registration.event_id == event_id,
                Registration.person_id.in_(list(person_ids)),
                Registration.state.in_(LIVE),
            )
            .order_by(Registration.id)
        )
    )


def live_at(event_id: int, email: str) -> list[Registration]:
    """The living registrations of everybody at this address."""
    people = select(Person.id).where(Person.email == email)
    return live_of(event_id, db.session.scalars(people).all())


def for_event(event_id: int) -> list[Registration]:
    """Everybody who has a place in the event or had one, by name."""
    return list(
        db.session.scalars(
            select(Registration)
            .join(Registration.person)
            .options(joinedload(Registration.person), joinedload(Registration.service))
            .where(Registration.event_id == event_id)
            .order_by(Person.name_key, Registration.id)
        )
    )


def booking_by_public_id(public_id: str) -> Booking | None:
    return db.session.scalar(
        select(Booking)
        .options(*_WITH_SLOT, joinedload(Booking.registration).joinedload(Registration.person))
        .where(Booking.public_id == public_id)
    )


def bookings_of(registration_id: int, *, states: Sequence[PlaceState] = LIVE) -> list[Booking]:
    """A person's bookings by time."""
    return list(
        db.session.scalars(
            select(Booking)
            .join(Booking.slot)
            .options(*_WITH_SLOT)
            .where(Booking.registration_id == registration_id, Booking.state.in_(states))
            .order_by(Slot.starts_at, Booking.id)
        )
    )


def places_of(registration_id: int) -> list[Place]:
    """A person's living bookings by time, with how many wait before them."""
    rows = db.session.execute(_PLACES, {"registration_id": registration_id})
    return [
        Place(booking, before if booking.state == PlaceState.WAITING else None)
        for booking, before in rows
    ]


def states_of(registration_id: int) -> dict[int, tuple[PlaceState, int | None]]:
    """The same as plain values: by slot, the state and how many wait before them."""
    rows = db.session.execute(_STATES, {"registration_id": registration_id})
    return {
        slot_id: (PlaceState(state), before if state == PlaceState.WAITING else None)
        for slot_id, state, before in rows
    }


def bookings_in(slot_id: int, *, states: Sequence[PlaceState] = LIVE) -> list[Booking]:
    """Who is in a slot, or waits for it: places by name, then the waiting list in its order."""
    return list(
        db.session.scalars(
            select(Booking)
            .join(Booking.registration)
            .join(Registration.person)
            .options(
                joinedload(Booking.registration).options(
                    joinedload(Registration.person), joinedload(Registration.service)
                )
            )
            .where(Booking.slot_id == slot_id, Booking.state.in_(states))
            .order_by(Booking.position.is_not(None), Booking.position, Person.name_key)
        )
    )


def ended_with(slot_id: int, *, because: str) -> Sequence[Booking]:
    """Attendees' places and turns in a slot whose last change had this reason, by who asked first."""
    last = (
        select(func.max(PlaceChange.id))
        .where(PlaceChange.booking_id == Booking.id)
        .correlate(Booking)
        .scalar_subquery()
    )
    return db.session.scalars(
        select(Booking)
        .join(PlaceChange, PlaceChange.id == last)
        .options(joinedload(Booking.registration).joinedload(Registration.person))
        .where(
            Booking.slot_id == slot_id,
            Booking.kind == PlaceKind.ATTENDEE,
            PlaceChange.because == because,
        )
        .order_by(Booking.id)
    ).all()


def totals(event_id: int) -> dict[str, int]:
    """How many registrations of an event are in which state."""
    rows = db.session.execute(
        select(Registration.state, func.count())
        .where(Registration.event_id == event_id)
        .group_by(Registration.state)
    )
    return {row[0]: row[1] for row in rows}
