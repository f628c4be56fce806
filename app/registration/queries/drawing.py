"""Reading an event's draw."""

from __future__ import annotations

from sqlalchemy import func, select

from app.events.enums import Fairness
from app.events.models import Event
from app.kernel.database import db
from app.registration.enums import PlaceState
from app.registration.models import Draw, Registration


def draw_of(event: Event) -> Draw | None:
    """The draw that was, or the one to come; none when the event wants none any more."""
    found = db.session.scalar(select(Draw).where(Draw.event_id == event.id))
    if found is None or found.drawn_at is not None:
        return found
    return found if event.policies.places.fairness == Fairness.DRAW else None


def applied(event_id: int) -> int:
    """How many wait to be drawn."""
    query = select(func.count()).where(
        Registration.event_id == event_id, Registration.state == PlaceState.APPLIED
    )
    return db.session.scalar(query) or 0
