"""What a reader wants to see of a programme: the same words in every address, page and export."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields
from typing import Self

from app.kernel.clock import london
from app.timetable.rules import Document, SlotShown

LONGEST = 80  # characters of one value; a longer one fits nothing anyway
NOON = 12
MORNING, AFTERNOON = "morning", "afternoon"


@dataclass(frozen=True, kw_only=True)
class Filters:
    """Empty text is everything. `day` is an ISO date and `part` a half of the day, both on London's
    clock; `provided` is a ProvisionKind that is booked; `free` is "1" for sessions with places left."""

    day: str = ""
    part: str = ""
    track: str = ""
    tag: str = ""
    service: str = ""
    region: str = ""
    room: str = ""
    level: str = ""
    provided: str = ""
    free: str = ""

    @classmethod
    def asked(cls, values: Mapping[str, str]) -> Self:
        """Of an address's query; what is not known there is left alone."""
        if not values:
            return cls()  # as most addresses; asking ten times costs as much as a query
        return cls(**{item.name: values.get(item.name, "")[:LONGEST] for item in fields(cls)})

    @property
    def query(self) -> dict[str, str]:
        """What an address needs to say, without what is not chosen."""
        values = {item.name: getattr(self, item.name) for item in fields(self)}
        return {name: value for name, value in values.items() if value}

    @property
    def asks_for_places(self) -> bool:
        """Whether what fits depends on who has booked."""
        return bool(self.free)

    def choose(self, document: Document, *, full: Collection[str] = ()) -> tuple[SlotShown, ...]:
        """The slots that fit, in their order. `full` are public ids of slots without a place left."""
        return tuple(
            slot
            for slot in document.slots
            if self._fits_time(slot)
            and (not self.room or slot.room == self.room)
            and (not self.provided or self._is_provided(slot))
            and (not self.free or not (slot.is_cancelled or slot.ref in full))
            and self._fits_session(document, slot)
        )

    def _fits_time(self, slot: SlotShown) -> bool:
        begins = london(slot.starts_at)
        part = MORNING if begins.hour < NOON else AFTERNOON
        return (not self.day or begins.date().isoformat() == self.day) and (
            not self.part or part == self.part
        )

    def _is_provided(self, slot: SlotShown) -> bool:
        return any(one.kind == self.provided and one.state == "booked" for one in slot.provided)

    def _fits_session(self, document: Document, slot: SlotShown) -> bool:
        session = document.session_by_slug[slot.session]
        return (
            (not self.track or session.track == self.track)
            and (not self.tag or self.tag in session.tags)
            and (not self.service or self.service in session.services)
            and (not self.level or session.level == self.level)
            and (
                not self.region
                or any(one.region == self.region for one in document.services_of(session))
            )
        )
