"""The one gate for places.

Every way in goes through here: lock the event's row, then count, then write. There is no counter
column: places are counted under the lock, so that nothing can drift and a capacity may be lowered.
One lock for all places of an event, so that a chain of promotions cannot wait on itself.
`opening.open_gate` opens it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, joinedload

from app.events import queries as events
from app.events.models import Event
from app.events.policies import PlacesPolicy, ShareStep
from app.kernel.transaction import needs_transaction
from app.programme.models import Session as ProgrammeSession
from app.programme.models import Slot
from app.registration import queries, rules
from app.registration.enums import PlaceState
from app.registration.models import Booking, ClosedList, PlaceChange, Registration


@dataclass
class Gate:
    """Held open by one transaction; `actor` and `because` go into the history of what it does."""

    session: Session
    event: Event
    now: datetime
    actor: str

    @cached_property
    def policy(self) -> PlacesPolicy:
        return self.event.policies.places

    @cached_property
    def share(self) -> ShareStep | None:
        """How many places a library service may hold just now; None: as many as there are."""
        return self.policy.share_at(self.now)

    @property
    def day_begins_at(self) -> datetime:
        """Midnight in London: what windows "before the day" are measured from."""
        return rules.day_begins_at(self.event.day_on)

    @property
    def day_ends_at(self) -> datetime:
        """The next midnight in London."""
        return rules.day_begins_at(self.event.day_on + timedelta(days=1))

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
        """Places of slots, counted now, under the lock."""
        self.session.flush()
        return queries.counts_of(slots)

    def count(self) -> rules.Count:
        """Places in the event, counted now, under the lock."""
        self.session.flush()
        return queries.event_count(self.event)

    def held_by_groups(self, slot: Slot | None = None) -> Counter[str]:
        """What each library service holds of the event or the slot; empty when no share is in force."""
        limit = self.share_limit(slot)
        if limit is None:
            return Counter()
        self.session.flush()
        return queries.held_by_groups(self.event.id, slot.id if slot else None)

    def share_limit(self, slot: Slot | None = None) -> int | None:
        if self.share is None:
            return None
        return self.share.per_slot if slot else self.share.per_event

    def is_closed(self, slot: Slot | None = None) -> bool:
        """Whether this waiting list (without a slot: the event's) takes nobody any more."""
        query = select(ClosedList.id).where(
            ClosedList.event_id == self.event.id, ClosedList.slot_id == (slot.id if slot else None)
        )
        return self.session.scalar(query) is not None

    def move(self, place: Registration | Booking, state: PlaceState, *, because: str) -> None:
        """The only way a place changes its state; writes the history too."""
        before = place.state
        if not rules.may_move(before, state):
            raise ValueError(f"a place cannot go from {before} to {state}")
        place.state = state
        place.skipped_because = ""
        if state != PlaceState.OFFERED:
            place.offer_ends_at = None
        self.note([(place, before)], because=because)

    def offer(self, place: Registration | Booking, *, until: datetime, because: str) -> None:
        """Holds a place for one person until a time."""
        self.move(place, PlaceState.OFFERED, because=because)
        place.offer_ends_at = until
        self.event.places_wait_until(until)

    def add(self, places: Sequence[Registration | Booking], *, because: str) -> None:
        """New places, each with the first line of its history."""
        self.session.add_all(places)
        self.session.flush()
        self.note([(place, "") for place in places], because=because)

    def number_bookings(self, bookings: Sequence[Booking]) -> None:
        """The next positions of the waiting lists; never one that was given before."""
        if not bookings:
            return
        rows = self.session.execute(
            select(Booking.slot_id, func.max(Booking.position))
            .where(Booking.slot_id.in_([booking.slot.id for booking in bookings]))
            .group_by(Booking.slot_id)
        )
        last = {row[0]: row[1] or 0 for row in rows}
        for booking in bookings:
            last[booking.slot.id] = last.get(booking.slot.id, 0) + 1
            booking.position = last[booking.slot.id]
            self.event.places_wait_until(booking.slot.ends_at)

    def next_position(self) -> int:
        """Of the event's own waiting list."""
        query = select(func.max(Registration.position)).where(
            Registration.event_id == self.event.id
        )
        self.event.places_wait_until(self.day_ends_at)
        return (self.session.scalar(query) or 0) + 1

    def note(self, changed: Sequence[tuple[Registration | Booking, str]], *, because: str) -> None:
        """History rows of places that are in the database, each with its state before."""
        rows = [
            {
                "registration_id": _registration_id(place),
                "booking_id": place.id if isinstance(place, Booking) else None,
                "at": self.now,
                "from_state": before,
                "to_state": place.state,
                "because": because,
                "actor": self.actor,
            }
            for place, before in changed
        ]
        if rows:
            self.session.execute(insert(PlaceChange), rows)
        self.event.places_changed()


def lock_gate(event_id: int, *, now: datetime, actor: str) -> Gate:
    """Locks the event's row and reads it afresh: what was read before the lock may be old."""
    event = events.locked(event_id)
    return Gate(needs_transaction(), event, now, actor)


def _registration_id(place: Registration | Booking) -> int:
    return place.registration_id if isinstance(place, Booking) else place.id
