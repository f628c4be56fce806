"""Counting places. There is no counter column: what is shown and what decides are both counted rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVarTuple

from sqlalchemy import Select, bindparam, func, select

from app.events.models import Event
from app.kernel.database import db
from app.registration import rules
from app.registration.enums import TAKEN, PlaceKind, PlaceState
from app.registration.models import AccessCode, Booking, Registration

# Asked by each page of the flow and by the gate, so they are written once.
_IN_SLOTS = (
    select(Booking.slot_id, Booking.state, Booking.kind, func.count())
    .where(
        Booking.slot_id.in_(bindparam("slot_ids", expanding=True)),
        Booking.state.in_((*TAKEN, PlaceState.WAITING)),
    )
    .group_by(Booking.slot_id, Booking.state, Booking.kind)
)
_IN_EVENT = (
    select(Registration.state, func.count())
    .where(
        Registration.event_id == bindparam("event_id"),
        Registration.kind == PlaceKind.ATTENDEE,
        Registration.state.in_((*TAKEN, PlaceState.WAITING)),
    )
    .group_by(Registration.state)
)
_CODES = select(AccessCode.id, AccessCode.slot_id, AccessCode.places).where(
    AccessCode.event_id == bindparam("event_id"), AccessCode.ended_at.is_(None)
)

Ts = TypeVarTuple("Ts")


class HasPlaces(Protocol):
    """A slot, or what forms know of one."""

    @property
    def id(self) -> int: ...
    @property
    def event_id(self) -> int: ...
    @property
    def capacity(self) -> int | None: ...
    @property
    def room_capacity(self) -> int: ...
    @property
    def overbook_percent(self) -> int: ...


@dataclass(frozen=True)
class Hold:
    """A living access code with what is not used of it: in the event, and in its slot if it has one."""

    code_id: int
    slot_id: int | None
    left: int
    left_in_slot: int


def counts_of(
    slots: Iterable[HasPlaces], *, holds: Sequence[Hold] | None = None
) -> dict[int, rules.Count]:
    """Places of slots of one event, counted now: for pages, and for the gate under its lock. `holds`:
    those of the event, from who has read them a moment ago."""
    chosen = list(slots)
    if not chosen:
        return {}
    rows = db.session.execute(_IN_SLOTS, {"slot_ids": [slot.id for slot in chosen]})
    numbers: dict[int, Counter[tuple[str, str]]] = {slot.id: Counter() for slot in chosen}
    for slot_id, state, kind, number in rows:
        numbers[slot_id][state, kind] = number
    held = _held_in_slots(holds_of(chosen[0].event_id) if holds is None else holds)
    return {slot.id: _count_of(slot, numbers[slot.id], held[slot.id]) for slot in chosen}


def event_count(event: Event, *, holds: Sequence[Hold] | None = None) -> rules.Count:
    """Places in the event itself; presenters come without one. `holds`: as above."""
    rows = db.session.execute(_IN_EVENT, {"event_id": event.id})
    numbers = Counter({row[0]: row[1] for row in rows})
    own = event.policies.places.capacity
    return rules.Count(
        capacity=rules.UNLIMITED if own is None else own,
        taken=sum(numbers[state] for state in TAKEN),
        waiting=numbers[PlaceState.WAITING],
        held=sum(hold.left for hold in (holds_of(event.id) if holds is None else holds)),
        offered=numbers[PlaceState.OFFERED],
    )


def holds_of(event_id: int) -> list[Hold]:
    """The access codes that still keep places back."""
    codes = db.session.execute(_CODES, {"event_id": event_id}).all()
    if not codes:
        return []
    used = used_by_codes([code.id for code in codes])
    return [
        Hold(
            code.id,
            code.slot_id,
            left=max(code.places - used[code.id, None], 0),
            left_in_slot=max(code.places - used[code.id, code.slot_id], 0) if code.slot_id else 0,
        )
        for code in codes
    ]


def held_by_groups(event_id: int, slot_id: int | None = None) -> Counter[str]:
    """How many places each library service (or group) holds, in the event or in one slot: what a share
    is measured by. Presenters do not count, nor do places that an access code gave."""
    if slot_id is None:
        query = select(Registration.counts_as, func.count()).where(
            Registration.event_id == event_id,
            Registration.state.in_(TAKEN),
            Registration.kind == PlaceKind.ATTENDEE,
            Registration.code_id.is_(None),
        )
        rows = db.session.execute(query.group_by(Registration.counts_as))
    else:
        booked = in_share(select(Booking.counts_as, func.count()))
        query = booked.where(Booking.slot_id == slot_id)
        rows = db.session.execute(query.group_by(Booking.counts_as))
    return Counter({row[0]: row[1] for row in rows})


def in_share(query: Select[*Ts]) -> Select[*Ts]:
    """A query of bookings, of those that count against a service's share of their slot: not presenters',
    nor those that an access code keeps back in that very slot."""
    by_code = AccessCode.slot_id == Booking.slot_id
    return (
        query.join(Booking.registration)
        .outerjoin(AccessCode, AccessCode.id == Registration.code_id)
        .where(
            Booking.state.in_(TAKEN),
            Booking.kind == PlaceKind.ATTENDEE,
            AccessCode.slot_id.is_(None) | ~by_code,
        )
    )


def used_by_codes(code_ids: Sequence[int]) -> Counter[tuple[int | None, int | None]]:
    """Places given by codes: (code, None) is in the event, (code, slot) in a slot."""
    in_event = db.session.execute(
        select(Registration.code_id, func.count())
        .where(Registration.code_id.in_(code_ids), Registration.state.in_(TAKEN))
        .group_by(Registration.code_id)
    )
    in_slots = db.session.execute(
        select(Registration.code_id, Booking.slot_id, func.count())
        .join(Booking, Booking.registration_id == Registration.id)
        .where(Registration.code_id.in_(code_ids), Booking.state.in_(TAKEN))
        .group_by(Registration.code_id, Booking.slot_id)
    )
    used: Counter[tuple[int | None, int | None]] = Counter(
        {(row[0], None): row[1] for row in in_event}
    )
    used.update({(row[0], row[1]): row[2] for row in in_slots})
    return used


def _held_in_slots(holds: Iterable[Hold]) -> Counter[int]:
    held: Counter[int] = Counter()
    for hold in holds:
        if hold.slot_id is not None:
            held[hold.slot_id] += hold.left_in_slot
    return held


def _count_of(slot: HasPlaces, numbers: Counter[tuple[str, str]], held: int) -> rules.Count:
    presenters = numbers[PlaceState.CONFIRMED, PlaceKind.PRESENTER]
    capacity = rules.capacity_of(
        own=slot.capacity,
        room=slot.room_capacity,
        overbook_percent=slot.overbook_percent,
        presenters=presenters,
    )
    plain = rules.capacity_of(
        own=slot.capacity, room=slot.room_capacity, overbook_percent=0, presenters=presenters
    )
    return rules.Count(
        capacity=capacity,
        taken=sum(numbers[state, PlaceKind.ATTENDEE] for state in TAKEN),
        waiting=sum(n for (state, _kind), n in numbers.items() if state == PlaceState.WAITING),
        held=held,
        offered=numbers[PlaceState.OFFERED, PlaceKind.ATTENDEE],
        overbooked=capacity - plain,
        ceiling=max(slot.room_capacity - presenters, 0),
    )
