"""When and where sessions happen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel.facts import emit
from app.kernel.transaction import needs_transaction
from app.programme import errors, queries, rules
from app.programme.enums import ProvisionKind, ProvisionState, SlotState
from app.programme.facts import CapacityChanged, PresentersChanged, SlotCancelled, SlotMoved
from app.programme.models import Provision, Room, Session, Slot


def place_session(
    item: Session,
    room: Room,
    *,
    starts_at: datetime,
    ends_at: datetime,
    now: datetime,
    actor: str,
    capacity: int | None = None,
    overbook_percent: int = 0,
) -> Slot:
    """Puts a session into a room at a time. Refused: another day, a room that is not free."""
    event = events.locked(item.event_id)
    _check(event, room, starts_at=starts_at, ends_at=ends_at, besides=None)
    _check_capacity(capacity)
    slot = Slot(
        event_id=event.id,
        session=item,
        room=room,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=capacity,
        overbook_percent=overbook_percent,
        updated_at=now,
    )
    needs_transaction().add(slot)
    _changed(event, slot, "session placed", now=now, actor=actor)
    emit(PresentersChanged(at=now, event_id=event.id, actor=actor))
    return slot


def move_slot(
    slot: Slot, room: Room, *, starts_at: datetime, ends_at: datetime, now: datetime, actor: str
) -> None:
    """Another time or room; the people concerned are told. Nothing happens when nothing changes."""
    event = _locked(slot)
    if (slot.room_id, slot.starts_at, slot.ends_at) == (room.id, starts_at, ends_at):
        return
    _check(event, room, starts_at=starts_at, ends_at=ends_at, besides=slot)
    fact = SlotMoved(
        at=now,
        slot_id=slot.id,
        old_starts_at=slot.starts_at.isoformat(),
        old_room=slot.room.name,
    )
    slot.room, slot.starts_at, slot.ends_at = room, starts_at, ends_at
    _changed(event, slot, "session moved", now=now, actor=actor)
    emit(fact)
    emit(PresentersChanged(at=now, event_id=event.id, actor=actor))
    emit(CapacityChanged(at=now, slot_id=slot.id))


def set_capacity(
    slot: Slot, capacity: int | None, *, overbook_percent: int, now: datetime, actor: str
) -> None:
    """Raised: who waits moves up at once. Lowered: nobody loses a place; no new ones are given."""
    event = _locked(slot)
    _check_capacity(capacity)
    if not 0 <= overbook_percent <= 100:
        raise errors.BadCapacity()
    if (slot.capacity, slot.overbook_percent) == (capacity, overbook_percent):
        return
    slot.capacity, slot.overbook_percent = capacity, overbook_percent
    _changed(event, slot, "capacity changed", now=now, actor=actor)
    emit(CapacityChanged(at=now, slot_id=slot.id))


def edit_note(slot: Slot, note: str, *, now: datetime, actor: str) -> None:
    """A line for readers, such as "Moved to the Lab"."""
    event = _locked(slot)
    slot.note = note
    _changed(event, slot, "note changed", now=now, actor=actor)


def cancel_slot(slot: Slot, because: str, *, now: datetime, actor: str) -> None:
    """The session does not take place at this time. It stays in the programme, marked."""
    event = _locked(slot)
    slot.state, slot.cancelled_because = SlotState.CANCELLED, because
    _changed(event, slot, "session cancelled", now=now, actor=actor)
    emit(SlotCancelled(at=now, slot_id=slot.id, because=because))
    emit(PresentersChanged(at=now, event_id=event.id, actor=actor))


def set_host(slot: Slot, person_id: int | None, *, now: datetime, actor: str) -> None:
    """Who runs it on the day; they have a place by themselves."""
    event = _locked(slot)
    slot.host_id = person_id
    _changed(event, slot, "host changed", now=now, actor=actor)
    emit(PresentersChanged(at=now, event_id=event.id, actor=actor))


def arrange(
    slot: Slot,
    kind: ProvisionKind,
    *,
    state: ProvisionState,
    supplier: str = "",
    slides_due_at: datetime | None = None,
) -> Provision:
    """What is arranged for access in this slot, one line a kind."""
    event = _locked(slot)
    session = needs_transaction()
    wanted = select(Provision).where(Provision.slot_id == slot.id, Provision.kind == kind)
    row = session.scalar(wanted)
    if row is None:
        row = Provision(slot_id=slot.id, kind=kind)
        session.add(row)
    row.state, row.supplier, row.slides_due_at = state, supplier, slides_due_at
    event.programme_changed()
    return row


def drop_arrangement(slot: Slot, kind: ProvisionKind) -> None:
    """Nothing of this kind is wanted or booked in this slot any more."""
    event = _locked(slot)
    needs_transaction().execute(
        delete(Provision).where(Provision.slot_id == slot.id, Provision.kind == kind)
    )
    event.programme_changed()


def _locked(slot: Slot) -> Event:
    event = events.locked(slot.event_id)
    needs_transaction().refresh(slot)
    if slot.is_cancelled:
        raise errors.SlotEnded()
    return event


def _check(
    event: Event, room: Room, *, starts_at: datetime, ends_at: datetime, besides: Slot | None
) -> None:
    others = [
        slot for slot in queries.slots_in_room(room.id) if besides is None or slot.id != besides.id
    ]
    refusal = rules.why_not_at(
        day_on=event.day_on, starts_at=starts_at, ends_at=ends_at
    ) or rules.why_not_in_room(others, starts_at=starts_at, ends_at=ends_at)
    if refusal:
        raise refusal


def _check_capacity(capacity: int | None) -> None:
    refusal = rules.why_not_capacity(capacity)
    if refusal:
        raise refusal


def _changed(event: Event, slot: Slot, what: str, *, now: datetime, actor: str) -> None:
    slot.updated_at = now
    event.programme_changed()
    needs_transaction().flush()
    record(what, now=now, actor=actor, scope=event.slug, subject=slot.public_id)
