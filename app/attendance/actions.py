"""Writing marks. Each source has its own row, so that nothing anybody said is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select

from app.attendance import rules
from app.attendance.enums import Source
from app.attendance.models import Mark
from app.audit.actions import record
from app.kernel.transaction import needs_transaction
from app.programme.models import Slot
from app.registration.models import Booking


def join(booking: Booking, *, now: datetime) -> None:
    """The person pressed Join: evidence of attendance, noted the first time.

    Refused: too early, too late, cancelled, without a place.
    """
    slot = booking.slot
    refusal = rules.why_not_join(
        state=booking.state,
        is_cancelled=slot.is_cancelled,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        opens_minutes=booking.registration.event.policies.join_opens_minutes,
        now=now,
    )
    if refusal:
        raise refusal
    if _mark(booking, Source.JOIN) is None:
        _write(booking, Source.JOIN, was_present=True, now=now, actor="the person")


def mark(
    slot: Slot,
    said: Mapping[str, bool | None],
    bookings: list[Booking],
    *,
    now: datetime,
    actor: str,
) -> int:
    """What a host or organiser says of people in a slot, by a booking's public id: True, False, or
    None for no word. Gives how many marks changed. Refused before the session begins."""
    refusal = rules.why_not_mark(is_cancelled=slot.is_cancelled, starts_at=slot.starts_at, now=now)
    if refusal:
        raise refusal
    changed = 0
    for booking in bookings:
        if booking.public_id in said:
            changed += _say(booking, said[booking.public_id], now=now, actor=actor)
    if changed:
        scope = slot.session.event.slug
        record(
            "attendance marked",
            now=now,
            actor=actor,
            scope=scope,
            subject=slot.public_id,
            marks=changed,
        )
    return changed


def _say(booking: Booking, word: bool | None, *, now: datetime, actor: str) -> bool:
    row = _mark(booking, Source.HOST)
    if (row.was_present if row else None) == word:
        return False
    if row is not None:
        needs_transaction().delete(row)
        needs_transaction().flush()
    if word is not None:
        _write(booking, Source.HOST, was_present=word, now=now, actor=actor)
    return True


def _mark(booking: Booking, source: Source) -> Mark | None:
    wanted = select(Mark).where(Mark.booking_id == booking.id, Mark.source == source)
    return needs_transaction().scalar(wanted.with_for_update())


def _write(
    booking: Booking, source: Source, *, was_present: bool, now: datetime, actor: str
) -> None:
    session = needs_transaction()
    session.add(
        Mark(
            booking_id=booking.id,
            source=source,
            was_present=was_present,
            marked_at=now,
            marked_by=actor,
        )
    )
    session.flush()
