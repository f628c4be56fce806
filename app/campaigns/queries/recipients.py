"""Whom a mail to a group reaches at this minute: everybody at most once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import aliased, joinedload

from app.accounts import queries as accounts
from app.accounts.models import Person
from app.attendance import queries as attendance
from app.campaigns.enums import GroupRole
from app.campaigns.queries.concerned import Attendee, with_sessions
from app.campaigns.rules import Audience
from app.events.enums import Role
from app.events.models import Event, LibraryService, Membership
from app.kernel.database import db
from app.programme.enums import SlotState
from app.programme.models import Session, SessionService, Slot, Speaker
from app.proposals.models import Reviewer
from app.registration.enums import ENDED, LIVE, PlaceKind, PlaceState
from app.registration.models import Booking, Registration

# What organisers mean by a state of a place.
_MEANS = {
    "": LIVE,
    "confirmed": (PlaceState.CONFIRMED,),
    "waiting": (PlaceState.WAITING, PlaceState.APPLIED),
    "offered": (PlaceState.OFFERED,),
    "cancelled": ENDED,
}


@dataclass(frozen=True)
class Recipient:
    """Somebody to write to. `key` orders them; `ref` is the public id of the person, or of a consent to
    news; `registration_id` where they have one in this event."""

    key: int
    ref: str
    name: str
    email: str
    registration_id: int | None = None
    language: str = "en"


def recipients_of(event: Event, audience: Audience, *, now: datetime) -> list[Recipient]:
    """By `key`."""
    if audience.role == GroupRole.NEWS:
        consents = accounts.news_consents()
        return [Recipient(one.id, one.public_id, one.name, one.email) for one in consents]
    rows: dict[int, Recipient] = {}
    for row in db.session.execute(_query(event, audience)):
        person, registration_id, language = row
        rows.setdefault(
            person.id,
            Recipient(
                person.id,
                person.public_id,
                person.name,
                person.email,
                registration_id,
                language or "en",
            ),
        )
    found = sorted(rows.values(), key=lambda one: one.key)
    return _by_attendance(event, audience, found, now=now) if audience.attended else found


def _query(event: Event, audience: Audience) -> Select[Person, int, str]:
    if audience.role == GroupRole.ATTENDEES:
        return _attendees(event, audience)
    if audience.role == GroupRole.PERSON:
        one = Registration.public_id == audience.person
        return _registered(event).where(one)
    people = {
        GroupRole.PRESENTERS: _presenters,
        GroupRole.HOSTS: _hosts,
        GroupRole.REVIEWERS: _reviewers,
        GroupRole.ORGANISERS: _organisers,
    }[audience.role](event, audience)
    has_place = and_(
        Registration.person_id == Person.id,
        Registration.event_id == event.id,
        Registration.state.in_(LIVE),
    )
    return (
        select(Person, Registration.id, Registration.language)
        .outerjoin(Registration, has_place)
        .where(Person.id.in_(people))
        .order_by(Person.id)
    )


def _registered(event: Event) -> Select[Person, int, str]:
    """A name that is to follow is nobody yet."""
    return (
        select(Person, Registration.id, Registration.language)
        .join(Registration, Registration.person_id == Person.id)
        .where(Registration.event_id == event.id, Registration.is_unnamed.is_(False))
        .order_by(Person.id, Registration.id.desc())
    )


def _attendees(event: Event, audience: Audience) -> Select[Person, int, str]:
    query = _registered(event).where(
        Registration.kind != PlaceKind.PRESENTER,
        Registration.state.in_(_MEANS[audience.state]),
    )
    if audience.state == "cancelled":  # and has no place again
        again = aliased(Registration)
        query = query.where(
            ~select(again.id)
            .where(
                again.event_id == event.id,
                again.person_id == Registration.person_id,
                again.state.in_(LIVE),
            )
            .exists()
        )
    if audience.service:
        query = query.join(LibraryService, LibraryService.id == Registration.service_id).where(
            LibraryService.slug == audience.service
        )
    if audience.session:
        query = query.where(Registration.id.in_(_in_session(event, audience, audience.in_session)))
        if audience.in_session == "cancelled":
            query = query.where(Registration.id.not_in(_in_session(event, audience, "")))
    return query


def _in_session(event: Event, audience: Audience, state: str) -> Select[Any]:
    return (
        select(Booking.registration_id)
        .join(Booking.slot)
        .join(Session, Session.id == Slot.session_id)
        .where(
            Slot.event_id == event.id,
            Session.public_id == audience.session,
            Booking.state.in_(_MEANS[state]),
        )
    )


def _presenters(event: Event, audience: Audience) -> Select[Any]:
    """Who presents something that takes place."""
    takes_place = select(Slot.session_id).where(
        Slot.event_id == event.id, Slot.state != SlotState.CANCELLED
    )
    query = (
        select(Speaker.person_id)
        .join(Session, Session.id == Speaker.session_id)
        .where(Session.id.in_(takes_place), Speaker.person_id.is_not(None))
    )
    if audience.session:
        query = query.where(Session.public_id == audience.session)
    if audience.service:
        of_service = (
            select(LibraryService.id)
            .where(LibraryService.slug == audience.service)
            .scalar_subquery()
        )
        presents = select(SessionService.session_id).where(SessionService.service_id == of_service)
        query = query.where(
            or_(
                Speaker.service_id == of_service,
                and_(Speaker.service_id.is_(None), Speaker.session_id.in_(presents)),
            )
        )
    return query


def _hosts(event: Event, _audience: Audience) -> Select[Any]:
    """Hosts of the event, and who hosts one of its sessions."""
    hosting = select(Slot.host_id).where(Slot.event_id == event.id, Slot.host_id.is_not(None))
    return hosting.union(_with_role(event, Role.HOST)).subquery().select()


def _reviewers(event: Event, audience: Audience) -> Select[Any]:
    query = select(Reviewer.person_id).where(
        Reviewer.event_id == event.id, Reviewer.ended_at.is_(None)
    )
    if audience.service:
        query = query.join(LibraryService, LibraryService.id == Reviewer.service_id).where(
            LibraryService.slug == audience.service
        )
    return query


def _organisers(event: Event, _audience: Audience) -> Select[Any]:
    return _with_role(event, Role.ORGANISER)


def _with_role(event: Event, role: Role) -> Select[Any]:
    return select(Membership.person_id).where(
        Membership.role == role,
        Membership.ended_at.is_(None),
        (Membership.event_id == event.id) | Membership.event_id.is_(None),
    )


def _by_attendance(
    event: Event, audience: Audience, found: Iterable[Recipient], *, now: datetime
) -> list[Recipient]:
    """Those who were there, or those who had a place in what is over and were not."""
    query = (
        select(Booking)
        .join(Booking.slot)
        .join(Session, Session.id == Slot.session_id)
        .options(joinedload(Booking.slot))
        .where(
            Slot.event_id == event.id,
            Slot.state != SlotState.CANCELLED,
            Slot.ends_at <= now,
            Booking.state == PlaceState.CONFIRMED,
        )
    )
    if audience.session:
        query = query.where(Session.public_id == audience.session)
    bookings = db.session.scalars(query).all()
    had_place = {one.registration_id for one in bookings}
    there = {one.registration_id for one in attendance.attended(bookings, event.policies, now=now)}
    wanted = there if audience.attended == "yes" else had_place - there
    return [one for one in found if one.registration_id in wanted]


def places_for(people: Sequence[Recipient]) -> dict[int, Attendee]:
    """Their places in the event with sessions and links, by `key`, of those who have any."""
    by_place = {one.registration_id: one.key for one in people if one.registration_id is not None}
    registrations = db.session.scalars(
        select(Registration)
        .options(joinedload(Registration.person))
        .where(Registration.id.in_(by_place))
        .order_by(Registration.id)
    ).all()
    places = with_sessions(registrations)
    return {by_place[place.registration.id]: place for place in places}
