"""Reading marks, and what they come to."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, select

from app.attendance import rules
from app.attendance.enums import Source
from app.attendance.models import Mark
from app.events.policies import Policies
from app.kernel.database import db
from app.registration.models import Booking


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
