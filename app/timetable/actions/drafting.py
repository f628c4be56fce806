"""Where the draft has sessions. Nothing here is public before it is released, and nothing is refused because
something else stands there: that is a warning."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from app.events import queries as events
from app.events.models import Event
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.programme import rules as programme
from app.programme.models import Room, Session
from app.timetable import errors
from app.timetable.actions.steps import (
    Step,
    check_room,
    check_seen,
    read_again,
    spot_of,
    touch,
    write_step,
)
from app.timetable.errors import Spot
from app.timetable.models import Placement


@dataclass(frozen=True, kw_only=True)
class Details:
    """What a placement has besides time and room; crew are people's ids."""

    capacity: int | None = None
    overbook_percent: int = 0
    host_id: int | None = None
    producer_id: int | None = None
    captioner_id: int | None = None


def place(
    item: Session,
    room: Room,
    *,
    starts_at: datetime,
    ends_at: datetime,
    capacity: int | None = None,
    overbook_percent: int = 0,
    now: datetime,
    actor: str,
) -> Placement:
    """A session gets a time and a room in the draft; one that has a time gets another. Refused: another day,
    a room that has gone, an end before the start, a number of places that cannot be."""
    event = events.locked(item.event_id)
    check_room(room)
    _check_times(event, starts_at, ends_at)
    details = Details(capacity=capacity, overbook_percent=overbook_percent)
    _check_details(details)
    placement = Placement(
        public_id=public_id(),
        event_id=event.id,
        session=item,
        room=room,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=capacity,
        overbook_percent=overbook_percent,
        updated_at=now,
        updated_by=actor,
    )
    step = Step(event, "placed", item.title)
    step.keep_new(placement)
    needs_transaction().add(placement)
    write_step(step, now=now, actor=actor)
    return placement


def move(
    placement: Placement,
    room: Room,
    *,
    starts_at: datetime,
    ends_at: datetime,
    seen: int,
    now: datetime,
    actor: str,
) -> None:
    """Another time, room or length. Refused: another version than `seen`, another day, a room that
    has gone, one that is cancelled. Nothing happens when nothing changes."""
    event = _opened(placement)
    yours = Spot(
        room=room.name, room_slug=room.slug, starts_at=starts_at, ends_at=ends_at, version=seen
    )
    check_seen(placement, seen, yours)
    check_room(room)
    _check_times(event, starts_at, ends_at)
    _check_stands(placement)
    if (placement.room_id, placement.starts_at, placement.ends_at) == (room.id, starts_at, ends_at):
        return
    step = Step(event, "moved", placement.session.title)
    step.keep(placement)
    placement.room, placement.starts_at, placement.ends_at = room, starts_at, ends_at
    touch([placement], now=now, actor=actor)
    write_step(step, now=now, actor=actor)


def swap(
    one: Placement, other: Placement, *, seen: int, seen_other: int, now: datetime, actor: str
) -> None:
    """Each goes where the other was: its room and its start. Both keep their length. Refused as a move is."""
    if one is other:
        raise errors.SameTwice()
    event = _opened(one)
    read_again(other)
    to_one, to_other = _at(spot_of(other), one, seen), _at(spot_of(one), other, seen_other)
    check_seen(one, seen, to_one)
    check_seen(other, seen_other, to_other)
    _check_stands(one)
    _check_stands(other)
    step = Step(event, "swapped", one.session.title)
    step.keep(one, other)
    for spot in (to_one, to_other):
        _check_times(event, spot.starts_at, spot.ends_at)
    one.room, other.room = other.room, one.room
    one.starts_at, one.ends_at = to_one.starts_at, to_one.ends_at
    other.starts_at, other.ends_at = to_other.starts_at, to_other.ends_at
    touch([one, other], now=now, actor=actor)
    write_step(step, now=now, actor=actor)


def take_out(placement: Placement, because: str, *, seen: int, now: datetime, actor: str) -> None:
    """Who never was released is not in the draft any more; else it is marked to be cancelled, with the reason
    that people are told at the release. Refused: another version than `seen`, one that is cancelled."""
    event = _opened(placement)
    check_seen(placement, seen, None)
    _check_stands(placement)
    step = Step(event, "taken out", placement.session.title)
    step.keep(placement)
    if placement.slot_id is None:
        needs_transaction().delete(placement)
    else:
        placement.is_cancelled, placement.cancelled_because = True, because
        touch([placement], now=now, actor=actor)
    write_step(step, now=now, actor=actor)


def put_back(placement: Placement, *, seen: int, now: datetime, actor: str) -> None:
    """It is not to be cancelled after all. Refused: another version than `seen`, one that was cancelled for
    everybody."""
    event = _opened(placement)
    check_seen(placement, seen, None)
    if placement.slot is not None and placement.slot.is_cancelled:
        raise errors.HasEnded()
    if not placement.is_cancelled:
        raise errors.NotTakenOut()
    step = Step(event, "put back", placement.session.title)
    step.keep(placement)
    placement.is_cancelled, placement.cancelled_because = False, ""
    touch([placement], now=now, actor=actor)
    write_step(step, now=now, actor=actor)


def edit_details(
    placement: Placement, details: Details, *, seen: int, now: datetime, actor: str
) -> None:
    """Places and crew for when it is released. Refused: one that is out, whose places and crew change at
    once; another version than `seen`; a number of places that cannot be."""
    event = _opened(placement)
    check_seen(placement, seen, None)
    if placement.slot_id is not None:
        raise errors.IsReleased()
    _check_details(details)
    step = Step(event, "details changed", placement.session.title)
    step.keep(placement)
    known = Details(**{name: getattr(placement, name) for name in Details.__dataclass_fields__})
    if known == details:
        return
    for name in Details.__dataclass_fields__:
        setattr(placement, name, getattr(details, name))
    touch([placement], now=now, actor=actor)
    write_step(step, now=now, actor=actor)


def _opened(placement: Placement) -> Event:
    event = events.locked(placement.event_id)
    read_again(placement)
    return event


def _at(spot: Spot, mover: Placement, seen: int) -> Spot:
    length = mover.ends_at - mover.starts_at
    return replace(spot, ends_at=spot.starts_at + length, version=seen)


def _check_stands(placement: Placement) -> None:
    if placement.slot is not None and placement.slot.is_cancelled:
        raise errors.HasEnded()
    if placement.is_cancelled:
        raise errors.TakenOut()


def _check_times(event: Event, starts_at: datetime, ends_at: datetime) -> None:
    refusal = programme.why_not_at(day_on=event.day_on, starts_at=starts_at, ends_at=ends_at)
    if refusal:
        raise refusal


def _check_details(details: Details) -> None:
    refusal = programme.why_not_capacity(details.capacity)
    refusal = refusal or programme.why_not_overbooked(details.overbook_percent)
    if refusal:
        raise refusal
