"""Reading groups: for organisers, and for the lead's page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.kernel.database import db
from app.registration.enums import LIVE, PlaceState
from app.registration.models import GroupBooking, Registration


@dataclass(frozen=True)
class Group:
    """Its living places: how many wait, and how many still want a name."""

    booking: GroupBooking
    places: int
    waiting: int
    unnamed: int

    @property
    def named(self) -> int:
        return self.places - self.unnamed

    @property
    def organisation(self) -> str:
        service = self.booking.service
        return service.name if service else self.booking.other_organisation


def groups_of(event_id: int) -> list[Group]:
    """The newest first."""
    bookings = db.session.scalars(
        select(GroupBooking)
        .options(joinedload(GroupBooking.lead), joinedload(GroupBooking.service))
        .where(GroupBooking.event_id == event_id)
        .order_by(GroupBooking.id.desc())
    ).all()
    rows = db.session.execute(
        select(Registration.group_id, Registration.state, Registration.is_unnamed, func.count())
        .where(
            Registration.event_id == event_id,
            Registration.group_id.is_not(None),
            Registration.state.in_(LIVE),
        )
        .group_by(Registration.group_id, Registration.state, Registration.is_unnamed)
    )
    places: Counter[int | None] = Counter()
    waiting: Counter[int | None] = Counter()
    unnamed: Counter[int | None] = Counter()
    for group_id, state, is_unnamed, number in rows:
        places[group_id] += number
        waiting[group_id] += number if state == PlaceState.WAITING else 0
        unnamed[group_id] += number if is_unnamed else 0
    return [Group(one, places[one.id], waiting[one.id], unnamed[one.id]) for one in bookings]


def unnamed_places(event_id: int) -> int:
    """Living places of groups whose names are still to follow."""
    query = select(func.count()).where(
        Registration.event_id == event_id, Registration.is_unnamed, Registration.state.in_(LIVE)
    )
    return db.session.scalar(query) or 0


def group_by_public_id(public_id: str) -> GroupBooking | None:
    return db.session.scalar(
        select(GroupBooking)
        .options(
            joinedload(GroupBooking.event),
            joinedload(GroupBooking.lead),
            joinedload(GroupBooking.service),
        )
        .where(GroupBooking.public_id == public_id)
    )


def places_of_group(group_id: int) -> Sequence[Registration]:
    """The most wanted first; ended ones too, so that the lead sees what became of them."""
    return db.session.scalars(
        select(Registration)
        .options(joinedload(Registration.person))
        .where(Registration.group_id == group_id)
        .order_by(Registration.group_rank, Registration.id)
    ).all()


def turns_in_event(event_id: int) -> dict[int, int]:
    """The number of each registration on the event's waiting list, from 1."""
    waiting = db.session.scalars(
        select(Registration.id)
        .where(Registration.event_id == event_id, Registration.state == PlaceState.WAITING)
        .order_by(Registration.position)
    )
    return {registration_id: turn for turn, registration_id in enumerate(waiting, start=1)}
