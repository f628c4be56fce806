"""Rooms with their meetings, tracks and tags."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import delete, func, select

from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel.facts import emit
from app.kernel.slugs import free_slug
from app.kernel.transaction import needs_transaction
from app.programme import errors, rules
from app.programme.enums import RoomKind
from app.programme.facts import CapacityChanged, ProgrammeChanged, RoomLeaves, RoomRenamed
from app.programme.models import Room, Session, Slot, Tag, Track


@dataclass(frozen=True, kw_only=True)
class RoomDraft:
    """A room as an organiser describes it; `capacity` in people, its licence limit when online."""

    name: str
    capacity: int
    kind: RoomKind = RoomKind.ONLINE
    platform: str = ""
    meeting_url: str = ""
    meeting_number: str = ""
    passcode: str = ""
    dial_in: str = ""
    presenters_url: str = ""


def add_room(event_id: int, draft: RoomDraft, *, now: datetime, actor: str) -> Room:
    """A new room at the end of the list. Refused: a number of places that cannot be."""
    event = events.locked(event_id)
    _check_capacity(draft)
    session = needs_transaction()
    taken = set(session.scalars(select(Room.slug).where(Room.event_id == event.id)))
    position = session.scalar(select(func.max(Room.position)).where(Room.event_id == event.id))
    room = Room(
        event_id=event.id,
        slug=free_slug(draft.name, taken.__contains__),
        position=(position or 0) + 1,
        **asdict(draft),
    )
    session.add(room)
    _changed(event, "room added", room.slug, now=now, actor=actor)
    return room


def edit_room(room: Room, draft: RoomDraft, *, now: datetime, actor: str) -> None:
    """Changes a room. A new meeting address tells nobody: join links stay, and lead to it."""
    event = events.locked(room.event_id)
    _check_capacity(draft)
    session = needs_transaction()
    session.expire(room)  # read again under the lock; gone, it is an ObjectDeletedError
    old_capacity, old_name = room.capacity, room.name
    for name, value in asdict(draft).items():
        setattr(room, name, value)
    _changed(event, "room changed", room.slug, now=now, actor=actor)
    session.flush()
    slot_ids = session.scalars(select(Slot.id).where(Slot.room_id == room.id)).all()
    for slot_id in slot_ids:
        if room.capacity != old_capacity:
            emit(CapacityChanged(at=now, slot_id=slot_id))
        if room.name != old_name:
            emit(RoomRenamed(at=now, slot_id=slot_id))


def remove_room(room: Room, *, now: datetime, actor: str) -> None:
    """Refused while sessions are in it, or planned there."""
    event = events.locked(room.event_id)
    session = needs_transaction()
    if session.scalar(select(Slot.id).where(Slot.room_id == room.id).limit(1)):
        raise errors.RoomInUse()
    emit(RoomLeaves(at=now, room_id=room.id))
    session.delete(room)
    _changed(event, "room removed", room.slug, now=now, actor=actor)


def add_track(event_id: int, name: str, *, now: datetime, actor: str) -> Track:
    event = events.locked(event_id)
    session = needs_transaction()
    rows = session.scalars(select(Track).where(Track.event_id == event.id)).all()
    if any(row.name.casefold() == name.casefold() for row in rows):
        raise errors.NameTaken()
    track = Track(
        event_id=event.id,
        name=name,
        slug=free_slug(name, {row.slug for row in rows}.__contains__),
        position=max((row.position for row in rows), default=0) + 1,
    )
    session.add(track)
    _changed(event, "track added", track.slug, now=now, actor=actor)
    return track


def rename_track(track: Track, name: str, *, now: datetime, actor: str) -> None:
    """The address of the track stays. Refused: the name of another track."""
    event = events.locked(track.event_id)
    others = select(Track.name).where(Track.event_id == event.id, Track.id != track.id)
    if name.casefold() in [known.casefold() for known in needs_transaction().scalars(others)]:
        raise errors.NameTaken()
    track.name = name
    _changed(event, "track renamed", track.slug, now=now, actor=actor)


def remove_track(track: Track, *, now: datetime, actor: str) -> None:
    event = events.locked(track.event_id)
    session = needs_transaction()
    if session.scalar(select(Session.id).where(Session.track_id == track.id).limit(1)):
        raise errors.TrackInUse()
    session.execute(delete(Track).where(Track.id == track.id))
    _changed(event, "track removed", track.slug, now=now, actor=actor)


def add_tag(event_id: int, name: str) -> Tag:
    """The tag of this name, made when there is none."""
    event = events.locked(event_id)
    session = needs_transaction()
    rows = session.scalars(select(Tag).where(Tag.event_id == event.id)).all()
    for row in rows:
        if row.name.casefold() == name.casefold():
            return row
    slug = free_slug(name, {row.slug for row in rows}.__contains__)
    tag = Tag(event_id=event.id, name=name, slug=slug)
    session.add(tag)
    event.programme_changed()
    return tag


def _check_capacity(draft: RoomDraft) -> None:
    refusal = rules.why_not_capacity(draft.capacity)
    if refusal or draft.capacity == 0:
        raise refusal or errors.BadCapacity()


def _changed(event: Event, what: str, subject: str, *, now: datetime, actor: str) -> None:
    event.programme_changed()
    record(what, now=now, actor=actor, scope=event.slug, subject=subject)
    emit(ProgrammeChanged(at=now, event_id=event.id, actor=actor))
