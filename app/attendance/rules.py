"""Who may join when, and what counts as having attended."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from app.attendance import errors
from app.attendance.enums import Source
from app.kernel.errors import Refusal
from app.registration.enums import PlaceKind, PlaceState

SEEN_FOR = timedelta(seconds=90)  # who stands by is at the page while it said so this lately


@dataclass(frozen=True, kw_only=True)
class Crowd:
    """Who is in a slot now. `licence`: how many the room takes; `capacity`: places for attendees;
    `joined`: of those, who has come; `stand_bys`: who got a place by standing by."""

    licence: int
    capacity: int
    presenters: int
    joined: int
    stand_bys: int

    @property
    def room_left(self) -> int:
        return max(self.licence - self.presenters - self.joined - self.stand_bys, 0)

    @property
    def not_joined(self) -> int:
        """Places that stay empty as it is."""
        return max(self.capacity - self.joined - self.stand_bys, 0)


def why_not_join(
    *,
    state: PlaceState,
    is_cancelled: bool,
    starts_at: datetime,
    ends_at: datetime,
    opens_minutes: int,
    now: datetime,
) -> Refusal | None:
    """Why the Join button is not there. It opens `opens_minutes` before and stays until the end."""
    if is_cancelled:
        return errors.SessionOff()
    if now >= ends_at:
        return errors.Over()
    if state != PlaceState.CONFIRMED:
        return _WITHOUT_A_PLACE.get(state, errors.NoPlace)()
    opens_at = starts_at - timedelta(minutes=opens_minutes)
    return errors.TooEarly(opens_at) if now < opens_at else None


def stand_by_begins_at(starts_at: datetime, *, minutes: int) -> datetime:
    """From then on places that nobody has joined go to who stands by."""
    return starts_at + timedelta(minutes=minutes)


def places_to_stand_by(crowd: Crowd, *, begins_at: datetime, now: datetime) -> int:
    """How many of those who stand by can be let in now."""
    return min(crowd.room_left, crowd.not_joined) if now >= begins_at else 0


def why_not_stand_by(
    *,
    state: PlaceState,
    is_cancelled: bool,
    starts_at: datetime,
    ends_at: datetime,
    opens_minutes: int,
    now: datetime,
) -> Refusal | None:
    """Standing by opens as joining does, for who waits."""
    if is_cancelled:
        return errors.SessionOff()
    if now >= ends_at:
        return errors.Over()
    if state != PlaceState.WAITING:
        return errors.NotWaiting()
    opens_at = starts_at - timedelta(minutes=opens_minutes)
    return errors.StandByLater(opens_at) if now < opens_at else None


def why_too_late(
    crowd: Crowd, *, kind: PlaceKind, has_joined: bool, begins_at: datetime, now: datetime
) -> Refusal | None:
    """Why a place that somebody has is not there any more: it went to who stood by, and the room is
    full. While the room has room, nobody is turned away for coming late."""
    if has_joined or kind != PlaceKind.ATTENDEE or now < begins_at or not crowd.stand_bys:
        return None
    return errors.PlaceWent(begins_at) if not crowd.room_left else None


def why_not_mark(*, is_cancelled: bool, starts_at: datetime, now: datetime) -> Refusal | None:
    """Why a host cannot mark attendance yet."""
    if is_cancelled:
        return errors.SessionOff()
    return errors.NotBegun() if now < starts_at else None


def was_there(marks: Mapping[Source, bool], *, join_counts: bool, host_counts: bool) -> bool:
    """What counts: the host's word where it counts and there is one, else the own click on Join."""
    if host_counts and Source.HOST in marks:
        return marks[Source.HOST]
    return join_counts and marks.get(Source.JOIN, False)


_WITHOUT_A_PLACE: Mapping[PlaceState, type[Refusal]] = {
    PlaceState.WAITING: errors.StillWaiting,
    PlaceState.OFFERED: errors.OfferFirst,
    PlaceState.APPLIED: errors.OnlyAWish,
}
