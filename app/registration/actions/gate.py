"""The one gate for places.

Every way in goes through here: lock the event's row, then count, then write. There is no counter
column: places are counted under the lock, so that nothing can drift and a capacity may be lowered.
One lock for all places of an event, so that a chain of promotions cannot wait on itself.
`opening.open_gate` opens it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from typing import cast

from sqlalchemy import Table, bindparam, func, insert, select
from sqlalchemy.orm import Session, joinedload

from app.events import queries as events
from app.events.models import Event
from app.events.policies import PlacesPolicy, ShareStep
from app.kernel.transaction import needs_transaction
from app.programme.enums import SessionKind, SlotState
from app.programme.models import Room, Slot
from app.programme.models import Session as ProgrammeSession
from app.registration import queries, rules
from app.registration.enums import PlaceState
from app.registration.models import Booking, PlaceChange, Registration

# Asked by everybody who comes through, so they are written once.
_SLOTS = (
    select(Slot)
    .options(joinedload(Slot.session), joinedload(Slot.room).load_only(Room.name, Room.capacity))
    .where(Slot.event_id == bindparam("event_id"))
    .order_by(Slot.starts_at, Slot.id)
    .execution_options(populate_existing=True)
)
_AMONG = Slot.id.in_(bindparam("ids", expanding=True))
_PLENARY = (
    Slot.session.has(ProgrammeSession.kind == SessionKind.PLENARY)
    & (Slot.state == SlotState.SCHEDULED)
    & (Slot.starts_at > bindparam("now"))
)
_CHOSEN = _SLOTS.where(_AMONG)
_CHOSEN_AND_PLENARIES = _SLOTS.where(_AMONG | _PLENARY)
_LAST_IN_SLOTS = (
    select(Booking.slot_id, func.max(Booking.position))
    .where(Booking.slot_id.in_(bindparam("slot_ids", expanding=True)))
    .group_by(Booking.slot_id)
)
_LAST_IN_EVENT = select(func.max(Registration.position)).where(
    Registration.event_id == bindparam("event_id")
)
_NOTE = insert(cast("Table", PlaceChange.__table__))


@dataclass
class Gate:
    """Held open by one transaction; `actor` and `because` go into the history of what it does."""

    session: Session
    event: Event
    now: datetime
    actor: str
    _is_changed: bool = field(default=False, init=False)

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
        asked = {"ids": list(ids), "event_id": self.event.id}
        return list(self.session.scalars(_CHOSEN, asked))

    def slots_and_plenaries(self, ids: Iterable[int]) -> list[Slot]:
        """The same with the plenaries to come, which everybody has."""
        asked = {"ids": list(ids), "event_id": self.event.id, "now": self.now}
        return list(self.session.scalars(_CHOSEN_AND_PLENARIES, asked))

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
        return (slot.id if slot else None) in self._closed

    @cached_property
    def _closed(self) -> frozenset[int | None]:
        """Read once, under the lock: who closes one at this gate does not ask for it again."""
        return frozenset(queries.closed_lists(self.event.id))

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
        self._changed()
        self.session.add_all(places)
        self.session.flush()
        self.note([(place, "") for place in places], because=because)

    def number_bookings(self, bookings: Sequence[Booking]) -> None:
        """The next positions of the waiting lists; never one that was given before."""
        if not bookings:
            return
        asked = {"slot_ids": [booking.slot.id for booking in bookings]}
        rows = self.session.execute(_LAST_IN_SLOTS, asked)
        last = {row[0]: row[1] or 0 for row in rows}
        for booking in bookings:
            last[booking.slot.id] = last.get(booking.slot.id, 0) + 1
            booking.position = last[booking.slot.id]
            self.event.places_wait_until(booking.slot.ends_at)

    def next_position(self) -> int:
        """Of the event's own waiting list."""
        self.event.places_wait_until(self.day_ends_at)
        return (self.session.scalar(_LAST_IN_EVENT, {"event_id": self.event.id}) or 0) + 1

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
            self.session.execute(_NOTE, rows)
        self._changed()

    def _changed(self) -> None:
        """Once: seen from outside, all of a transaction is one change."""
        if not self._is_changed:
            self._is_changed = True
            self.event.places_changed()


def lock_gate(event_id: int, *, now: datetime, actor: str) -> Gate:
    """Locks the event's row and reads it afresh: what was read before the lock may be old."""
    event = events.locked(event_id)
    return Gate(needs_transaction(), event, now, actor)


def _registration_id(place: Registration | Booking) -> int:
    return place.registration_id if isinstance(place, Booking) else place.id
