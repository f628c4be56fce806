"""What is on at an instant, and what comes next."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime

from app.kernel.clock import london
from app.timetable.rules.document import BreakShown, Document, SlotShown


@dataclass(frozen=True)
class Moment:
    """`following` begins at `starts_at`, later on the same day; None: nothing does."""

    current: tuple[SlotShown, ...] = ()
    pauses: tuple[BreakShown, ...] = ()
    following: tuple[SlotShown, ...] = ()
    starts_at: datetime | None = None

    @property
    def is_quiet(self) -> bool:
        """There is nothing to say: it is no day of the programme, or its last session is over."""
        return not (self.current or self.pauses or self.following)


def turns_of(document: Document) -> tuple[datetime, ...]:
    """The instants, in order, from which on another moment holds: each begin and end, and the midnight (in
    London) before each day."""
    slots = [slot for slot in document.slots if not slot.is_cancelled]
    spans: list[SlotShown | BreakShown] = [*slots, *document.breaks]
    edges = {edge for span in spans for edge in (span.starts_at, span.ends_at)}
    return tuple(sorted(edges | {_midnight_before(slot.starts_at) for slot in slots}))


def moment_at(document: Document, now: datetime) -> Moment:
    """What runs now, without what is cancelled, and what begins next today (on London's clock)."""
    slots = [slot for slot in document.slots if not slot.is_cancelled]
    today = london(now).date()
    later = [
        slot for slot in slots if slot.starts_at > now and london(slot.starts_at).date() == today
    ]
    first = min((slot.starts_at for slot in later), default=None)
    return Moment(
        current=tuple(slot for slot in slots if slot.starts_at <= now < slot.ends_at),
        pauses=tuple(pause for pause in document.breaks if pause.starts_at <= now < pause.ends_at),
        following=tuple(slot for slot in later if slot.starts_at == first),
        starts_at=first,
    )


def _midnight_before(instant: datetime) -> datetime:
    wall = london(instant).replace(hour=0, minute=0, second=0, microsecond=0)
    return wall.astimezone(UTC)
