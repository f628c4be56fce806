"""What must be true of places at any moment, whatever happened: checked from the rows alone.

Numbers follow the list in the design of registration. Some need no check here because the database
refuses anything else: one live registration a person (2), one live booking a slot (2), each
waiting position once (3), one outbox row an occasion (6).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import combinations

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.audit.models import AuditEntry
from app.events.models import Event
from app.kernel.database import db
from app.mail.models import OutboxMessage
from app.programme.models import Slot
from app.registration import queries, rules
from app.registration.enums import LIVE, TAKEN, PlaceState
from app.registration.models import Booking, PlaceChange, Registration


@dataclass(frozen=True)
class Broken:
    """An invariant that does not hold, and where."""

    invariant: str
    event: str
    subject: str
    detail: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)


def broken() -> list[Broken]:
    """Everything that is not as it must be; an empty list is what you want."""
    found: list[Broken] = []
    for event in db.session.scalars(select(Event).order_by(Event.id)):
        facts = _Facts.of(event)
        for check in (_oversold, _positions, _promotion, _overlaps, _states, _mails):
            found.extend(check(facts))
    return found


@dataclass
class _Facts:
    """All rows of one event, read once."""

    event: Event
    slots: Sequence[Slot]
    bookings: Sequence[Booking]
    changes: Sequence[PlaceChange]
    edits: Sequence[AuditEntry]

    @classmethod
    def of(cls, event: Event) -> _Facts:
        slots = db.session.scalars(
            select(Slot)
            .options(joinedload(Slot.room), joinedload(Slot.session))
            .where(Slot.event_id == event.id)
        ).all()
        bookings = db.session.scalars(
            select(Booking)
            .join(Booking.registration)
            .options(joinedload(Booking.registration))
            .where(Registration.event_id == event.id)
            .order_by(Booking.id)
        ).all()
        changes = db.session.scalars(
            select(PlaceChange)
            .join(Registration, Registration.id == PlaceChange.registration_id)
            .where(Registration.event_id == event.id)
            .order_by(PlaceChange.id)
        ).all()
        edits = db.session.scalars(select(AuditEntry).where(AuditEntry.scope == event.slug)).all()
        return cls(event, slots, bookings, changes, edits)

    def last_edit(self, slot: Slot, *actions: str) -> datetime | None:
        subjects = (slot.public_id, slot.room.slug)
        times = [e.at for e in self.edits if e.subject in subjects and e.action in actions]
        return max(times, default=None)

    def confirmed_at(self, booking: Booking) -> datetime:
        times = [
            change.at
            for change in self.changes
            if change.booking_id == booking.id and change.to_state == PlaceState.CONFIRMED
        ]
        return max(times, default=booking.asked_at)

    def problem(self, invariant: str, subject: str, detail: str) -> Broken:
        return Broken(invariant, self.event.slug, subject, detail)


def _oversold(facts: _Facts) -> Iterator[Broken]:
    """1: taken <= capacity; over it only when it was lowered and nobody got a place since."""
    for slot in facts.slots:
        capacity = rules.capacity_of(
            own=slot.capacity, room=slot.room.capacity, overbook_percent=slot.overbook_percent
        )
        taken = [b for b in facts.bookings if b.slot_id == slot.id and b.state in TAKEN]
        if len(taken) <= capacity:
            continue
        lowered_at = facts.last_edit(slot, "capacity changed", "room changed", "session moved")
        if lowered_at is None or any(facts.confirmed_at(b) > lowered_at for b in taken):
            yield facts.problem(
                "1 oversold", slot.public_id, f"{len(taken)} places taken of {capacity}"
            )


def _positions(facts: _Facts) -> Iterator[Broken]:
    """3: waiting positions follow the order in which people came."""
    came = {c.booking_id: c.id for c in facts.changes if c.booking_id and not c.from_state}
    for slot in facts.slots:
        listed = [b for b in facts.bookings if b.slot_id == slot.id and b.position is not None]
        order = [came.get(b.id, 0) for b in sorted(listed, key=lambda b: b.position or 0)]
        if order != sorted(order):
            yield facts.problem("3 positions", slot.public_id, "not in the order of arrival")
        for booking in facts.bookings:
            waits = booking.state == PlaceState.WAITING
            if booking.slot_id == slot.id and waits and booking.position is None:
                yield facts.problem("3 positions", booking.public_id, "waits without a position")


def _promotion(facts: _Facts) -> Iterator[Broken]:
    """4: whoever was passed over has a reason written down."""
    up = {c.booking_id: c.at for c in facts.changes if c.because in ("moved_up", "freed")}
    for waiting in facts.bookings:
        if waiting.state != PlaceState.WAITING or waiting.skipped_because:
            continue
        for other in facts.bookings:
            passed = other.slot_id == waiting.slot_id and other.id in up
            if passed and (other.position or 0) > (waiting.position or 0):
                yield facts.problem(
                    "4 promotion", waiting.public_id, "was passed over without a reason"
                )
                break


def _overlaps(facts: _Facts) -> Iterator[Broken]:
    """8: nobody is in two sessions at once, unless one was moved there after they had both."""
    slots = {slot.id: slot for slot in facts.slots}
    held: dict[int, list[Booking]] = {}
    for booking in facts.bookings:
        if booking.state == PlaceState.CONFIRMED:
            held.setdefault(booking.registration_id, []).append(booking)
    for bookings in held.values():
        for one, other in combinations(bookings, 2):
            a, b = slots[one.slot_id], slots[other.slot_id]
            if not rules.overlap(a, b):
                continue
            moved = [m for s in (a, b) if (m := facts.last_edit(s, "session moved"))]
            both_at = max(facts.confirmed_at(one), facts.confirmed_at(other))
            if not moved or max(moved) < both_at:
                yield facts.problem(
                    "8 overlap", one.public_id, f"at the same time as {other.public_id}"
                )


def _states(facts: _Facts) -> Iterator[Broken]:
    """A row's state is the last one of its history; no place outlives its registration."""
    last = {c.booking_id: c.to_state for c in facts.changes if c.booking_id}
    for booking in facts.bookings:
        if last.get(booking.id) != booking.state:
            yield facts.problem("5 history", booking.public_id, "state and history differ")
        if booking.state in LIVE and booking.registration.state not in LIVE:
            yield facts.problem("5 history", booking.public_id, "outlives its registration")


def _mails(facts: _Facts) -> Iterator[Broken]:
    """6: who registered has the message that says so."""
    told = set(
        db.session.scalars(
            select(OutboxMessage.subject_ref).where(
                OutboxMessage.scope == facts.event.slug,
                OutboxMessage.template == "registration/email/registered",
            )
        )
    )
    for registration in queries.for_event(facts.event.id):
        if registration.public_id not in told:
            yield facts.problem("6 messages", registration.public_id, "was never told")
