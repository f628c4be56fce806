"""What a person could add to their day: each session with what would come of choosing it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.programme import queries as programme
from app.programme.models import Slot
from app.registration import queries, rules
from app.registration.enums import TAKEN, PlaceState
from app.registration.models import Booking, Registration
from app.registration.queries import ShareStanding


@dataclass(frozen=True)
class Choice:
    """`clashes`: what they have, wait for or wish at the same time. `is_kept`: one of these cannot be
    given up, since they present there or it comes with the event. `share`: when it keeps them out."""

    slot: Slot
    count: rules.Count
    clashes: Sequence[Booking]
    is_kept: bool
    share: ShareStanding | None
    is_closed: bool
    is_wish: bool  # they have no place in the event yet

    @property
    def has_room(self) -> bool:
        """A place for this person, just now."""
        return self.count.left > 0 and self.share is None and not self.is_wish

    @property
    def is_open(self) -> bool:
        """Can be chosen."""
        return not self.is_kept and (self.has_room or not self.is_closed)

    @property
    def has_clash(self) -> bool:
        return bool(self.clashes)

    @property
    def gives_up(self) -> Sequence[Booking]:
        """Places that a place here would replace; turns and wishes stay."""
        return [one for one in self.clashes if one.state in TAKEN]


def choices_of(registration: Registration, *, now: datetime) -> list[Choice]:
    """Sessions to come that the person has not asked for, by time."""
    held = queries.bookings_of(registration.id)
    has = {booking.slot_id for booking in held}
    slots = [
        slot
        for slot in programme.slots_to_choose(registration.event_id)
        if slot.id not in has and not slot.session.is_plenary and _is_to_come(slot, now)
    ]
    counts = queries.counts_of(slots)
    event, group = registration.event, registration.counts_as
    shares = queries.slot_shares(event, group, [slot.id for slot in slots], now=now)
    closed = queries.situation_of(event, now=now).closed
    is_wish = registration.state in (PlaceState.WAITING, PlaceState.APPLIED)
    found = []
    for slot in slots:
        clashes = [booking for booking in held if rules.overlap(slot, booking.slot)]
        share = shares.get(slot.id)
        found.append(
            Choice(
                slot,
                counts[slot.id],
                clashes=clashes,
                is_kept=any(queries.holding(booking).is_fixed for booking in clashes),
                share=share if share and share.is_reached else None,
                is_closed=slot.id in closed,
                is_wish=is_wish,
            )
        )
    return found


def _is_to_come(slot: Slot, now: datetime) -> bool:
    return not rules.why_not_book(is_cancelled=slot.is_cancelled, starts_at=slot.starts_at, now=now)
