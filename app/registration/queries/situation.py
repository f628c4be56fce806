"""How an event stands for somebody who asks now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.events.enums import Fairness
from app.events.models import Event
from app.kernel.database import db
from app.kernel.tokens import normal_code
from app.registration import rules
from app.registration.models import AccessCode
from app.registration.queries.counts import Hold, event_count, holds_of
from app.registration.queries.drawing import draw_of
from app.registration.queries.lists import closed_lists


@dataclass(frozen=True)
class Situation:
    """`count` is None where the event has no number of its own. `drawn_at`: when the draw is that who
    asks now goes into. `closed`: the slots (None: the event) whose waiting lists take nobody.
    `holds`: the living access codes."""

    count: rules.Count | None
    drawn_at: datetime | None
    closed: frozenset[int | None]
    holds: tuple[Hold, ...]

    @property
    def has_codes(self) -> bool:
        return bool(self.holds)

    @property
    def is_full(self) -> bool:
        """Who asks now waits for a place in the event."""
        return (
            self.drawn_at is None
            and self.count is not None
            and (self.count.left == 0 or self.count.waiting > 0)
        )

    @property
    def is_over(self) -> bool:
        """Full, and nobody may wait either."""
        return (
            self.is_full and None in self.closed and self.count is not None and not self.count.left
        )


def situation_of(event: Event, *, now: datetime) -> Situation:
    policy, holds = event.policies.places, tuple(holds_of(event.id))
    return Situation(
        count=event_count(event, holds=holds) if policy.capacity is not None else None,
        drawn_at=draw_to_come(event, now=now),
        closed=frozenset(closed_lists(event.id)),
        holds=holds,
    )


def draw_to_come(event: Event, *, now: datetime) -> datetime | None:
    """When the draw is that who asks now goes into; None when there is none, or it has been."""
    policy, opens_at = event.policies.places, event.registration_opens_at
    if policy.fairness != Fairness.DRAW or opens_at is None:
        return None
    ends_at = rules.draw_ends_at(policy, opens_at=opens_at)
    draw = draw_of(event)
    was_drawn = draw is not None and draw.drawn_at is not None
    return ends_at if now < ends_at and not was_drawn else None


def living_code(event_id: int, typed: str) -> AccessCode | None:
    """The code of these letters, unless it has ended."""
    return db.session.scalar(
        select(AccessCode).where(
            AccessCode.event_id == event_id,
            AccessCode.code == normal_code(typed),
            AccessCode.ended_at.is_(None),
        )
    )


def left_of(code: AccessCode) -> int:
    """How many places a living code still gives."""
    return next((h.left for h in holds_of(code.event_id) if h.code_id == code.id), 0)
