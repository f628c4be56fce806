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
from app.registration.queries.counts import Hold, holds_of
from app.registration.queries.drawing import draw_of
from app.registration.queries.numbers import Numbers, numbers_of


@dataclass(frozen=True)
class Situation:
    """`drawn_at`: when the draw is that who asks now goes into; None when there is none."""

    numbers: Numbers
    drawn_at: datetime | None

    @property
    def count(self) -> rules.Count | None:
        """None where the event has no number of its own."""
        return self.numbers.event

    @property
    def slots(self) -> dict[int, rules.Count]:
        return self.numbers.slots

    @property
    def closed(self) -> frozenset[int | None]:
        """The slots (None: the event) whose waiting lists take nobody."""
        return self.numbers.closed

    @property
    def has_codes(self) -> bool:
        return bool(self.numbers.holds)

    @property
    def is_full(self) -> bool:
        """Who asks now waits for a place in the event."""
        return self.drawn_at is None and self.count is not None and self.count.left == 0

    @property
    def is_over(self) -> bool:
        """Full, and nobody may wait either; with places kept back, who has a code may still ask."""
        return (
            self.is_full
            and not self.has_codes
            and None in self.closed
            and self.count is not None
            and not self.count.left
        )

    def hold_of(self, code: AccessCode | None) -> Hold | None:
        """What an access code keeps back for who registers with it now: a place in the event, perhaps one
        in a session. None: it gives nothing, as in a draw, where all count as equal."""
        found = (one for one in self.numbers.holds if code is not None and one.code_id == code.id)
        hold = next(found, None)
        if hold is None or not hold.left or self.drawn_at is not None:
            return None
        has_place = self.count is None or self.count.left_with(hold.left) > 0
        return hold if has_place else None

    def is_kept(self, hold: Hold | None, slot_id: int) -> bool:
        """Whether this hold (of `hold_of`) gives a place in the session."""
        if hold is None or hold.slot_id != slot_id or not hold.left_in_slot:
            return False
        return self.slots[slot_id].left_with(hold.left_in_slot) > 0


def situation_of(event: Event, *, now: datetime) -> Situation:
    return Situation(numbers_of(event), draw_to_come(event, now=now))


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
