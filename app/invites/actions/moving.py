"""Telling people that sessions of theirs have moved: each person in one mail, with their calendar."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import combinations

from app.invites import messages
from app.invites.actions.keeping import steps_due, tell
from app.mail.actions import post
from app.programme.models import Slot
from app.registration import queries as registrations
from app.registration.enums import PlaceKind, PlaceState
from app.registration.models import Booking, Registration
from app.registration.rules import overlap


@dataclass(frozen=True, kw_only=True)
class Was:
    """How a slot was before it moved, `since` when."""

    slot: Slot
    starts_at: datetime
    ends_at: datetime
    room: str
    since: datetime

    @property
    def has_moved(self) -> bool:
        now = self.slot
        was = (self.starts_at, self.ends_at, self.room)
        return was != (now.starts_at, now.ends_at, now.room.name)

    def concerns(self, booking: Booking) -> bool:
        """A place; or a turn on the list by who waited already: who came after the change knows nothing
        else."""
        if booking.state == PlaceState.CONFIRMED:
            return True
        return booking.state == PlaceState.WAITING and booking.asked_at <= self.since


def tell_moved(moves: Sequence[Was], *, always: bool, now: datetime) -> None:
    """To everybody in these slots. With `always` whoever has a place is written to; without, only whose
    calendar does not know yet."""
    everybody: dict[int, list[tuple[Booking, Was]]] = {}
    for was in moves:
        for booking in registrations.bookings_in(was.slot.id):
            everybody.setdefault(booking.registration_id, []).append((booking, was))
    for theirs in everybody.values():
        _tell_one(theirs[0][0].registration, theirs, always=always, now=now)


def _tell_one(
    registration: Registration,
    theirs: Sequence[tuple[Booking, Was]],
    *,
    always: bool,
    now: datetime,
) -> None:
    steps = steps_due(registration, now=now)
    moved = [
        (booking, was)
        for booking, was in theirs
        if was.has_moved
        and was.concerns(booking)
        and not (always and _is_seated_now(booking, now=now))
        and (always or steps or booking.state == PlaceState.WAITING)
    ]
    message_id = None
    if moved:
        moved.sort(key=lambda pair: pair[0].slot.starts_at)
        draft = messages.moved(
            registration,
            [
                (booking, messages.spot(was.starts_at, was.ends_at, was.room))
                for booking, was in moved
            ],
            clashes=_clashes(registration),
            version=max(was.slot.updated_at for _, was in moved).isoformat(),
        )
        message_id = post(draft, now=now).id
    tell(registration, steps, message_id=message_id, now=now)


def _is_seated_now(booking: Booking, *, now: datetime) -> bool:
    """Whoever presents by the same change was told of the place as it is now, and never had another."""
    return booking.kind == PlaceKind.PRESENTER and booking.asked_at >= now


def _clashes(registration: Registration) -> list[tuple[str, str]]:
    """Titles of their places that are at one time now: they choose, nobody chooses for them."""
    places = registrations.bookings_of(registration.id, states=(PlaceState.CONFIRMED,))
    return [
        (one.slot.session.title, other.slot.session.title)
        for one, other in combinations(places, 2)
        if not (one.slot.is_cancelled or other.slot.is_cancelled) and overlap(one.slot, other.slot)
    ]
