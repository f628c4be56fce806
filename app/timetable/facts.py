"""What has happened to the timetable."""

from dataclasses import dataclass

from app.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class Move:
    """How a slot was before; how it is now stands in its row."""

    slot_id: int
    old_starts_at: str  # ISO instants
    old_ends_at: str
    old_room: str


@dataclass(frozen=True, kw_only=True)
class SlotsMoved(Fact):
    """Several at once, of which everybody concerned is told now, each person in one mail."""

    event_id: int
    moves: tuple[Move, ...]


@dataclass(frozen=True, kw_only=True)
class MeetingChanged(Fact):
    """The way into the meeting of these slots is another one; that of presenters alone, or everybody's."""

    slot_ids: tuple[int, ...]
    is_for_presenters: bool


@dataclass(frozen=True, kw_only=True)
class PresenterReplaced(Fact):
    """On the day. Whoever came in and went out is told as such; this is for those who work with them."""

    slot_ids: tuple[int, ...]
    old_name: str
    new_name: str
    new_email: str
