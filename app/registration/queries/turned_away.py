"""Who got no place: turned away when a list was closed, or still waiting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, exists, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.kernel.database import db
from app.programme.models import Slot
from app.registration.enums import ENDED, PlaceState
from app.registration.models import Booking, PlaceChange, Registration

LIST_CLOSED = "list_closed"


@dataclass
class Without:
    """One person with what they got no place in: the event, or sessions by time."""

    registration: Registration
    event_waits: bool = False
    event_closed: bool = False
    waits: list[Slot] = field(default_factory=list)
    closed: list[Slot] = field(default_factory=list)

    @property
    def places(self) -> int:
        return self.event_waits + self.event_closed + len(self.waits) + len(self.closed)


@dataclass
class ServiceWithout:
    """The same of one library service or other organisation."""

    name: str
    people: int = 0
    waiting: int = 0  # places
    turned_away: int = 0
    priority: int = 0  # people who asked for it


def without_place(event_id: int) -> list[Without]:
    """By organisation and name."""
    found: dict[int, Without] = {}
    for registration in _registrations(event_id):
        one = found.setdefault(registration.id, Without(registration))
        one.event_waits = registration.state == PlaceState.WAITING
        one.event_closed = not one.event_waits
    for booking in _bookings(event_id):
        one = found.setdefault(booking.registration_id, Without(booking.registration))
        slots = one.waits if booking.state == PlaceState.WAITING else one.closed
        slots.append(booking.slot)
    return sorted(found.values(), key=_order)


def by_service(people: Iterable[Without]) -> list[ServiceWithout]:
    """Those that got least come first."""
    found: dict[str, ServiceWithout] = {}
    for one in people:
        name = one.registration.organisation
        service = found.setdefault(name, ServiceWithout(name))
        service.people += 1
        service.waiting += one.event_waits + len(one.waits)
        service.turned_away += one.event_closed + len(one.closed)
        service.priority += one.registration.priority_asked_at is not None
    return sorted(found.values(), key=lambda s: (-s.people, -s.waiting - s.turned_away, s.name))


def _registrations(event_id: int) -> Iterable[Registration]:
    closed = _was_closed(
        (PlaceChange.registration_id == Registration.id) & PlaceChange.booking_id.is_(None)
    )
    return db.session.scalars(
        select(Registration)
        .join(Registration.person)
        .options(joinedload(Registration.person), joinedload(Registration.service))
        .where(
            Registration.event_id == event_id,
            or_(
                Registration.state == PlaceState.WAITING,
                Registration.state.in_(ENDED) & closed,
            ),
        )
        .order_by(Person.name_key, Registration.id)
    )


def _bookings(event_id: int) -> Iterable[Booking]:
    """Not the sessions of who waits for the event or was turned away from it: that says it all."""
    closed = _was_closed(PlaceChange.booking_id == Booking.id)
    has_event = Registration.state == PlaceState.CONFIRMED
    return db.session.scalars(
        select(Booking)
        .join(Booking.slot)
        .join(Booking.registration)
        .options(
            joinedload(Booking.slot).joinedload(Slot.session),
            joinedload(Booking.registration).options(
                joinedload(Registration.person), joinedload(Registration.service)
            ),
        )
        .where(
            Slot.event_id == event_id,
            has_event,
            or_(Booking.state == PlaceState.WAITING, Booking.state.in_(ENDED) & closed),
        )
        .order_by(Slot.starts_at, Booking.id)
    )


def _was_closed(of: ColumnElement[bool]) -> ColumnElement[bool]:
    return exists().where(of, PlaceChange.because == LIST_CLOSED)


def _order(one: Without) -> tuple[str, str, int]:
    registration = one.registration
    return registration.organisation, registration.person.name_key, registration.id
