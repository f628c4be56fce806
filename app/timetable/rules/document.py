"""A programme as it was released: plain values that never change, and their JSON.

Public pages and exports are made from it alone, so that what was released stays as it was whatever
happens to the rows; only places left and materials are looked up. It holds nothing that is not public.
All `_at` are aware UTC.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from functools import cached_property
from typing import Any, Self

VERSION = 1


@dataclass(frozen=True, slots=True)
class Named:
    """A track or a national offer."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class RoomShown:
    slug: str
    name: str
    kind: str  # RoomKind


@dataclass(frozen=True, slots=True)
class ServiceShown:
    slug: str
    name: str
    name_cy: str
    region: str
    nation: str


@dataclass(frozen=True, slots=True)
class SpeakerShown:
    name: str
    role: str
    service: str  # its name


@dataclass(frozen=True, slots=True)
class SessionShown:
    """`language` is an IETF tag, two joined by a comma when bilingual; `outcomes` one a line."""

    ref: str  # public id
    slug: str
    title: str
    abstract: str
    outcomes: str
    prerequisites: str
    kind: str  # SessionKind
    language: str
    level: str  # Level
    is_recorded: bool
    track: str  # slug, empty for none
    tags: tuple[str, ...]  # slugs
    services: tuple[str, ...]  # slugs, in their order
    speakers: tuple[SpeakerShown, ...]
    changed_at: datetime

    @property
    def is_plenary(self) -> bool:
        return self.kind == "plenary"


@dataclass(frozen=True, slots=True)
class Provided:
    """What is arranged for access: ProvisionKind and ProvisionState."""

    kind: str
    state: str


@dataclass(frozen=True, slots=True)
class SlotShown:
    ref: str  # public id, also what places are counted by
    session: str  # slug
    room: str  # slug
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    cancelled_because: str
    note: str
    provided: tuple[Provided, ...]
    changed_at: datetime


@dataclass(frozen=True, slots=True)
class BreakShown:
    """A pause for everybody; `room` is empty when it is in all of them."""

    ref: str
    title: str
    room: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Document:
    """Rooms and tracks stand in their order, slots by time and room, the rest by name. Only sessions that
    have a time are in it."""

    rooms: tuple[RoomShown, ...] = ()
    tracks: tuple[Named, ...] = ()
    tags: tuple[Named, ...] = ()
    services: tuple[ServiceShown, ...] = ()
    sessions: tuple[SessionShown, ...] = ()
    slots: tuple[SlotShown, ...] = ()
    breaks: tuple[BreakShown, ...] = ()

    def to_json(self) -> str:
        """The same text for the same programme."""
        data = {"version": VERSION} | asdict(self)
        return json.dumps(data, default=_instant, ensure_ascii=False, sort_keys=True)

    @classmethod
    def from_json(cls, text: str) -> Self:
        data = json.loads(text)
        return cls(
            rooms=_read(RoomShown, data["rooms"]),
            tracks=_read(Named, data["tracks"]),
            tags=_read(Named, data["tags"]),
            services=_read(ServiceShown, data["services"]),
            sessions=_read(SessionShown, data["sessions"]),
            slots=_read(SlotShown, data["slots"]),
            breaks=_read(BreakShown, data["breaks"]),
        )

    @cached_property
    def session_by_slug(self) -> dict[str, SessionShown]:
        return {session.slug: session for session in self.sessions}

    @cached_property
    def slot_by_ref(self) -> dict[str, SlotShown]:
        return {slot.ref: slot for slot in self.slots}

    @cached_property
    def room_by_slug(self) -> dict[str, RoomShown]:
        return {room.slug: room for room in self.rooms}

    @cached_property
    def track_by_slug(self) -> dict[str, Named]:
        return {track.slug: track for track in self.tracks}

    @cached_property
    def tag_by_slug(self) -> dict[str, Named]:
        return {tag.slug: tag for tag in self.tags}

    @cached_property
    def service_by_slug(self) -> dict[str, ServiceShown]:
        return {service.slug: service for service in self.services}

    def slots_of(self, session: str) -> tuple[SlotShown, ...]:
        """The times of a session, by its slug."""
        return tuple(slot for slot in self.slots if slot.session == session)

    def services_of(self, session: SessionShown) -> tuple[ServiceShown, ...]:
        return tuple(self.service_by_slug[slug] for slug in session.services)


def _instant(value: Any) -> str:
    return str(value.isoformat())


# How the values of a field are read back, where JSON has something else.
_READ: dict[str, Any] = {
    "starts_at": datetime.fromisoformat,
    "ends_at": datetime.fromisoformat,
    "changed_at": datetime.fromisoformat,
    "tags": tuple,
    "services": tuple,
    "speakers": lambda rows: _read(SpeakerShown, rows),
    "provided": lambda rows: _read(Provided, rows),
}


def _read(kind: Any, rows: list[dict[str, Any]]) -> tuple[Any, ...]:
    names = [field.name for field in fields(kind)]
    return tuple(
        kind(*(_READ[name](row[name]) if name in _READ else row[name] for name in names))
        for row in rows
    )
