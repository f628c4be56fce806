"""Who gets a place. Plain values in, a decision or a refusal out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import combinations
from typing import Protocol, TypeVar

from app.events.enums import EventState
from app.kernel.errors import Refusal
from app.kernel.slugs import slug_of
from app.registration import errors
from app.registration.enums import LIVE, MOVES, TAKEN, PlaceKind, PlaceState


class Span(Protocol):
    """Something that takes time: a slot."""

    @property
    def starts_at(self) -> datetime: ...
    @property
    def ends_at(self) -> datetime: ...


S = TypeVar("S", bound=Span)


LONGEST_GROUP = 80
UNLIMITED = 1_000_000_000  # places of an event that sets no number of its own


@dataclass(frozen=True)
class Count:
    """Of one slot, or of the event; for the gate counted under the lock.

    `taken`: confirmed and offered; `held`: kept back for access codes and not used yet. `offered` is
    part of `taken`, `overbooked` of `capacity`: they explain why it is full.
    """

    capacity: int
    taken: int
    waiting: int
    held: int = 0
    offered: int = 0
    overbooked: int = 0
    ceiling: int = UNLIMITED  # what the room's licence leaves beside presenters

    @property
    def left(self) -> int:
        return max(self.capacity - self.taken - self.held, 0)

    @property
    def is_limited(self) -> bool:
        return self.capacity < UNLIMITED

    def left_with(self, own_hold: int) -> int:
        """For somebody with an access code: what is held for it counts as free."""
        return max(self.capacity - self.taken - self.held + own_hold, 0)


def capacity_of(*, own: int | None, room: int, overbook_percent: int, presenters: int = 0) -> int:
    """How many places for attendees a slot has: its own number or the room's, overbooked, never above
    what the room's limit leaves beside its presenters, since nobody could join a meeting that is over
    its licence."""
    wanted = own if own is not None else room
    return max(min(wanted * (100 + overbook_percent) // 100, room - presenters), 0)


def may_have_one_more(count: Count) -> bool:
    """Whether the room's licence leaves a place for one person beside all who have one."""
    return count.taken + count.held < count.ceiling


def numbers_for(places: int, *, overbook_percent: int) -> tuple[int, int]:
    """A session's own number and its overbooking that give exactly so many places: the overbooking stays
    if it can."""
    own = -(-places * 100 // (100 + overbook_percent))
    is_exact = own * (100 + overbook_percent) // 100 == places
    return (own, overbook_percent) if is_exact else (places, 0)


def place_for(left: int, *, at_share: bool) -> PlaceState:
    """For one who asks now, after those who wait were served: whoever still waits cannot take the
    place (another session then, or their service's share), so a free one may go to the next."""
    return PlaceState.CONFIRMED if left > 0 and not at_share else PlaceState.WAITING


def is_at_share(limit: int | None, *, group: str, held: int) -> bool:
    """Whether a library service (or its group) holds as many places as it may just now."""
    return limit is not None and group != "" and held >= limit


def group_of(organisation: str) -> str:
    """Another organisation than a library service counts as itself, by its name in any script; without
    a name there is nobody to share with."""
    letters = "".join(filter(str.isalnum, organisation.casefold()))
    if not letters:
        return ""
    slug = slug_of(organisation) if letters.isascii() else sha256(letters.encode()).hexdigest()
    return f"other-{slug}"[:LONGEST_GROUP]


def overlap(one: Span, other: Span) -> bool:
    """True when they share time; one may begin as the other ends."""
    return one.starts_at < other.ends_at and other.starts_at < one.ends_at


def first_clash(spans: Iterable[S]) -> tuple[S, S] | None:
    """The first two that overlap, in the order of their starts."""
    ordered = sorted(spans, key=lambda span: (span.starts_at, span.ends_at))
    return next(((a, b) for a, b in combinations(ordered, 2) if overlap(a, b)), None)


def may_move(before: PlaceState, after: PlaceState) -> bool:
    return after in MOVES[PlaceState(before)]


def why_closed(
    *,
    state: EventState,
    opens_at: datetime | None,
    closes_at: datetime | None,
    now: datetime,
) -> Refusal | None:
    """Why nobody can book now, or None when the event is open for booking."""
    if state != EventState.PUBLISHED:
        return errors.NotPublished()
    if opens_at is None or now < opens_at:
        return errors.NotOpenYet()
    if closes_at is not None and now >= closes_at:
        return errors.RegistrationClosed()
    return None


def why_not_book(*, is_cancelled: bool, starts_at: datetime, now: datetime) -> Refusal | None:
    """Why a slot takes nobody any more."""
    if is_cancelled:
        return errors.SlotGone()
    return errors.SlotStarted() if now >= starts_at else None


def why_not_give_up(
    *,
    state: PlaceState,
    is_plenary: bool,
    starts_at: datetime,
    now: datetime,
    kind: PlaceKind = PlaceKind.ATTENDEE,
) -> Refusal | None:
    """Why this place cannot be given up; asked by the page for its button and by the action."""
    if state not in LIVE:
        return errors.PlaceEnded()
    if kind == PlaceKind.PRESENTER:
        return errors.YouPresent()
    if is_plenary:
        return errors.ComesWithTheEvent()
    return errors.SlotStarted() if now >= starts_at and state in TAKEN else None
