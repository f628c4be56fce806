"""Writing marks. Each source has its own row, so that nothing anybody said is lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import delete, select

from app.attendance import errors, queries, rules
from app.attendance.enums import Source
from app.attendance.models import Mark, StandBy
from app.audit.actions import record
from app.kernel.errors import Refusal
from app.kernel.transaction import needs_transaction
from app.programme.models import Slot
from app.registration import actions as registrations
from app.registration import queries as places
from app.registration.enums import PlaceKind, PlaceState
from app.registration.models import Booking
from app.registration.rules import overlap

PERSON = "the person"


def join(booking: Booking, *, now: datetime) -> None:
    """The person pressed Join: evidence of attendance, noted the first time. They stand by nowhere else
    at that time then.

    Refused: too early, too late, cancelled, without a place; a place that went to who stood by.
    """
    slot = booking.slot
    begins_at = _stand_by_begins_at(booking)
    if now >= begins_at:  # from now on places may go to others: one after the other
        registrations.open_gate(slot.event_id, now=now, actor=PERSON)
    queries.lock(
        [booking.id]
    )  # nobody lets them in elsewhere meanwhile, which would end this place
    needs_transaction().refresh(booking)
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
    if _mark(booking, Source.JOIN) is not None:
        return
    if now >= begins_at:
        ticked = _mark(booking, Source.HOST)
        too_late = rules.why_too_late(
            queries.crowd_of(slot),
            kind=booking.kind,
            has_joined=ticked is not None and ticked.was_present,
            begins_at=begins_at,
            now=now,
        )
        if too_late:
            raise too_late
    _write(booking, Source.JOIN, was_present=True, now=now, actor=PERSON)
    _stand_by_no_more(booking)


def stand_by(booking: Booking, *, now: datetime) -> bool:
    """Who waits says "I am here" at the join page; True when they are in by it. Places that nobody has
    joined go to all who stand by and are due, in the order of the list, within the room's licence; who
    is in another session meanwhile is passed by.

    Refused: too early, too late, cancelled, not waiting, in another session at that time.
    """
    slot = booking.slot
    gate = registrations.open_gate(slot.event_id, now=now, actor=PERSON)
    gate.session.refresh(booking)
    if booking.state == PlaceState.CONFIRMED:
        join(booking, now=now)
        return True
    refusal = rules.why_not_stand_by(
        state=booking.state,
        is_cancelled=slot.is_cancelled,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        opens_minutes=booking.registration.event.policies.join_opens_minutes,
        now=now,
    ) or _elsewhere(booking)
    if refusal:
        raise refusal
    _see(booking, now=now)
    free = rules.places_to_stand_by(
        queries.crowd_of(slot), begins_at=_stand_by_begins_at(booking), now=now
    )
    let_in: set[int] = set()
    for first in queries.line_of(slot.id, now=now) if free else ():
        if _elsewhere(first) is None and registrations.admit(gate, first):
            let_in.add(first.id)
        if len(let_in) == free:
            break
    if booking.id in let_in:
        join(booking, now=now)
    return booking.id in let_in


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


def _see(booking: Booking, *, now: datetime) -> None:
    session = needs_transaction()
    wanted = select(StandBy).where(
        StandBy.slot_id == booking.slot_id, StandBy.registration_id == booking.registration_id
    )
    row = session.scalar(wanted)
    if row is None:
        row = StandBy(
            slot_id=booking.slot_id, registration_id=booking.registration_id, since_at=now
        )
        session.add(row)
    row.seen_at = now
    session.flush()


def _elsewhere(booking: Booking) -> Refusal | None:
    """Where they are at the same time, and cannot leave for this: they joined or a host saw them, they
    were let in by standing by, they present, or it comes with the event."""
    held = [
        one
        for one in places.bookings_of(booking.registration_id, states=(PlaceState.CONFIRMED,))
        if one.id != booking.id and overlap(one.slot, booking.slot)
    ]
    queries.lock(one.id for one in held)
    marks = queries.marks_of(one.id for one in held)
    for one in held:
        is_there = any(mark.was_present for mark in marks.get(one.id, {}).values())
        is_let_in = one.kind == PlaceKind.STAND_BY
        if is_there or is_let_in or places.holding(one).is_fixed:
            return errors.ElsewhereNow(one.slot.title)
    return None


def _stand_by_no_more(booking: Booking) -> None:
    """At the time of a session they have joined."""
    slot = booking.slot
    at_that_time = select(Slot.id).where(
        Slot.event_id == slot.event_id,
        Slot.starts_at < slot.ends_at,
        Slot.ends_at > slot.starts_at,
    )
    needs_transaction().execute(
        delete(StandBy).where(
            StandBy.registration_id == booking.registration_id, StandBy.slot_id.in_(at_that_time)
        )
    )


def _stand_by_begins_at(booking: Booking) -> datetime:
    minutes = booking.registration.event.policies.places.stand_by_minutes
    return rules.stand_by_begins_at(booking.slot.starts_at, minutes=minutes)


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
