"""Telling a change of the programme, after the quiet while."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from app.events import queries as events
from app.invites import actions, messages
from app.kernel import shown
from app.mail.actions import post
from app.programme.models import Slot
from app.programme.queries import slot_by_id
from app.registration import queries as registrations
from app.registration.enums import PlaceState
from app.registration.models import Booking


def tell_change(payload: dict[str, Any], now: datetime) -> None:
    """To each person in the slot: what moved, with the calendar entry as it is now. Who came after
    the change knows nothing else; a slot that is over or cancelled concerns nobody any more."""
    slot = slot_by_id(payload["slot_id"])
    if slot is None:
        return
    events.locked(slot.event_id)
    if slot.is_cancelled or slot.ends_at <= now:
        return
    was_at = datetime.fromisoformat(payload["starts_at"])
    has_moved = (was_at, payload["room"]) != (slot.starts_at, slot.room.name)
    old = {"when": shown.moment(was_at), "room": payload["room"]}
    for booking in registrations.bookings_in(slot.id):
        _tell_one(booking, slot, payload, old=old if has_moved else None, now=now)


def _tell_one(
    booking: Booking,
    slot: Slot,
    payload: dict[str, Any],
    *,
    old: dict[str, str] | None,
    now: datetime,
) -> None:
    steps = actions.steps_due(booking.registration, now=now)
    waited = booking.state == PlaceState.WAITING and booking.asked_at <= datetime.fromisoformat(
        payload["since"]
    )
    message_id = None
    if old is not None and (waited or (steps and booking.state == PlaceState.CONFIRMED)):
        draft = messages.moved(booking, old=old, version=slot.updated_at.isoformat())
        message_id = post(draft, now=now).id
    actions.tell(booking.registration, steps, message_id=message_id, now=now)
