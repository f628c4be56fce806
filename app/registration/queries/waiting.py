"""Reading waiting lists as the gate needs them: in order, with what each person holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import joinedload

from app.kernel.database import db
from app.programme.models import Slot
from app.registration import rules
from app.registration.enums import TAKEN, PlaceKind, PlaceState
from app.registration.models import Booking, Registration

_BEFORE = select(func.count()).where(
    Registration.event_id == bindparam("event_id"),
    Registration.state == PlaceState.WAITING,
    Registration.position < bindparam("position"),
)


def waiting_for_event(event_id: int) -> Sequence[Registration]:
    """Who waits for a place in the event, in order."""
    return db.session.scalars(
        select(Registration)
        .options(joinedload(Registration.person), joinedload(Registration.service))
        .where(Registration.event_id == event_id, Registration.state == PlaceState.WAITING)
        .order_by(Registration.position)
    ).all()


def waiting_for(slot_id: int) -> Sequence[Booking]:
    """Who waits for a slot, in order."""
    return db.session.scalars(
        select(Booking)
        .options(
            joinedload(Booking.registration).options(
                joinedload(Registration.person), joinedload(Registration.service)
            )
        )
        .where(Booking.slot_id == slot_id, Booking.state == PlaceState.WAITING)
        .order_by(Booking.position)
    ).all()


def turn_of(registration: Registration) -> int | None:
    """The number on the event's waiting list, from 1, counted now; None for who does not wait."""
    if registration.state != PlaceState.WAITING:
        return None
    asked = {"event_id": registration.event_id, "position": registration.position}
    return (db.session.scalar(_BEFORE, asked) or 0) + 1


def slots_waited_for(registration_ids: Iterable[int]) -> Sequence[int]:
    """The slots that these people wait for."""
    query = select(Booking.slot_id).where(
        Booking.registration_id.in_(list(registration_ids)), Booking.state == PlaceState.WAITING
    )
    return db.session.scalars(query.order_by(Booking.slot_id)).all()


def holdings_of(registration_ids: Iterable[int]) -> dict[int, list[rules.Holding]]:
    """What each of these people has a place in or an offer of, plain."""
    ids = list(registration_ids)
    query = (
        select(Booking)
        .options(joinedload(Booking.slot).joinedload(Slot.session))
        .where(Booking.registration_id.in_(ids), Booking.state.in_(TAKEN))
    )
    held: dict[int, list[rules.Holding]] = {one: [] for one in ids}
    for booking in db.session.scalars(query):
        held[booking.registration_id].append(holding(booking))
    return held


def holding(booking: Booking) -> rules.Holding:
    return rules.Holding(
        booking_id=booking.id,
        starts_at=booking.slot.starts_at,
        ends_at=booking.slot.ends_at,
        rank=booking.rank,
        is_fixed=booking.kind == PlaceKind.PRESENTER or booking.slot.session.is_plenary,
    )
