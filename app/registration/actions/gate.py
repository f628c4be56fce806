"""The one gate for places.

Every way in goes through here: lock the event's row, then count, then write. There is no counter
column: places are counted under the lock, so that nothing can drift and a capacity may be lowered.
One lock for all places of an event, so that a chain of promotions cannot wait on itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, joinedload

from app.events import queries as events
from app.events.models import Event
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.programme.models import Session as ProgrammeSession
from app.programme.models import Slot
from app.registration import queries, rules
from app.registration.enums import TAKEN, PlaceState
from app.registration.models import Booking, PlaceChange, Registration
from app.registration.queries import Place

CLASH = "clash"


@dataclass
class Gate:
    """Held open by one transaction; `actor` and `because` go into the history of what it does."""

    session: Session
    event: Event
    now: datetime
    actor: str

    def slots(self, ids: Iterable[int]) -> list[Slot]:
        """The slots of this event among `ids`, with session and room."""
        query = (
            select(Slot)
            .options(
                joinedload(Slot.session).selectinload(ProgrammeSession.services),
                joinedload(Slot.room),
            )
            .where(Slot.id.in_(list(ids)), Slot.event_id == self.event.id)
            .order_by(Slot.starts_at, Slot.id)
            .execution_options(populate_existing=True)
        )
        return list(self.session.scalars(query))

    def counts(self, slots: Sequence[Slot]) -> dict[int, rules.Count]:
        """Taken and waiting places, counted now, under the lock."""
        return queries.counts_of(slots)

    def place(
        self, registration: Registration, slots: Sequence[Slot], *, because: str
    ) -> list[Place]:
        """One booking for each slot: a place where there is one, else the end of the waiting list."""
        counts = self.counts(slots)
        places = []
        for slot in slots:
            count = counts[slot.id]
            if count.left and count.waiting:
                self.promote(slot, because="freed")
                count = self.counts([slot])[slot.id]
            state = rules.place_for(count)
            ahead = count.waiting if state == PlaceState.WAITING else None
            places.append(Place(self._new(registration, slot, state), ahead))
        self._number([place.booking for place in places if place.ahead is not None])
        self.session.add_all([place.booking for place in places])
        self.event.places_changed()
        self.session.flush()
        self._note([(place.booking, "") for place in places], because)
        return places

    def move(self, booking: Booking, state: PlaceState, *, because: str) -> None:
        """The only way a booking changes its state; writes the history too."""
        before = booking.state
        if not rules.may_move(before, state):
            raise ValueError(f"a place cannot go from {before} to {state}")
        booking.state = state
        booking.skipped_because = ""
        self._note([(booking, before)], because)
        self.event.places_changed()

    def promote(self, slot: Slot, *, because: str) -> list[Booking]:
        """Gives free places to those who wait, in order; whoever would be in two sessions at once is
        skipped, not dropped, with the reason written down."""
        self.session.flush()
        if slot.is_cancelled or self.now >= slot.starts_at:
            return []
        left = self.counts([slot])[slot.id].left
        moved: list[Booking] = []
        for booking in self._waiting(slot) if left else []:
            if len(moved) == left:
                break
            if self._is_busy(booking, slot):
                booking.skipped_because = CLASH
                continue
            self.move(booking, PlaceState.CONFIRMED, because=because)
            self.session.flush()
            moved.append(booking)
        return moved

    def _new(self, registration: Registration, slot: Slot, state: PlaceState) -> Booking:
        return Booking(
            public_id=public_id(),
            registration=registration,
            slot=slot,
            service_id=registration.service_id,
            counts_as=registration.counts_as,
            state=state,
            asked_at=self.now,
        )

    def _number(self, bookings: Sequence[Booking]) -> None:
        """The next positions of the waiting lists; never one that was given before."""
        if not bookings:
            return
        rows = self.session.execute(
            select(Booking.slot_id, func.max(Booking.position))
            .where(Booking.slot_id.in_([booking.slot.id for booking in bookings]))
            .group_by(Booking.slot_id)
        )
        last = {row[0]: row[1] for row in rows}
        for booking in bookings:
            booking.position = (last.get(booking.slot.id) or 0) + 1

    def _waiting(self, slot: Slot) -> list[Booking]:
        query = (
            select(Booking)
            .options(joinedload(Booking.registration).joinedload(Registration.person))
            .where(Booking.slot_id == slot.id, Booking.state == PlaceState.WAITING)
            .order_by(Booking.position)
        )
        return list(self.session.scalars(query))

    def _is_busy(self, booking: Booking, slot: Slot) -> bool:
        others = (
            select(Slot)
            .join(Booking, Booking.slot_id == Slot.id)
            .where(
                Booking.registration_id == booking.registration_id,
                Booking.state.in_(TAKEN),
                Booking.id != booking.id,
            )
        )
        return any(rules.overlap(slot, other) for other in self.session.scalars(others))

    def _note(self, changed: Sequence[tuple[Booking, str]], because: str) -> None:
        """History rows of bookings that are in the database, each with its state before."""
        rows = [
            {
                "registration_id": booking.registration_id,
                "booking_id": booking.id,
                "at": self.now,
                "from_state": before,
                "to_state": booking.state,
                "because": because,
                "actor": self.actor,
            }
            for booking, before in changed
        ]
        if rows:
            self.session.execute(insert(PlaceChange), rows)


def open_gate(event_id: int, *, now: datetime, actor: str) -> Gate:
    """Locks the event's row and reads it afresh: what was read before the lock may be old."""
    event = events.locked(event_id)
    return Gate(needs_transaction(), event, now, actor)
