"""When and where sessions happen."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select

from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel.facts import emit
from app.kernel.transaction import needs_transaction
from app.programme import errors, rules
from app.programme.actions.timing import Cancelling, Moving, Placing, change_timetable
from app.programme.enums import Crew, ProvisionKind, ProvisionState
from app.programme.facts import CapacityChanged, PresentersChanged, ProgrammeChanged
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
    """Puts a session into a room at a time, at once. Refused: another day."""
    placing = Placing(
        item=item,
        room=room,
        starts_at=starts_at,
        ends_at=ends_at,
        capacity=capacity,
        overbook_percent=overbook_percent,
    )
    return change_timetable(item.event_id, placed=[placing], now=now, actor=actor)[0]


def move_slot(
    slot: Slot, room: Room, *, starts_at: datetime, ends_at: datetime, now: datetime, actor: str
) -> None:
    """Another time or room, at once; the people concerned are told after a quiet while. Nothing happens
    when nothing changes."""
    event = _locked(slot)
    moving = Moving(slot=slot, room=room, starts_at=starts_at, ends_at=ends_at)
    change_timetable(event.id, moved=[moving], now=now, actor=actor)


def cancel_slot(slot: Slot, because: str, *, now: datetime, actor: str) -> None:
    """The session does not take place at this time. It stays in the programme, marked."""
    event = _locked(slot)
    ending = Cancelling(slot=slot, because=because)
    change_timetable(event.id, cancelled=[ending], now=now, actor=actor)


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
    _noted(event, slot, "capacity changed", now=now, actor=actor)
    emit(CapacityChanged(at=now, slot_id=slot.id))


def edit_note(slot: Slot, note: str, *, now: datetime, actor: str) -> None:
    """A line for readers, such as "Moved to the Lab"."""
    event = _locked(slot)
    slot.note, slot.updated_at = note, now
    _noted(event, slot, "note changed", now=now, actor=actor)
    _shows(event, now=now, actor=actor)


def set_crew(slot: Slot, crew: Crew, person_id: int | None, *, now: datetime, actor: str) -> None:
    """Who runs it on the day, who minds the technology, who writes the captions; each has a place by
    themselves."""
    event = _locked(slot)
    setattr(slot, f"{crew.value}_id", person_id)
    _noted(event, slot, f"{crew.value} changed", now=now, actor=actor)
    emit(PresentersChanged(at=now, event_id=event.id, actor=actor))


def arrange(
    slot: Slot,
    kind: ProvisionKind,
    *,
    state: ProvisionState,
    supplier: str = "",
    slides_due_at: datetime | None = None,
    now: datetime,
    actor: str,
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
    _shows(event, now=now, actor=actor)
    return row


def drop_arrangement(slot: Slot, kind: ProvisionKind, *, now: datetime, actor: str) -> None:
    """Nothing of this kind is wanted or booked in this slot any more."""
    event = _locked(slot)
    needs_transaction().execute(
        delete(Provision).where(Provision.slot_id == slot.id, Provision.kind == kind)
    )
    _shows(event, now=now, actor=actor)


def _locked(slot: Slot) -> Event:
    event = events.locked(slot.event_id)
    needs_transaction().refresh(slot)
    if slot.is_cancelled:
        raise errors.SlotEnded()
    return event


def _check_capacity(capacity: int | None) -> None:
    refusal = rules.why_not_capacity(capacity)
    if refusal:
        raise refusal


def _noted(event: Event, slot: Slot, what: str, *, now: datetime, actor: str) -> None:
    """Nothing that a programme shows in words: it needs no new release."""
    event.programme_changed()
    needs_transaction().flush()
    record(what, now=now, actor=actor, scope=event.slug, subject=slot.public_id)


def _shows(event: Event, *, now: datetime, actor: str) -> None:
    event.programme_changed()
    needs_transaction().flush()
    emit(ProgrammeChanged(at=now, event_id=event.id, actor=actor))
