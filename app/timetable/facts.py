"""What has happened to the timetable."""

from dataclasses import dataclass

from app.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class Move:
    """How a slot was before; how it is now stands in its row."""

    slot_id: int
    old_starts_at: str  # ISO instant
    old_room: str


@dataclass(frozen=True, kw_only=True)
class SlotsMoved(Fact):
    """Several at once, of which everybody concerned is told now, each person in one mail."""

    event_id: int
    moves: tuple[Move, ...]
