"""Places that change by themselves: the worker's sweep finds the events where something is due."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.events.models import Event
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.kernel.work import Kind
from app.registration import actions


def due(now: datetime, limit: int) -> list[int]:
    """Ids of events."""
    query = select(Event.id).where(Event.places_due_at <= now)
    return list(db.session.scalars(query.order_by(Event.places_due_at).limit(limit)))


def run(event_id: int) -> None:
    """Opening the gate does it; whoever comes second finds nothing left to do."""
    with transaction():
        actions.open_gate(event_id, now=clock.now(), actor="time")


KIND = Kind(due=due, run=run)
