"""Who comes to sessions, as who presents them may know it: numbers and services, no names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from app.events.models import LibraryService
from app.kernel.database import db
from app.registration.enums import PlaceKind, PlaceState
from app.registration.models import AccessNeed, Booking, Registration


@dataclass(frozen=True)
class Coming:
    """Of one slot. `services` are (name, places) of those who have one, most first; `needs` counts who
    has said what they need to take part."""

    places: int
    waiting: int
    services: tuple[tuple[str, int], ...]
    needs: int


def coming_to(slot_ids: Sequence[int]) -> dict[int, Coming]:
    """For each of these slots, in four questions whatever their number; presenters are not counted."""
    has = _counted(slot_ids, PlaceState.CONFIRMED)
    waiting = _counted(slot_ids, PlaceState.WAITING)
    needs = _counted(slot_ids, PlaceState.CONFIRMED, with_needs=True)
    services: dict[int, list[tuple[str, int]]] = defaultdict(list)
    rows = db.session.execute(
        select(Booking.slot_id, LibraryService.name, func.count().label("places"))
        .join(LibraryService, LibraryService.id == Booking.service_id)
        .where(
            Booking.slot_id.in_(slot_ids),
            Booking.state == PlaceState.CONFIRMED,
            Booking.kind != PlaceKind.PRESENTER,
        )
        .group_by(Booking.slot_id, LibraryService.name)
        .order_by(func.count().desc(), LibraryService.name)
    )
    for slot_id, name, places in rows:
        services[slot_id].append((name, places))
    return {
        slot_id: Coming(
            has.get(slot_id, 0),
            waiting.get(slot_id, 0),
            tuple(services[slot_id]),
            needs.get(slot_id, 0),
        )
        for slot_id in slot_ids
    }


def _counted(
    slot_ids: Sequence[int], state: PlaceState, *, with_needs: bool = False
) -> dict[int, int]:
    query = select(Booking.slot_id, func.count()).where(
        Booking.slot_id.in_(slot_ids), Booking.state == state, Booking.kind != PlaceKind.PRESENTER
    )
    if with_needs:
        query = query.join(Registration, Registration.id == Booking.registration_id).join(
            AccessNeed, AccessNeed.registration_id == Registration.id
        )
    return {row[0]: row[1] for row in db.session.execute(query.group_by(Booking.slot_id))}
