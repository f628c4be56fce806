"""Opening the gate: lock the event, then do what time has brought, then whatever was asked for."""

from __future__ import annotations

from datetime import datetime

from app.registration.actions.gate import Gate, lock_gate
from app.registration.actions.keeping import keep_time


def open_gate(event_id: int, *, now: datetime, actor: str) -> Gate:
    """An offer that has run out is over before anybody accepts it, and what it held has gone to the
    next in line before a walk-up can have it."""
    gate = lock_gate(event_id, now=now, actor=actor)
    due_at = gate.event.places_due_at
    if due_at is not None and now >= due_at:
        keep_time(gate)
    return gate
