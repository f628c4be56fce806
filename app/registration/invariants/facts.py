"""The rows of one event, read once, and the questions that checks ask of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.audit.models import AuditEntry
from app.events.models import Event
from app.kernel.database import db
from app.programme.models import Slot
from app.registration.models import AccessCode, Booking, PlaceChange, Registration

Place = Registration | Booking


@dataclass(frozen=True)
class Broken:
    """An invariant that does not hold, and where."""

    invariant: str
    event: str
    subject: str
    detail: str

    def to_json(self) -> dict[str, str]:
        return asdict(self)


@dataclass
class Facts:
    """All rows of one event. Histories are by registration and, for its bookings, by booking."""

    event: Event
    slots: dict[int, Slot]
    registrations: dict[int, Registration]
    bookings: Sequence[Booking]
    edits: Sequence[AuditEntry]
    code_slots: dict[int, int | None]  # of each access code the slot it keeps places back in
    of_registration: dict[int, list[PlaceChange]] = field(default_factory=dict)
    of_booking: dict[int, list[PlaceChange]] = field(default_factory=dict)

    @classmethod
    def of(cls, event: Event) -> Facts:
        session = db.session
        slots = session.scalars(
            select(Slot)
            .options(joinedload(Slot.room), joinedload(Slot.session))
            .where(Slot.event_id == event.id)
        ).all()
        registrations = session.scalars(
            select(Registration).where(Registration.event_id == event.id).order_by(Registration.id)
        ).all()
        bookings = session.scalars(
            select(Booking)
            .join(Booking.registration)
            .options(joinedload(Booking.registration))
            .where(Registration.event_id == event.id)
            .order_by(Booking.id)
        ).all()
        changes = session.scalars(
            select(PlaceChange)
            .join(Registration, Registration.id == PlaceChange.registration_id)
            .where(Registration.event_id == event.id)
            .order_by(PlaceChange.id)
        ).all()
        edits = session.scalars(select(AuditEntry).where(AuditEntry.scope == event.slug)).all()
        codes = session.scalars(select(AccessCode).where(AccessCode.event_id == event.id)).all()
        facts = cls(
            event,
            {slot.id: slot for slot in slots},
            {one.id: one for one in registrations},
            bookings,
            edits,
            {code.id: code.slot_id for code in codes},
            defaultdict(list),
            defaultdict(list),
        )
        for change in changes:
            if change.booking_id is None:
                facts.of_registration[change.registration_id].append(change)
            else:
                facts.of_booking[change.booking_id].append(change)
        return facts

    def history(self, place: Place) -> list[PlaceChange]:
        rows = self.of_booking if isinstance(place, Booking) else self.of_registration
        return rows[place.id]

    def came(self, place: Place) -> int:
        """A number that grows with the order in which people asked; what was taken over keeps the turn
        of who had it before."""
        history = self.history(self.chain(place)[-1])
        return history[0].id if history else 0

    def had_since(self, place: Place) -> datetime:
        """Since when it counts as taken. Accepting an offer or handing a place on takes none."""
        first = self.chain(place)[-1]
        times = [c.at for c in self.history(first) if c.to_state in ("confirmed", "offered")]
        return min(times, default=self.taken_at(place))

    def taken_at(self, place: Place) -> datetime:
        """When it last became a place, offered ones included."""
        moves = [c.at for c in self.history(place) if c.to_state in ("confirmed", "offered")]
        return max(moves, default=place.asked_at)

    def last_edit(self, slot: Slot | None, *actions: str) -> datetime | None:
        """When an organiser last did one of these: to a slot or its room, or (None) to the event."""
        subjects = (slot.public_id, slot.room.slug) if slot else ("",)
        times = [e.at for e in self.edits if e.subject in subjects and e.action in actions]
        return max(times, default=None)

    def last_because(self, *reasons: str) -> datetime | None:
        """When a place of the event itself last changed for one of these reasons."""
        rows = [row for history in self.of_registration.values() for row in history]
        return max((row.at for row in rows if row.because in reasons), default=None)

    def is_drawn(self, place: Place) -> bool:
        return any(change.because == "drawn" for change in self.history(place))

    def problem(self, invariant: str, subject: str, detail: str) -> Broken:
        return Broken(invariant, self.event.slug, subject, detail)

    def chain(self, place: Place) -> list[Place]:
        """The place and those it was handed on from, back to the first."""
        found = [place]
        while found[-1].taken_over_from_id is not None:
            earlier = self._by_id(place, found[-1].taken_over_from_id)
            if earlier is None:
                break
            found.append(earlier)
        return found

    def _by_id(self, place: Place, number: int) -> Place | None:
        if isinstance(place, Registration):
            return self.registrations.get(number)
        return next((one for one in self.bookings if one.id == number), None)
