"""Who moves up from a waiting list: whoever is first and can take the place; others keep their turn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.registration.enums import Skip
from app.registration.rules.places import Span, overlap


@dataclass(frozen=True)
class Holding:
    """Another place of the same person. `rank`: the lower of two that clash is kept. `is_fixed`: cannot
    be given up for a better one, since they present there or it comes with the event."""

    booking_id: int
    starts_at: datetime
    ends_at: datetime
    rank: int
    is_fixed: bool


@dataclass(frozen=True)
class Decision:
    """`skip`: why the place goes to the next one. `instead_of`: the bookings it replaces."""

    skip: Skip | None = None
    instead_of: tuple[int, ...] = ()


def decide(
    slot: Span,
    *,
    rank: int,
    holdings: Sequence[Holding],
    has_event_place: bool,
    at_share: bool,
    now: datetime,
) -> Decision:
    """Whether somebody who waits for `slot` can take a place in it now.

    What clashes and is worse is given up for it in the same step: keep until better. What has begun is
    not: they may sit in it.
    """
    if not has_event_place:
        return Decision(Skip.EVENT)
    clashing = [one for one in holdings if overlap(slot, one)]
    if any(one.is_fixed or one.rank <= rank or one.starts_at <= now for one in clashing):
        return Decision(Skip.CLASH)
    if at_share:
        return Decision(Skip.SHARE)
    return Decision(instead_of=tuple(one.booking_id for one in clashing))
