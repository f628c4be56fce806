"""How a library service stands: "your service holds 3 of 4 places until 5 November"."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from app.events.models import Event
from app.kernel import shown
from app.kernel.database import db
from app.registration import rules
from app.registration.models import Booking
from app.registration.queries.counts import held_by_groups, in_share


@dataclass(frozen=True)
class ShareStanding:
    """What a service holds of its share, until when that share is in force."""

    group: str
    held: int
    limit: int
    until: datetime

    @property
    def is_reached(self) -> bool:
        return rules.is_at_share(self.limit, group=self.group, held=self.held)

    @property
    def sentence(self) -> str:
        held, limit, until = self.held, self.limit, shown.moment(self.until)
        if self.is_reached:
            return _(
                "Your library service holds its %(limit)s of %(limit)s places until %(until)s. "
                "You would wait, and keep your turn.",
                limit=limit,
                until=until,
            )
        return _(
            "Your library service holds %(held)s of %(limit)s places until %(until)s",
            held=held,
            limit=limit,
            until=until,
        )


def event_share(event: Event, group: str, *, now: datetime) -> ShareStanding | None:
    """Of the event; None when no share is in force."""
    step = event.policies.places.share_at(now)
    if step is None or step.per_event is None or not group:
        return None
    held = held_by_groups(event.id)[group]
    return ShareStanding(group, held, step.per_event, step.until)


def slot_shares(
    event: Event, group: str, slot_ids: Sequence[int], *, now: datetime
) -> dict[int, ShareStanding]:
    """Of each of these slots; empty when no share is in force."""
    step = event.policies.places.share_at(now)
    if step is None or step.per_slot is None or not group:
        return {}
    booked = in_share(select(Booking.slot_id, func.count()))
    rows = db.session.execute(
        booked.where(Booking.slot_id.in_(slot_ids), Booking.counts_as == group).group_by(
            Booking.slot_id
        )
    )
    held = {row[0]: row[1] for row in rows}
    return {
        slot_id: ShareStanding(group, held.get(slot_id, 0), step.per_slot, step.until)
        for slot_id in slot_ids
    }
