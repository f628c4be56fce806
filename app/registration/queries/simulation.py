"""Waiting lists as `rules.simulation` takes them: what more places or another share would do."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from app.events.models import Event
from app.kernel.database import db
from app.programme.models import Slot
from app.registration import rules
from app.registration.enums import TAKEN
from app.registration.models import Booking
from app.registration.queries.counts import event_count, held_by_groups, in_share
from app.registration.queries.lists import SlotList
from app.registration.queries.waiting import holdings_of, waiting_for_event
from app.registration.rules import simulation


@dataclass(frozen=True)
class TryList:
    """A list that somebody is on. No slot: the event's. `share` is what is in force today."""

    slot: Slot | None
    count: rules.Count
    share: int | None
    held_by: Mapping[str, int]
    waiting: Sequence[simulation.Waiting]

    def moved(self, *, more: int = 0, share: int | None) -> list[str]:
        """Who would move up with so many places more (or fewer) and this share."""
        left = self.count.capacity + more - self.count.taken - self.count.held
        return simulation.would_move(
            self.waiting, places_left=max(left, 0), share=share, held_by=self.held_by
        )

    @property
    def room_left(self) -> int:
        """How many more the room's licence takes, whatever the session's own number is."""
        return max(self.count.ceiling - self.count.taken - self.count.held, 0)

    def gain(self, more: int) -> simulation.Effect:
        """What so many places more would mean, with today's share."""
        before, after = self.moved(share=self.share), self.moved(more=more, share=self.share)
        return simulation.difference(before, after, self.waiting)


def lists_to_try(event: Event, lists: Iterable[SlotList], *, now: datetime) -> list[TryList]:
    """The event's own list first, then those of the slots that have not begun."""
    step = event.policies.places.share_at(now)
    found = []
    waiting = waiting_for_event(event.id)
    if waiting:
        held = held_by_groups(event.id)
        found.append(
            TryList(
                slot=None,
                count=event_count(event),
                share=step.per_event if step else None,
                held_by=held,
                waiting=[
                    _waiting(one.public_id, one.counts_as, held=held, can_go=True)
                    for one in waiting
                ],
            )
        )
    asked = [one for one in lists if one.waiting and one.slot.starts_at > now]
    held_in = _held_in_slots([one.slot.id for one in asked])
    holdings = holdings_of({b.registration_id for one in asked for b in one.waiting})
    for one in asked:
        held = held_in[one.slot.id]
        found.append(
            TryList(
                slot=one.slot,
                count=one.count,
                share=step.per_slot if step else None,
                held_by=held,
                waiting=[_booked(b, one.slot, held, holdings, now) for b in one.waiting],
            )
        )
    return found


def _booked(
    booking: Booking,
    slot: Slot,
    held: Mapping[str, int],
    holdings: Mapping[int, Sequence[rules.Holding]],
    now: datetime,
) -> simulation.Waiting:
    registration = booking.registration
    decision = rules.decide(
        slot,
        rank=booking.rank,
        holdings=holdings[booking.registration_id],
        has_event_place=registration.state in TAKEN,
        at_share=False,
        now=now,
    )
    return _waiting(
        registration.public_id, booking.counts_as, held=held, can_go=decision.skip is None
    )


def _waiting(ref: str, group: str, *, held: Mapping[str, int], can_go: bool) -> simulation.Waiting:
    return simulation.Waiting(ref=ref, group=group, is_new_group=not held.get(group), can_go=can_go)


def _held_in_slots(slot_ids: Sequence[int]) -> dict[int, Counter[str]]:
    """As `held_by_groups`, for many slots at once."""
    booked = in_share(select(Booking.slot_id, Booking.counts_as, func.count()))
    rows = db.session.execute(
        booked.where(Booking.slot_id.in_(slot_ids)).group_by(Booking.slot_id, Booking.counts_as)
    )
    held: dict[int, Counter[str]] = defaultdict(Counter)
    for slot_id, group, number in rows:
        held[slot_id][group] = number
    return held
