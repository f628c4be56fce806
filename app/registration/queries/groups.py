"""Reading groups: the lead's page."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.kernel.database import db
from app.registration.enums import PlaceState
from app.registration.models import GroupBooking, Registration


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
