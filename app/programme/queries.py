"""Reading the programme."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload
from sqlalchemy.orm.interfaces import ORMOption

from app.kernel.database import db
from app.programme.models import Provision, Room, Session, Slot, Tag, Track

_WHOLE: tuple[ORMOption, ...] = (
    joinedload(Slot.room),
    joinedload(Slot.session).joinedload(Session.track),
    joinedload(Slot.session).selectinload(Session.services),
    joinedload(Slot.session).selectinload(Session.tags),
    joinedload(Slot.session).selectinload(Session.speakers),
)


def slots_of(event_id: int) -> Sequence[Slot]:
    """Every slot of an event, cancelled ones too, by time and room, with all that pages show."""
    return db.session.scalars(
        select(Slot)
        .join(Slot.room)
        .options(*_WHOLE)
        .where(Slot.event_id == event_id)
        .order_by(Slot.starts_at, Room.position, Slot.id)
    ).all()


def slots_to_choose(event_id: int) -> Sequence[Slot]:
    """The same with what a form needs: title, services and room."""
    return db.session.scalars(
        select(Slot)
        .join(Slot.room)
        .options(joinedload(Slot.room), joinedload(Slot.session).selectinload(Session.services))
        .where(Slot.event_id == event_id)
        .order_by(Slot.starts_at, Room.position, Slot.id)
    ).all()


def slots_in_room(room_id: int) -> Sequence[Slot]:
    return db.session.scalars(
        select(Slot).options(joinedload(Slot.session)).where(Slot.room_id == room_id)
    ).all()


def slot(public_id: str) -> Slot | None:
    return db.session.scalar(select(Slot).options(*_WHOLE).where(Slot.public_id == public_id))


def slot_by_id(slot_id: int) -> Slot | None:
    return db.session.scalar(select(Slot).options(*_WHOLE).where(Slot.id == slot_id))


def session_by_slug(event_id: int, slug: str) -> Session | None:
    return db.session.scalar(
        select(Session).where(Session.event_id == event_id, Session.slug == slug)
    )


def slots_of_session(session_id: int) -> Sequence[Slot]:
    return db.session.scalars(
        select(Slot).options(*_WHOLE).where(Slot.session_id == session_id).order_by(Slot.starts_at)
    ).all()


def rooms(event_id: int) -> Sequence[Room]:
    return db.session.scalars(
        select(Room).where(Room.event_id == event_id).order_by(Room.position, Room.id)
    ).all()


def room(event_id: int, slug: str) -> Room | None:
    return db.session.scalar(select(Room).where(Room.event_id == event_id, Room.slug == slug))


def tracks(event_id: int) -> Sequence[Track]:
    return db.session.scalars(
        select(Track).where(Track.event_id == event_id).order_by(Track.position, Track.id)
    ).all()


def tags(event_id: int) -> Sequence[Tag]:
    return db.session.scalars(select(Tag).where(Tag.event_id == event_id).order_by(Tag.name)).all()


def provisions(slot_ids: Sequence[int]) -> Sequence[Provision]:
    return db.session.scalars(
        select(Provision).where(Provision.slot_id.in_(slot_ids)).order_by(Provision.kind)
    ).all()
