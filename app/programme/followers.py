"""What the programme makes of news about its event."""

from __future__ import annotations

from sqlalchemy import select

from app.events.facts import EventCreated, EventDayChanged
from app.events.templates import TEMPLATES
from app.kernel.clock import days_later
from app.kernel.transaction import needs_transaction
from app.programme.actions import RoomDraft, add_room, add_track
from app.programme.models import Slot


def add_rooms_and_tracks(fact: EventCreated) -> None:
    """What the template of a new event gives it."""
    template = TEMPLATES[fact.template]
    for room in template.rooms:
        draft = RoomDraft(name=room.name, capacity=room.capacity)
        add_room(fact.event_id, draft, now=fact.at, actor=fact.actor)
    for track in template.tracks:
        add_track(fact.event_id, str(track), now=fact.at, actor=fact.actor)


def move_sessions_along(fact: EventDayChanged) -> None:
    """Sessions keep their times on a London clock, on the new day. Nobody has a place in them yet."""
    days = fact.new_on - fact.old_on
    for slot in needs_transaction().scalars(select(Slot).where(Slot.event_id == fact.event_id)):
        slot.starts_at, slot.ends_at = (
            days_later(slot.starts_at, days),
            days_later(slot.ends_at, days),
        )
        slot.updated_at = fact.at
