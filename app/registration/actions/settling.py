"""Settling: free places go at once, in order, to the first who can take them.

One pass follows every chain: a place that comes free, the one that is given up for it, the next after
that, until nothing moves any more.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Sequence

from sqlalchemy import select

from app.programme.models import Slot
from app.registration import errors, messages, queries, rules
from app.registration.actions.closing import CLOSED
from app.registration.actions.gate import Gate
from app.registration.actions.telling import post_to, tell
from app.registration.enums import TAKEN, PlaceState, Skip
from app.registration.models import Booking, Registration

MOVED_UP, SWAPPED = "moved_up", "swapped"


def settle(gate: Gate, *, slots: Iterable[int], with_event: bool = False) -> None:
    """Gives what is free in these slots, and in the event when asked to, to those who wait."""
    _Pass(gate, slots).run(with_event=with_event)


def settle_everything(gate: Gate) -> None:
    waited_for = select(Booking.slot_id).where(Booking.state == PlaceState.WAITING)
    query = select(Slot.id).where(Slot.event_id == gate.event.id, Slot.id.in_(waited_for))
    settle(gate, slots=gate.session.scalars(query.order_by(Slot.id)).all(), with_event=True)


def settle_after(gate: Gate, ended: Sequence[Booking]) -> None:
    """What ended places set free: the places, and their people for sessions they were skipped in."""
    gate.session.flush()
    people = {booking.registration_id for booking in ended}
    settle(gate, slots=[*(booking.slot_id for booking in ended), *queries.slots_waited_for(people)])


class _Pass:
    def __init__(self, gate: Gate, slots: Iterable[int]) -> None:
        self.gate = gate
        self.queue = deque(dict.fromkeys(slots))
        self.admitted: dict[
            int, Registration
        ] = {}  # into the event in this pass: one mail tells all

    def run(self, *, with_event: bool) -> None:
        if with_event:
            self._fill_event()
        while self.queue:
            (slot,) = self.gate.slots([self.queue.popleft()])
            self._fill(slot)
        for registration in self.admitted.values():
            self._end_on_closed_lists(registration)
            places = queries.places_of(registration.id)
            tell(self.gate, registration, messages.admitted(registration, places))

    def _end_on_closed_lists(self, registration: Registration) -> None:
        """Their wishes waited for the event while these lists were closed; nobody waits there."""
        waits = queries.bookings_of(registration.id, states=(PlaceState.WAITING,))
        for booking in waits:
            if self.gate.is_closed(booking.slot):
                self.gate.move(booking, PlaceState.EXPIRED, because=CLOSED)
                post_to(self.gate, messages.list_closed(booking))
        self.gate.session.flush()

    def _later(self, slot_ids: Iterable[int]) -> None:
        self.queue.extend(one for one in slot_ids if one not in self.queue)

    def _fill_event(self) -> None:
        gate = self.gate
        count = gate.count()
        left = count.left
        if not (left and count.waiting):
            return
        held, limit = gate.held_by_groups(), gate.share_limit()
        for registration in queries.waiting_for_event(gate.event.id):
            if not left:
                break
            group = registration.counts_as
            if rules.is_at_share(limit, group=group, held=held[group]):
                self._skip(registration, Skip.SHARE)
                continue
            self._admit(registration)
            left -= 1
            held[group] += 1

    def _admit(self, registration: Registration) -> None:
        """A place in the event; the sessions follow in this same pass, in the order of first asking."""
        gate, begins_at = self.gate, self.gate.day_begins_at
        way = rules.way_up(gate.policy, starts_at=begins_at, now=gate.now)
        if way == PlaceState.OFFERED:
            until = rules.offer_ends_at(gate.policy, starts_at=begins_at, now=gate.now)
            gate.offer(registration, until=until, because=MOVED_UP)
        else:
            gate.move(registration, PlaceState.CONFIRMED, because=MOVED_UP)
        wishes = queries.bookings_of(registration.id, states=(PlaceState.APPLIED,))
        for wish in wishes:
            gate.move(wish, PlaceState.WAITING, because=MOVED_UP)
        self.admitted[registration.id] = registration
        self._later(wish.slot_id for wish in sorted(wishes, key=lambda one: one.rank))

    def _fill(self, slot: Slot) -> None:
        gate = self.gate
        if slot.is_cancelled or gate.now >= slot.starts_at:
            return
        count = gate.counts([slot])[slot.id]
        left = count.left
        if not (left and count.waiting):
            return
        held, waiting = gate.held_by_groups(slot), queries.waiting_for(slot.id)
        holdings = queries.holdings_of(one.registration_id for one in waiting)
        for booking in waiting:
            if not left:
                break
            decision = rules.decide(
                slot,
                rank=booking.rank,
                holdings=holdings[booking.registration_id],
                has_event_place=booking.registration.state in TAKEN,
                at_share=self._is_at_share(booking, slot, held),
                now=gate.now,
            )
            if decision.skip:
                self._skip(booking, decision.skip)
                continue
            self._promote(booking, instead_of=decision.instead_of)
            left -= 1
            held[booking.counts_as] += 1

    def _is_at_share(self, booking: Booking, slot: Slot, held: Counter[str]) -> bool:
        group, limit = booking.counts_as, self.gate.share_limit(slot)
        return rules.is_at_share(limit, group=group, held=held[group])

    def _promote(self, booking: Booking, *, instead_of: Sequence[int]) -> None:
        gate, registration = self.gate, booking.registration
        way = rules.way_up(gate.policy, starts_at=booking.slot.starts_at, now=gate.now)
        if registration.state == PlaceState.OFFERED:  # held together with the place in the event
            assert registration.offer_ends_at is not None
            gate.offer(booking, until=registration.offer_ends_at, because=MOVED_UP)
        elif way == PlaceState.OFFERED and not instead_of and registration.id not in self.admitted:
            until = rules.offer_ends_at(gate.policy, starts_at=booking.slot.starts_at, now=gate.now)
            gate.offer(booking, until=until, because=MOVED_UP)
        else:
            gate.move(booking, PlaceState.CONFIRMED, because=MOVED_UP)
        left = self._give_up(instead_of)
        gate.session.flush()
        if registration.id not in self.admitted and registration.state == PlaceState.CONFIRMED:
            self._tell(booking, left)

    def _give_up(self, booking_ids: Sequence[int]) -> list[Booking]:
        """What is replaced by something better; the next in line get it in this pass."""
        replaced = [self.gate.session.get_one(Booking, one) for one in booking_ids]
        for booking in replaced:
            self.gate.move(booking, PlaceState.CANCELLED, because=SWAPPED)
        self._later(booking.slot_id for booking in replaced)
        self._later(queries.slots_waited_for(booking.registration_id for booking in replaced))
        return replaced

    def _tell(self, booking: Booking, replaced: Sequence[Booking]) -> None:
        gate, registration = self.gate, booking.registration
        if booking.state == PlaceState.OFFERED:
            tell(gate, registration, messages.offered(booking))
        else:
            tell(gate, registration, messages.moved_up(booking, instead_of=replaced, now=gate.now))

    def _skip(self, place: Registration | Booking, why: Skip) -> None:
        """Passed over, not dropped: told once, with the reason, and first again when it resolves."""
        if place.skipped_because == why:
            return
        place.skipped_because = why
        self.gate.event.places_changed()
        if why in (Skip.CLASH, Skip.SHARE):
            post_to(self.gate, messages.passed_over(place, why, step=self.gate.share))


def swap_out(gate: Gate, booking: Booking) -> list[Booking]:
    """What clashes with a place just taken is given up for it; the caller settles what that frees."""
    held = queries.bookings_of(booking.registration_id, states=TAKEN)
    replaced = [
        one for one in held if one.id != booking.id and rules.overlap(one.slot, booking.slot)
    ]
    for one in replaced:
        if queries.holding(one).is_fixed or one.slot.starts_at <= gate.now:
            titles = one.slot.title, booking.slot.title
            raise errors.SessionsClash(*titles, (one.slot_id, booking.slot_id))
    for one in replaced:
        gate.move(one, PlaceState.CANCELLED, because=SWAPPED)
    return replaced
