"""What has happened to the programme."""

from dataclasses import dataclass

from app.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class ProgrammeChanged(Fact):
    """Something that a programme shows is another than before."""

    event_id: int
    actor: str


@dataclass(frozen=True, kw_only=True)
class SlotPlaced(Fact):
    """A session has a time and a room that it had not."""

    slot_id: int
    actor: str


@dataclass(frozen=True, kw_only=True)
class SlotMoved(Fact):
    """Another time or another room. The old ones are here for the people who are told: after a quiet while,
    or by who moved several at once (`is_told`)."""

    slot_id: int
    old_starts_at: str  # ISO instant
    old_ends_at: str
    old_room: str
    old_room_id: int
    is_told: bool = False


@dataclass(frozen=True, kw_only=True)
class SlotReopened(Fact):
    """A cancelled session takes place after all. Places that ended with it have ended."""

    slot_id: int


@dataclass(frozen=True, kw_only=True)
class SlotCancelled(Fact):
    slot_id: int
    because: str


@dataclass(frozen=True, kw_only=True)
class CapacityChanged(Fact):
    """Of one slot: raised or lowered, its own, its room's, or its overbooking."""

    slot_id: int


@dataclass(frozen=True, kw_only=True)
class SessionCorrected(Fact):
    """Title, abstract or the like; times and rooms stand."""

    session_id: int


@dataclass(frozen=True, kw_only=True)
class RoomRenamed(Fact):
    """The room of this slot has another name; nobody needs to go elsewhere."""

    slot_id: int


@dataclass(frozen=True, kw_only=True)
class RoomLeaves(Fact):
    """A room is about to be removed. Who still needs it refuses."""

    room_id: int


@dataclass(frozen=True, kw_only=True)
class PresentersChanged(Fact):
    """Who presents or hosts which slot of this event may be others than before."""

    event_id: int
    actor: str
