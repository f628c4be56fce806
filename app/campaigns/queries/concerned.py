"""Whom a reminder concerns at this minute, in an order that can be gone through in pieces."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.accounts.models import Person
from app.campaigns.rules import Line
from app.events.enums import Reminder
from app.events.models import Event
from app.kernel.database import db
from app.materials import queries as materials
from app.materials.rules import Viewer
from app.programme.enums import SlotState
from app.programme.models import Session, Slot, Speaker
from app.proposals import queries as proposals
from app.proposals.models import Reviewer
from app.registration.enums import PlaceKind, PlaceState
from app.registration.models import Booking, Registration
from app.speakers.models import Desk, TechCheck, TechCheckBooking


@dataclass(frozen=True)
class Attendee:
    """Somebody with a place, with what their mails show. `urls`: their day by the registration's public id,
    joining by the booking's."""

    registration: Registration
    bookings: Sequence[Booking]
    urls: Mapping[str, str]

    @property
    def my_url(self) -> str:
        return self.urls.get(self.registration.public_id, "")


@dataclass(frozen=True)
class Materials:
    """What there is to read and watch a week later: sessions (by id) with something for who had a place in
    them, and those with something for everybody, in the order of the day."""

    of_attendees: Collection[int] = frozenset()
    of_everybody: Sequence[Session] = field(default_factory=tuple)


def counts_of(event: Event, lines: Sequence[Line]) -> dict[Line, int]:
    """How many people each line concerns as it is now."""
    by_kind = {row[0]: row[1] for row in db.session.execute(_by_kind(event.id))}
    everybody = sum(by_kind.values())
    starting = _starting(event)
    numbers = {
        Reminder.WEEK_BEFORE: everybody - by_kind.get(PlaceKind.PRESENTER, 0),
        Reminder.TECH_CHECK: len(unchecked_desks(event)),
        Reminder.REVIEWS_LEFT: len(reviewers_left(event)),
    }
    found = {}
    for line in lines:
        if line.starts_at is not None:
            found[line] = starting.get(line.starts_at, 0)
        elif line.reminder == Reminder.WEEK_AFTER:
            found[line] = _with_materials(event, everybody, at=line.at)
        else:
            found[line] = numbers.get(line.reminder, everybody)
    return found


def attendees(event: Event, line: Line, *, after: int, limit: int) -> list[Registration]:
    """Those whom the line concerns, by the registration's number, beginning behind `after`: confirmed, with
    a name. Presenters cannot swap or give up, so the reminder to do so is not for them."""
    query = _confirmed(event.id).where(Registration.id > after).order_by(Registration.id)
    if line.reminder == Reminder.WEEK_BEFORE:
        query = query.where(Registration.kind != PlaceKind.PRESENTER)
    if line.starts_at is not None:
        query = query.where(Registration.id.in_(_who_starts(event, line.starts_at)))
    return list(db.session.scalars(query.limit(limit)))


def with_sessions(registrations: Sequence[Registration]) -> list[Attendee]:
    """The same people with their sessions by time and their links: three questions for all of them."""
    ids = [one.id for one in registrations]
    places: dict[int, list[Booking]] = {one: [] for one in ids}
    for booking in db.session.scalars(_places_of(ids)):
        places[booking.registration_id].append(booking)
    refs = [one.public_id for one in registrations]
    refs += [booking.public_id for rows in places.values() for booking in rows]
    links = accounts.links_by(refs, LinkPurpose.MY, LinkPurpose.JOIN)
    urls = {ref: accounts.url_of(link) for (ref, _purpose), link in links.items()}
    return [Attendee(one, places[one.id], urls) for one in registrations]


def one_attendee(event: Event, ref: str = "") -> Registration | None:
    """The one of this public id, or the first by number: for a preview with real data."""
    query = _confirmed(event.id).order_by(Registration.id).limit(1)
    return db.session.scalar(query.where(Registration.public_id == ref) if ref else query)


def materials_of(event: Event, *, now: datetime) -> Materials:
    sessions = db.session.scalars(
        select(Session)
        .join(Slot, Slot.session_id == Session.id)
        .where(Slot.event_id == event.id, Slot.state != SlotState.CANCELLED)
        .order_by(Slot.starts_at, Slot.id)
    ).all()
    by_id = {item.id: item for item in sessions}
    standings = materials.standings(event, by_id)

    def seen_by(viewer: Viewer) -> list[int]:
        return [
            session_id
            for session_id in by_id
            if any(one.may_be_seen(viewer, now=now) for one in standings[session_id])
        ]

    return Materials(
        of_attendees=frozenset(seen_by(Viewer.ATTENDEE)),
        of_everybody=[by_id[session_id] for session_id in seen_by(Viewer.ANYBODY)],
    )


def unchecked_desks(event: Event, *, after: int = 0, limit: int | None = None) -> list[Desk]:
    """Desks of who presents a session that has a time, and has chosen no technical check although there are
    some to choose."""
    offered = select(TechCheck.id).where(TechCheck.event_id == event.id)
    presenting = (
        select(Person.email)
        .join(Speaker, Speaker.person_id == Person.id)
        .join(Slot, Slot.session_id == Speaker.session_id)
        .where(Slot.event_id == event.id, Slot.state != SlotState.CANCELLED)
    )
    chosen = select(TechCheckBooking.desk_id).where(TechCheckBooking.ended_at.is_(None))
    query = (
        select(Desk)
        .options(joinedload(Desk.person))
        .where(
            Desk.event_id == event.id,
            Desk.id > after,
            Desk.email.in_(presenting),
            Desk.id.not_in(chosen),
            offered.exists(),
        )
        .order_by(Desk.id)
    )
    return list(db.session.scalars(query.limit(limit) if limit else query))


def reviewers_left(event: Event) -> list[tuple[Reviewer, int]]:
    """Who still has assigned proposals to review, and how many, by number."""
    panel = sorted(proposals.reviewers(event.id), key=lambda one: one.id)
    progress = proposals.progress(event.id, panel) if panel else {}
    left = [(one, progress[one.id].assigned - progress[one.id].done) for one in panel]
    return [(one, number) for one, number in left if number > 0]


def _confirmed(event_id: int) -> Select[Registration]:
    return (
        select(Registration)
        .options(joinedload(Registration.person), joinedload(Registration.event))
        .where(*_has_place(event_id))
    )


def _has_place(event_id: int) -> tuple[Any, ...]:
    return (
        Registration.event_id == event_id,
        Registration.state == PlaceState.CONFIRMED,
        Registration.is_unnamed.is_(False),
    )


def _by_kind(event_id: int) -> Select[PlaceKind, int]:
    return (
        select(Registration.kind, func.count())
        .where(*_has_place(event_id))
        .group_by(Registration.kind)
    )


def _starts(event: Event) -> Select[int, datetime]:
    """When each person's sessions begin: the first of their day, or each of them, as the event wants it."""
    is_first = event.policies.mails.hour_before == "first"
    starts_at = func.min(Slot.starts_at) if is_first else Slot.starts_at
    query = (
        select(Booking.registration_id, starts_at.label("starts_at"))
        .join(Booking.slot)
        .join(Booking.registration)
        .where(
            *_has_place(event.id),
            Booking.state == PlaceState.CONFIRMED,
            Slot.state != SlotState.CANCELLED,
        )
    )
    return query.group_by(Booking.registration_id) if is_first else query.distinct()


def _who_starts(event: Event, starts_at: datetime) -> Select[Any]:
    starts = _starts(event).subquery()
    return select(starts.c.registration_id).where(starts.c.starts_at == starts_at)


def _starting(event: Event) -> dict[datetime, int]:
    starts = _starts(event).subquery()
    rows = db.session.execute(select(starts.c.starts_at, func.count()).group_by(starts.c.starts_at))
    return {row[0]: row[1] for row in rows}


def _places_of(registration_ids: Sequence[int]) -> Select[Booking]:
    return (
        select(Booking)
        .join(Booking.slot)
        .options(
            joinedload(Booking.slot).options(
                joinedload(Slot.session).selectinload(Session.services), joinedload(Slot.room)
            )
        )
        .where(
            Booking.registration_id.in_(registration_ids),
            Booking.state == PlaceState.CONFIRMED,
            Slot.state != SlotState.CANCELLED,
        )
        .order_by(Slot.starts_at, Booking.id)
    )


def _with_materials(event: Event, everybody: int, *, at: datetime) -> int:
    """Who would have something to read or watch then, of what is there now."""
    there = materials_of(event, now=at)
    if there.of_everybody:
        return everybody
    query = (
        select(func.count(func.distinct(Booking.registration_id)))
        .join(Booking.slot)
        .join(Booking.registration)
        .where(
            *_has_place(event.id),
            Booking.state == PlaceState.CONFIRMED,
            Slot.session_id.in_(there.of_attendees),
        )
    )
    return db.session.scalar(query) or 0
