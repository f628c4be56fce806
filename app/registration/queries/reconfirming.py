"""Reading the campaign "still coming?": who was asked, who answered, whom a release would end."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.kernel.database import db
from app.registration.enums import PlaceKind, PlaceState
from app.registration.models import AccessNeed, Booking, Reconfirmation, Registration

TIME_TO_ANSWER = timedelta(days=1)


@dataclass(frozen=True)
class Preview:
    """Whose places a release would end, and who would be written to by hand instead, since they said
    that they need something to take part, or present or host."""

    to_release: Sequence[Registration]
    to_write_to: Sequence[Registration]


@dataclass(frozen=True)
class Answers:
    """Of those who have a place: how many were asked, said that they come, and have not answered."""

    asked: int
    coming: int
    silent: int


def reconfirmation_of(event_id: int) -> Reconfirmation | None:
    """The event's campaign, one that was stopped too."""
    query = select(Reconfirmation).where(Reconfirmation.event_id == event_id)
    return db.session.scalar(query)


def unanswered(event_id: int) -> Sequence[Registration]:
    """Confirmed attendees who have not said that they come; names that are to follow are another matter."""
    return db.session.scalars(
        select(Registration)
        .options(joinedload(Registration.person), joinedload(Registration.service))
        .where(
            Registration.event_id == event_id,
            Registration.state == PlaceState.CONFIRMED,
            Registration.kind == PlaceKind.ATTENDEE,
            Registration.reconfirmed_at.is_(None),
            Registration.is_unnamed.is_(False),
        )
        .order_by(Registration.id)
    ).all()


def preview(event_id: int, *, now: datetime) -> Preview:
    """Who was asked at least a day ago and has not answered."""
    asked = [
        one
        for one in unanswered(event_id)
        if one.reconfirm_asked_at is not None and one.reconfirm_asked_at <= now - TIME_TO_ANSWER
    ]
    needy = not_to_release(one.id for one in asked)
    return Preview(
        to_release=[one for one in asked if one.id not in needy],
        to_write_to=[one for one in asked if one.id in needy],
    )


def not_to_release(registration_ids: Iterable[int]) -> set[int]:
    """Those of these who said that they need something to take part, or who present or host."""
    ids = list(registration_ids)
    needy = select(AccessNeed.registration_id).where(AccessNeed.registration_id.in_(ids))
    present = select(Booking.registration_id).where(
        Booking.registration_id.in_(ids),
        Booking.kind == PlaceKind.PRESENTER,
        Booking.state == PlaceState.CONFIRMED,
    )
    return {*db.session.scalars(needy), *db.session.scalars(present)}


def answers(event_id: int) -> Answers:
    asked, coming = db.session.execute(
        select(
            func.count(Registration.reconfirm_asked_at), func.count(Registration.reconfirmed_at)
        ).where(
            Registration.event_id == event_id,
            Registration.state == PlaceState.CONFIRMED,
            Registration.kind == PlaceKind.ATTENDEE,
            Registration.reconfirm_asked_at.is_not(None),
        )
    ).one()
    return Answers(asked=asked, coming=coming, silent=asked - coming)
