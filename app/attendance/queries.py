"""Reading marks, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.orm import joinedload

from app.attendance import rules
from app.attendance.enums import Source
from app.attendance.models import Mark, StandBy
from app.events.policies import Policies
from app.kernel.database import db
from app.programme.models import Slot
from app.registration import queries as registrations
from app.registration.enums import PlaceKind, PlaceState
from app.registration.models import Booking, Registration


def marks_of(booking_ids: Iterable[int]) -> dict[int, dict[Source, Mark]]:
    """Each booking's marks by their source."""
    found: dict[int, dict[Source, Mark]] = {}
    rows = db.session.scalars(select(Mark).where(Mark.booking_id.in_(list(booking_ids))))
    for row in rows:
        found.setdefault(row.booking_id, {})[Source(row.source)] = row
    return found


def attended(bookings: Iterable[Booking], policies: Policies, *, now: datetime) -> list[Booking]:
    """Those of these bookings that count as attended; none before its session has ended."""
    chosen = [
        booking
        for booking in bookings
        if booking.slot.ends_at <= now and not booking.slot.is_cancelled
    ]
    marks = marks_of(booking.id for booking in chosen)
    return [
        booking
        for booking in chosen
        if rules.was_there(
            {source: mark.was_present for source, mark in marks.get(booking.id, {}).items()},
            join_counts=policies.evidence_join,
            host_counts=policies.evidence_host,
        )
    ]


def present_in(slot_ids: Iterable[int]) -> dict[int, int]:
    """How many people each slot has a mark of presence for, from any source."""
    rows = db.session.execute(
        select(Booking.slot_id, func.count(func.distinct(Mark.booking_id)))
        .join(Booking, Booking.id == Mark.booking_id)
        .where(Booking.slot_id.in_(list(slot_ids)), Mark.was_present)
        .group_by(Booking.slot_id)
    )
    return {row[0]: row[1] for row in rows}


def crowd_of(slot: Slot) -> rules.Crowd:
    """Who is in a slot now; for deciding under the gate."""
    present = and_(Mark.booking_id == Booking.id, Mark.was_present)
    rows = db.session.execute(
        select(
            Booking.kind,
            func.count(func.distinct(Booking.id)),
            func.count(func.distinct(Mark.booking_id)),
        )
        .outerjoin(Mark, present)
        .where(Booking.slot_id == slot.id, Booking.state == PlaceState.CONFIRMED)
        .group_by(Booking.kind)
    )
    numbers = {row[0]: (row[1], row[2]) for row in rows}
    return rules.Crowd(
        licence=slot.room.capacity,
        capacity=registrations.counts_of([slot])[slot.id].capacity,
        presenters=numbers.get(PlaceKind.PRESENTER, (0, 0))[0],
        joined=numbers.get(PlaceKind.ATTENDEE, (0, 0))[1],
        stand_bys=numbers.get(PlaceKind.STAND_BY, (0, 0))[0],
    )


def lock(booking_ids: Iterable[int]) -> None:
    """Whoever joins one of these bookings, and who would end it for them, do so one after the other."""
    ids = sorted(booking_ids)
    if ids:
        chosen = select(Booking.id).where(Booking.id.in_(ids)).order_by(Booking.id)
        db.session.execute(chosen.with_for_update()).all()


def line_of(slot_id: int, *, now: datetime) -> list[Booking]:
    """Who waits for a slot and stands by at its page now, in the order of the list."""
    return list(
        db.session.scalars(
            select(Booking)
            .join(Booking.registration)
            .join(
                StandBy,
                and_(
                    StandBy.slot_id == Booking.slot_id,
                    StandBy.registration_id == Booking.registration_id,
                ),
            )
            .options(joinedload(Booking.registration))
            .where(
                Booking.slot_id == slot_id,
                Booking.state == PlaceState.WAITING,
                Registration.state == PlaceState.CONFIRMED,
                StandBy.seen_at > now - rules.SEEN_FOR,
            )
            .order_by(Booking.position)
        )
    )
