"""Reading people for organisers: who is registered, one person's story, who waits, who needs what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload

from app.accounts.models import Person
from app.accounts.rules import name_key
from app.events import queries as events
from app.kernel.database import db
from app.kernel.tokens import normal_code
from app.programme.models import Session, Slot
from app.registration.enums import ENDED, LIVE, PlaceState
from app.registration.models import (
    AccessCode,
    AccessNeed,
    Booking,
    GroupBooking,
    PlaceChange,
    Registration,
)

A_PAGE = 50
OTHER = "other"
SHOW = ("", *(state.value for state in PlaceState), OTHER)


@dataclass(frozen=True)
class Wanted:
    """What an organiser looks for: words of a name, address, service or reference, and a state of
    registrations (empty: all; `other`: living ones of other organisations)."""

    words: str = ""
    show: str = ""


@dataclass(frozen=True)
class Found:
    """One page of people with how many sessions each has or waits for."""

    rows: Sequence[tuple[Registration, int]]
    total: int
    number: int

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // A_PAGE))


def find(event_id: int, wanted: Wanted, *, number: int) -> Found:
    """The people that fit, by name, page `number` (from 1; beyond the last it is the last)."""
    fitting = _fitting(event_id, wanted)
    total = db.session.scalar(select(func.count()).select_from(fitting.subquery())) or 0
    number = min(max(number, 1), max(1, -(-total // A_PAGE)))
    rows = db.session.execute(_with_sessions(fitting).limit(A_PAGE).offset((number - 1) * A_PAGE))
    return Found([(row[0], row[1]) for row in rows], total, number)


def every(event_id: int, wanted: Wanted) -> list[tuple[Registration, int]]:
    """All that fit at once: for the table to take away."""
    rows = db.session.execute(_with_sessions(_fitting(event_id, wanted)))
    return [(row[0], row[1]) for row in rows]


def by_reference(event_id: int, reference: str) -> Registration | None:
    return db.session.scalar(
        select(Registration)
        .options(
            joinedload(Registration.person),
            joinedload(Registration.event),
            joinedload(Registration.service),
        )
        .where(Registration.event_id == event_id, Registration.reference == reference)
    )


@dataclass(frozen=True)
class Around:
    """What belongs to a registration. `ahead`: how many wait for the event before them, None when they
    do not wait; `took_over_from` and `handed_to`: the same place, before and after."""

    ahead: int | None
    took_over_from: Registration | None
    handed_to: Registration | None
    lead: Person | None
    code_label: str


def around(registration: Registration) -> Around:
    session = db.session
    before = registration.taken_over_from_id
    group = registration.group_id
    handed = select(Registration).where(Registration.taken_over_from_id == registration.id)
    label = select(AccessCode.label).where(AccessCode.id == registration.code_id)
    return Around(
        ahead=_ahead(registration),
        took_over_from=session.get(Registration, before) if before else None,
        handed_to=session.scalar(handed.options(joinedload(Registration.person))),
        lead=session.get_one(GroupBooking, group).lead if group else None,
        code_label=session.scalar(label) or "" if registration.code_id else "",
    )


def _ahead(registration: Registration) -> int | None:
    if registration.state != PlaceState.WAITING:
        return None
    query = select(func.count()).where(
        Registration.event_id == registration.event_id,
        Registration.state == PlaceState.WAITING,
        Registration.position < registration.position,
    )
    return db.session.scalar(query) or 0


def ended_places(registration_id: int) -> list[Booking]:
    """What a person had or waited for and has no longer, by time."""
    return list(
        db.session.scalars(
            select(Booking)
            .join(Booking.slot)
            .options(
                joinedload(Booking.slot).joinedload(Slot.session),
                joinedload(Booking.slot).joinedload(Slot.room),
            )
            .where(Booking.registration_id == registration_id, Booking.state.in_(ENDED))
            .order_by(Slot.starts_at, Booking.id)
        )
    )


def history(registration_id: int) -> list[tuple[PlaceChange, str]]:
    """What happened, newest first, with the session's title (empty: the event itself)."""
    rows = db.session.execute(
        select(PlaceChange, Session.title)
        .outerjoin(Booking, Booking.id == PlaceChange.booking_id)
        .outerjoin(Slot, Slot.id == Booking.slot_id)
        .outerjoin(Session, Session.id == Slot.session_id)
        .where(PlaceChange.registration_id == registration_id)
        .order_by(PlaceChange.id.desc())
    )
    return [(row[0], row[1] or "") for row in rows]


def with_needs(event_id: int) -> list[tuple[Registration, AccessNeed]]:
    """Living registrations whose person said a need, by name; the text is sealed."""
    rows = db.session.execute(
        select(Registration, AccessNeed)
        .join(AccessNeed, AccessNeed.registration_id == Registration.id)
        .join(Registration.person)
        .options(joinedload(Registration.person), joinedload(Registration.service))
        .where(Registration.event_id == event_id, Registration.state.in_(LIVE))
        .order_by(Person.name_key, Registration.id)
    )
    return [(row[0], row[1]) for row in rows]


def live_places(registration_ids: Sequence[int]) -> dict[int, list[Booking]]:
    """The living bookings of each of these registrations, by time."""
    rows = db.session.scalars(
        select(Booking)
        .join(Booking.slot)
        .options(
            joinedload(Booking.slot).joinedload(Slot.session),
            joinedload(Booking.slot).joinedload(Slot.room),
        )
        .where(Booking.registration_id.in_(registration_ids), Booking.state.in_(LIVE))
        .order_by(Slot.starts_at, Booking.id)
    )
    places: dict[int, list[Booking]] = {}
    for row in rows:
        places.setdefault(row.registration_id, []).append(row)
    return places


def _fitting(event_id: int, wanted: Wanted) -> Select[Registration]:
    query = select(Registration).join(Registration.person).where(Registration.event_id == event_id)
    if wanted.show == OTHER:
        query = query.where(Registration.service_id.is_(None), Registration.state.in_(LIVE))
    elif wanted.show:
        query = query.where(Registration.state == wanted.show)
    return query.where(_says(wanted.words)) if wanted.words.strip() else query


def _says(words: str) -> ColumnElement[bool]:
    """Name, address, organisation, any name of the service, or the reference."""
    services = events.services_like(words)
    return or_(
        Person.name_key.contains(name_key(words), autoescape=True),
        func.lower(Person.email).contains(words.strip().lower(), autoescape=True),
        func.lower(Registration.other_organisation).contains(
            words.strip().lower(), autoescape=True
        ),
        Registration.service_id.in_([service.id for service in services]),
        Registration.reference == normal_code(words),
    )


def _with_sessions(fitting: Select[Registration]) -> Select[Registration, int]:
    sessions = (
        select(func.count())
        .where(Booking.registration_id == Registration.id, Booking.state.in_(LIVE))
        .correlate(Registration)
        .scalar_subquery()
    )
    return (
        fitting.add_columns(sessions)
        .options(joinedload(Registration.person), joinedload(Registration.service))
        .order_by(Person.name_key, Registration.id)
    )
