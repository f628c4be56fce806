"""The draft for those who build it: plain rows, since all of them are looked at after each change."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from app.accounts.models import Person
from app.events.models import LibraryService
from app.kernel.database import db
from app.programme.models import Provision, Room, Session, SessionService, Slot
from app.timetable.models import Break, Placement


def planned_rows(event_id: int) -> Sequence[Any]:
    """Every placement by time with its session, its room and, under `slot_…`, what is out."""
    return db.session.execute(
        select(
            Placement.public_id.label("ref"),
            Placement.version,
            Placement.room_id,
            Placement.starts_at,
            Placement.ends_at,
            Placement.is_cancelled,
            Placement.capacity,
            Placement.overbook_percent,
            Placement.host_id,
            Placement.producer_id,
            Placement.captioner_id,
            Session.id.label("session_id"),
            Session.slug,
            Session.title,
            Session.kind,
            Room.slug.label("room_slug"),
            Room.name.label("room_name"),
            Room.capacity.label("licence"),
            Slot.id.label("slot_id"),
            Slot.room_id.label("slot_room_id"),
            Slot.starts_at.label("slot_starts_at"),
            Slot.ends_at.label("slot_ends_at"),
            Slot.state.label("slot_state"),
            Slot.capacity.label("slot_capacity"),
            Slot.overbook_percent.label("slot_overbook_percent"),
            Slot.host_id.label("slot_host_id"),
            Slot.producer_id.label("slot_producer_id"),
            Slot.captioner_id.label("slot_captioner_id"),
        )
        .join(Session, Session.id == Placement.session_id)
        .join(Room, Room.id == Placement.room_id)
        .outerjoin(Slot, Slot.id == Placement.slot_id)
        .where(Placement.event_id == event_id)
        .order_by(Placement.starts_at, Room.position, Placement.id)
    ).all()


def sessions_without_time(event_id: int) -> Sequence[Any]:
    """Sessions that the draft has nowhere, by title: id, slug, title, kind."""
    placed = select(Placement.session_id).where(Placement.event_id == event_id)
    return db.session.execute(
        select(Session.id, Session.slug, Session.title, Session.kind)
        .where(Session.event_id == event_id, Session.id.not_in(placed))
        .order_by(Session.title, Session.id)
    ).all()


def services_by_session(event_id: int) -> dict[int, str]:
    """The names of the library services that present each session, with commas between."""
    rows = db.session.execute(
        select(SessionService.session_id, LibraryService.name)
        .join(Session, Session.id == SessionService.session_id)
        .join(LibraryService, LibraryService.id == SessionService.service_id)
        .where(Session.event_id == event_id)
        .order_by(SessionService.position)
    )
    found: dict[int, str] = {}
    for session_id, name in rows:
        found[session_id] = f"{found[session_id]}, {name}" if session_id in found else name
    return found


def names_of_people(ids: Iterable[int]) -> dict[int, str]:
    rows = db.session.execute(select(Person.id, Person.name).where(Person.id.in_(list(ids))))
    return {row[0]: row[1] for row in rows}


def provisions_by_slot(event_id: int, state: str) -> dict[int, tuple[str, ...]]:
    """The kinds of access that stand so in each slot."""
    rows = db.session.execute(
        select(Provision.slot_id, Provision.kind)
        .join(Slot, Slot.id == Provision.slot_id)
        .where(Slot.event_id == event_id, Provision.state == state)
        .order_by(Provision.kind)
    )
    found: dict[int, tuple[str, ...]] = {}
    for slot_id, kind in rows:
        found[slot_id] = (*found.get(slot_id, ()), str(kind))
    return found


def draft_tag(event_id: int) -> str:
    """Changes whenever the draft does, and costs next to nothing to ask."""
    placed = select(Placement.public_id, Placement.version).where(Placement.event_id == event_id)
    paused = select(Break.public_id, Break.version).where(Break.event_id == event_id)
    rows = [sorted(map(tuple, db.session.execute(query).all())) for query in (placed, paused)]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()[:32]
