"""Placing one registration: in the event, and in the sessions it asks for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.tokens import public_id
from app.programme.models import Slot
from app.registration import errors, queries, rules
from app.registration.actions.gate import Gate
from app.registration.actions.settling import settle
from app.registration.enums import TAKEN, PlaceKind, PlaceState, Skip
from app.registration.models import AccessCode, Booking, Registration
from app.registration.queries import Place


@dataclass(frozen=True)
class Asked:
    """A session somebody asks for. `rank`: of two that clash the lower one is kept."""

    slot: Slot
    rank: int = 0


def event_state(
    gate: Gate, *, group: str, code: AccessCode | None
) -> tuple[PlaceState, Skip | None]:
    """The place in the event for one who asks now: confirmed, or waiting and perhaps why."""
    limit = gate.share_limit()
    if gate.policy.capacity is None and limit is None:
        return PlaceState.CONFIRMED, None
    count = gate.count()
    if count.left and count.waiting:
        settle(gate, slots=(), with_event=True)
        count = gate.count()
    if code is not None and count.left_with(_own_hold(gate, code, None)):
        return PlaceState.CONFIRMED, None
    at_share = rules.is_at_share(limit, group=group, held=gate.held_by_groups()[group])
    state = rules.place_for(count.left, at_share=at_share)
    if state == PlaceState.WAITING and gate.is_closed():
        raise errors.EventListClosed()
    return state, Skip.SHARE if at_share and count.left else None


def place(
    gate: Gate,
    registration: Registration,
    asked: Sequence[Asked],
    *,
    because: str,
    code: AccessCode | None = None,
) -> list[Place]:
    """One booking for each session asked for: a place where there is one, else the end of its waiting
    list; written together with the registration if that is new. Of wishes that clash the best with room
    is kept, the better ones wait, worse ones fall away.

    Who waits for the event or is to be drawn keeps wishes; who has an offer holds sessions with it.
    """
    state = registration.state
    if state in (PlaceState.APPLIED, PlaceState.WAITING):
        return _keep_wishes(gate, registration, asked, because=because)
    counts = _counts(gate, [one.slot for one in asked])
    places: list[Place] = []
    for one in sorted(asked, key=lambda one: (one.rank, one.slot.starts_at, one.slot.id)):
        if any(_has(other, one) for other in places):
            continue
        places.append(_place_one(gate, registration, one, counts=counts, code=code))
    bookings = [place.booking for place in places]
    gate.number_bookings([b for b in bookings if b.state == PlaceState.WAITING])
    gate.add([*_new_one(registration), *bookings], because=because)
    return sorted(places, key=lambda place: (place.booking.slot.starts_at, place.booking.id))


def _counts(gate: Gate, slots: Sequence[Slot]) -> dict[int, rules.Count]:
    """After those who wait were served. That may move people between these very sessions, so all of
    them are counted anew."""
    counts = gate.counts(slots)
    to_serve = [slot.id for slot in slots if counts[slot.id].left and counts[slot.id].waiting]
    if not to_serve:
        return counts
    settle(gate, slots=to_serve)
    return gate.counts(slots)


def _place_one(
    gate: Gate,
    registration: Registration,
    asked: Asked,
    *,
    counts: dict[int, rules.Count],
    code: AccessCode | None,
) -> Place:
    slot = asked.slot
    count = counts[slot.id]
    group = registration.counts_as
    held = gate.held_by_groups(slot)[group]
    own_hold = _own_hold(gate, code, slot) if code is not None else 0
    has_code = own_hold > 0 and count.left_with(own_hold) > 0
    at_share = not has_code and rules.is_at_share(gate.share_limit(slot), group=group, held=held)
    left = 1 if has_code else count.left
    state = rules.place_for(left, at_share=at_share)
    booking = _new(gate, registration, asked, PlaceState(state))
    if state == PlaceState.WAITING:
        if gate.is_closed(slot):
            raise errors.ListClosed(slot.session.title)
        booking.skipped_because = Skip.SHARE if at_share and left else ""
        return Place(booking, count.waiting)
    if registration.state == PlaceState.OFFERED:
        booking.state = PlaceState.OFFERED
        booking.offer_ends_at = registration.offer_ends_at
    return Place(booking, None)


def _keep_wishes(
    gate: Gate, registration: Registration, asked: Sequence[Asked], *, because: str
) -> list[Place]:
    """They keep the turn of now in each session's list, for when there is a place in the event. Those
    of a draw get theirs when it is drawn."""
    wishes = [_new(gate, registration, one, PlaceState.APPLIED) for one in asked]
    if registration.state == PlaceState.WAITING:
        gate.number_bookings(wishes)
    gate.add([*_new_one(registration), *wishes], because=because)
    return [Place(wish, None) for wish in wishes]


def _new_one(registration: Registration) -> list[Registration]:
    return [registration] if registration.id is None else []


def _new(gate: Gate, registration: Registration, asked: Asked, state: PlaceState) -> Booking:
    return Booking(
        public_id=public_id(),
        registration=registration,
        slot=asked.slot,
        service_id=registration.service_id,
        counts_as=registration.counts_as,
        state=state,
        kind=PlaceKind.ATTENDEE,
        rank=asked.rank,
        asked_at=gate.now,
        skipped_because="",
    )


def _has(other: Place, asked: Asked) -> bool:
    """A better wish at that time has its place already, so that this one is not needed."""
    return other.booking.state in TAKEN and rules.overlap(other.booking.slot, asked.slot)


def _own_hold(gate: Gate, code: AccessCode, slot: Slot | None) -> int:
    hold = next((one for one in queries.holds_of(gate.event.id) if one.code_id == code.id), None)
    if hold is None:
        return 0
    if slot is None:
        return hold.left
    return hold.left_in_slot if hold.slot_id == slot.id else 0
