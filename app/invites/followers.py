"""Calendar entries follow places at once, and changes of the programme after a quiet while, so that
several edits become one message."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.invites import actions, messages
from app.kernel import jobs
from app.kernel.transaction import needs_transaction
from app.mail.actions import post
from app.programme.facts import RoomRenamed, SessionCorrected, SlotMoved
from app.programme.models import Slot
from app.programme.queries import slot_by_id, slots_of_session
from app.registration import queries as registrations
from app.registration.enums import PlaceKind, PlaceState
from app.registration.facts import PlacesChanged
from app.registration.models import Booking, Registration
from app.timetable.facts import MeetingChanged, PresenterReplaced, SlotsMoved

TELL_CHANGE = "invites.tell_change"


def keep_true(fact: PlacesChanged) -> None:
    registration = needs_transaction().get_one(Registration, fact.registration_id)
    steps = actions.steps_due(registration, now=fact.at)
    actions.tell(registration, steps, message_id=fact.message_id, now=fact.at)


def tell_moves(fact: SlotsMoved) -> None:
    """Of a release, or on the day: now, each person in one mail."""
    found = [(move, slot_by_id(move.slot_id)) for move in fact.moves]
    moves = [
        actions.Was(
            slot=slot,
            starts_at=datetime.fromisoformat(move.old_starts_at),
            ends_at=datetime.fromisoformat(move.old_ends_at),
            room=move.old_room,
            since=fact.at,
        )
        for move, slot in found
        if slot is not None and slot.ends_at > fact.at
    ]
    actions.tell_moved(moves, always=True, now=fact.at)


def tell_meeting(fact: MeetingChanged) -> None:
    """Who is to come uses the same link as before; no calendar changes."""
    theirs: dict[int, list[Booking]] = {}
    for slot_id in fact.slot_ids:
        for booking in registrations.bookings_in(slot_id, states=(PlaceState.CONFIRMED,)):
            if booking.kind == PlaceKind.PRESENTER or not fact.is_for_presenters:
                theirs.setdefault(booking.registration_id, []).append(booking)
    for bookings in theirs.values():
        post(messages.meeting_changed(bookings, now=fact.at), now=fact.at)


def tell_presenter(fact: PresenterReplaced) -> None:
    """Those who present or host with them."""
    told = set()
    for slot_id in fact.slot_ids:
        for booking in registrations.bookings_in(slot_id, states=(PlaceState.CONFIRMED,)):
            person = booking.registration.person
            if booking.kind == PlaceKind.PRESENTER and person.email != fact.new_email:
                if booking.registration_id not in told:
                    draft = messages.presenter_replaced(booking, fact.old_name, fact.new_name)
                    post(draft, now=fact.at)
                told.add(booking.registration_id)


def tell_move_later(fact: SlotMoved) -> None:
    slot = slot_by_id(fact.slot_id)
    if slot is not None and not fact.is_told:
        _later(
            slot,
            fact.at,
            starts_at=fact.old_starts_at,
            ends_at=fact.old_ends_at,
            room=fact.old_room,
        )


def tell_correction_later(fact: SessionCorrected) -> None:
    for slot in slots_of_session(fact.session_id):
        _later_as_it_is(slot, fact.at)


def tell_new_name_later(fact: RoomRenamed) -> None:
    slot = slot_by_id(fact.slot_id)
    if slot is not None:
        _later_as_it_is(slot, fact.at)


def _later_as_it_is(slot: Slot, at: datetime) -> None:
    starts_at, ends_at = slot.starts_at.isoformat(), slot.ends_at.isoformat()
    _later(slot, at, starts_at=starts_at, ends_at=ends_at, room=slot.room.name)


def _later(slot: Slot, at: datetime, *, starts_at: str, ends_at: str, room: str) -> None:
    """The first edit of a quiet while says how it was before all of them."""
    wait_for = timedelta(minutes=slot.session.event.policies.calendar_quiet_minutes)
    jobs.post(
        TELL_CHANGE,
        key=f"{TELL_CHANGE}:{slot.id}",
        due_at=at + wait_for,
        slot_id=slot.id,
        since=at.isoformat(),
        starts_at=starts_at,
        ends_at=ends_at,
        room=room,
    )
