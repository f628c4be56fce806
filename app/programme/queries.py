"""Reading the programme."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import current_app
from sqlalchemy import func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.events.models import Event
from app.kernel.database import db
from app.kernel.transaction import is_open
from app.programme.models import Provision, Room, Session, Slot, Speaker, Tag, Track

_MENUS = "programme_menus"


@dataclass(frozen=True)
class MenuItem:
    """A slot as something to choose. `services` and `room` are names."""

    id: int
    event_id: int
    public_id: str
    session_slug: str
    title: str
    services: str
    room: str
    starts_at: datetime
    ends_at: datetime
    capacity: int | None
    room_capacity: int
    overbook_percent: int
    is_plenary: bool
    is_cancelled: bool


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


def menu(event: Event) -> tuple[MenuItem, ...]:
    """The slots of an event as plain values, read once for each state of its programme: what forms
    offer, while many people fill them in at once. What an open transaction sees is not kept."""
    key = (event.public_id, event.programme_revision)
    kept: dict[str, tuple[object, tuple[MenuItem, ...]]]
    kept = current_app.extensions.setdefault(_MENUS, {})
    known = kept.get(event.public_id)
    if known is None or known[0] != key:
        known = (key, tuple(_menu_item(slot) for slot in slots_to_choose(event.id)))
        if not is_open():
            kept[event.public_id] = known
    return known[1]


def services_of(slot: Slot) -> str:
    """The names of those who present, as the menu has them if it is kept: most mails want these words,
    and reading them is half of what reading a slot costs."""
    event = slot.session.event
    known = current_app.extensions.get(_MENUS, {}).get(event.public_id)
    if known is not None and known[0] == (event.public_id, event.programme_revision):
        for item in known[1]:
            if item.id == slot.id:
                return str(item.services)
    return _names(slot.session)


def _names(session: Session) -> str:
    return ", ".join(service.name for service in session.services)


def _menu_item(slot: Slot) -> MenuItem:
    return MenuItem(
        id=slot.id,
        event_id=slot.event_id,
        public_id=slot.public_id,
        session_slug=slot.session.slug,
        title=slot.session.title,
        services=_names(slot.session),
        room=slot.room.name,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        capacity=slot.capacity,
        room_capacity=slot.room.capacity,
        overbook_percent=slot.overbook_percent,
        is_plenary=slot.session.is_plenary,
        is_cancelled=slot.is_cancelled,
    )


def slot(public_id: str) -> Slot | None:
    return db.session.scalar(select(Slot).options(*_WHOLE).where(Slot.public_id == public_id))


def slot_by_id(slot_id: int) -> Slot | None:
    return db.session.scalar(select(Slot).options(*_WHOLE).where(Slot.id == slot_id))


def session_by_slug(event_id: int, slug: str) -> Session | None:
    return db.session.scalar(
        select(Session).where(Session.event_id == event_id, Session.slug == slug)
    )


def session_to_edit(event_id: int, slug: str) -> Session | None:
    """The same with its speakers as people, whose addresses no page shows but the form."""
    return db.session.scalar(
        select(Session)
        .options(
            joinedload(Session.track),
            selectinload(Session.services),
            selectinload(Session.tags),
            selectinload(Session.speakers).options(
                joinedload(Speaker.person), joinedload(Speaker.service)
            ),
        )
        .where(Session.event_id == event_id, Session.slug == slug)
    )


def sessions(event_id: int) -> Sequence[Session]:
    """Every session by title, those without a time too, with track and services."""
    return db.session.scalars(
        select(Session)
        .options(joinedload(Session.track), selectinload(Session.services))
        .where(Session.event_id == event_id)
        .order_by(func.lower(Session.title), Session.id)
    ).all()


def sessions_to_present(event_id: int) -> Sequence[Session]:
    """Every session by title with its speakers as people."""
    return db.session.scalars(
        select(Session)
        .options(
            selectinload(Session.services),
            selectinload(Session.speakers).options(
                joinedload(Speaker.person), joinedload(Speaker.service)
            ),
        )
        .where(Session.event_id == event_id)
        .order_by(func.lower(Session.title), Session.id)
    ).all()


def sessions_to_compare(event_id: int) -> Sequence[Session]:
    """Every session by title with all that the programme says about it."""
    return db.session.scalars(
        select(Session)
        .options(
            joinedload(Session.track),
            selectinload(Session.services),
            selectinload(Session.tags),
            selectinload(Session.speakers).joinedload(Speaker.service),
        )
        .where(Session.event_id == event_id)
        .order_by(func.lower(Session.title), Session.id)
    ).all()


def slots_of_session(session_id: int) -> Sequence[Slot]:
    """Its times, each with its crew."""
    return db.session.scalars(
        select(Slot)
        .options(
            *_WHOLE,
            joinedload(Slot.host),
            joinedload(Slot.producer),
            joinedload(Slot.captioner),
        )
        .where(Slot.session_id == session_id)
        .order_by(Slot.starts_at)
    ).all()


def rooms(event_id: int) -> Sequence[Room]:
    return db.session.scalars(
        select(Room).where(Room.event_id == event_id).order_by(Room.position, Room.id)
    ).all()


def room(event_id: int, slug: str) -> Room | None:
    return db.session.scalar(select(Room).where(Room.event_id == event_id, Room.slug == slug))


def uses_of_rooms(event_id: int) -> dict[int, int]:
    """How many sessions stand in each room, cancelled ones too: those rooms cannot be removed."""
    rows = db.session.execute(
        select(Slot.room_id, func.count()).where(Slot.event_id == event_id).group_by(Slot.room_id)
    )
    return {row[0]: row[1] for row in rows}


def track(event_id: int, slug: str) -> Track | None:
    return db.session.scalar(select(Track).where(Track.event_id == event_id, Track.slug == slug))


def room_ids(event_id: int) -> frozenset[int]:
    """Of those that are there now, whatever was read of them before."""
    return frozenset(db.session.scalars(select(Room.id).where(Room.event_id == event_id)))


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
