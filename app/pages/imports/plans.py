"""What is known of an event, and what a spreadsheet would add to it or change, as plain values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from app.pages.imports.rows import Host

# What a session of the file is compared in, in the order in which it is said.
WORDS = (
    "title", "abstract", "outcomes", "prerequisites", "kind", "language", "level", "is_recorded",
    "track", "tags", "services", "speakers",
)  # fmt: skip


@dataclass(frozen=True)
class KnownSession:
    slug: str
    words: Mapping[str, object]


@dataclass(frozen=True)
class KnownPlacement:
    """As the draft has it. `host` is an address."""

    ref: str
    session: str  # slug
    room: str  # name
    starts_at: datetime
    ends_at: datetime
    is_cancelled: bool
    version: int
    capacity: int | None
    overbook_percent: int
    host: str
    host_name: str


@dataclass(frozen=True)
class KnownRoom:
    name: str
    kind: str
    capacity: int


@dataclass(frozen=True)
class Known:
    """The event as it is. `services` are slugs by any of their names in small letters."""

    day_on: date
    sessions: Sequence[KnownSession]
    placements: Sequence[KnownPlacement]
    rooms: Sequence[KnownRoom]
    tracks: Sequence[str]
    services: Mapping[str, str]


@dataclass(frozen=True)
class SessionPlan:
    """A session that is added (without `slug`) or whose `words` change; `key` is how placings refer to it."""

    row: int
    key: str
    slug: str
    title: str
    words: Mapping[str, object]


@dataclass(frozen=True)
class PlacePlan:
    """A time that is added, or, with `known`, moved or given other places or another host."""

    row: int
    key: str
    title: str
    room: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    overbook_percent: int | None
    host: Host | None
    known: KnownPlacement | None

    @property
    def is_move(self) -> bool:
        known = self.known
        if known is None:
            return False
        return (known.room, known.starts_at, known.ends_at) != (
            self.room, self.starts_at, self.ends_at,
        )  # fmt: skip

    @property
    def has_details(self) -> bool:
        """Whether places or host are to be others than they are."""
        known = self.known
        if known is None:
            return self.host is not None
        return (
            self.capacity not in (None, known.capacity)
            or self.overbook_percent not in (None, known.overbook_percent)
            or (self.host is not None and self.host.email.casefold() != known.host.casefold())
        )


@dataclass(frozen=True)
class Refused:
    row: int
    sheet: str
    sentences: tuple[str, ...]


@dataclass
class Plan:
    """Everything that one press does. `unchanged` counts rows that say what is there already."""

    rooms: list[KnownRoom] = field(default_factory=list)
    changed_rooms: list[KnownRoom] = field(default_factory=list)
    tracks: list[str] = field(default_factory=list)
    sessions: list[SessionPlan] = field(default_factory=list)
    places: list[PlacePlan] = field(default_factory=list)
    refused: list[Refused] = field(default_factory=list)
    unchanged: int = 0

    @property
    def is_empty(self) -> bool:
        return not (self.rooms or self.changed_rooms or self.tracks or self.sessions or self.places)
