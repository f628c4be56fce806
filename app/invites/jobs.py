"""Telling a change of the programme, after the quiet while."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.events import queries as events
from app.invites import actions
from app.programme.queries import slot_by_id


def tell_change(payload: dict[str, Any], now: datetime) -> None:
    """To each person in the slot: what moved, with the calendar entry as it is now. A slot that is over or
    cancelled concerns nobody any more."""
    slot = slot_by_id(payload["slot_id"])
    if slot is None:
        return
    events.locked(slot.event_id)
    if slot.is_cancelled or slot.ends_at <= now:
        return
    was = actions.Was(
        slot=slot,
        starts_at=datetime.fromisoformat(payload["starts_at"]),
        ends_at=datetime.fromisoformat(payload.get("ends_at") or slot.ends_at.isoformat()),
        room=payload["room"],
        since=datetime.fromisoformat(payload["since"]),
    )
    actions.tell_moved([was], always=False, now=now)
