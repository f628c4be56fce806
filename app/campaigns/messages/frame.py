"""What every mail of a campaign has: the event, whom to ask, how a session is written."""

from __future__ import annotations

from typing import Any

from app.events.models import Event
from app.kernel import shown
from app.kernel.links import public_url
from app.programme.models import Slot
from app.programme.queries import services_of


def common(event: Event) -> dict[str, Any]:
    return {
        "event": event.name,
        "day": shown.day(event.day_on),
        "event_url": public_url(f"/{event.slug}/"),
        "contact": event.policies.contact_email,
        "notice": event.notice,
    }


def session(slot: Slot, *, join_url: str) -> dict[str, Any]:
    return {
        "title": slot.session.title,
        "time": shown.span(slot.starts_at, slot.ends_at),
        "day": shown.day(slot.starts_at),
        "room": slot.room.name,
        "services": services_of(slot),
        "join_url": join_url,
    }
