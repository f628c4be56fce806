"""Single places: asking for one more, giving one up, and what follows from that."""

from __future__ import annotations

from datetime import datetime

from app.accounts.actions import make_links
from app.accounts.enums import LinkPurpose
from app.kernel.facts import emit
from app.mail.actions import post
from app.programme.models import Slot
from app.registration import errors, messages, queries, rules
from app.registration.actions.gate import Gate, open_gate
from app.registration.actions.registering import PERSON, chosen_slots, refuse_clash
from app.registration.enums import LIVE, PlaceState
from app.registration.facts import PlacesChanged
from app.registration.models import Booking, PlaceChange, Registration


def ask_for_place(
    registration: Registration, slot_id: int, *, now: datetime, actor: str = PERSON
) -> Booking:
    """One session more: a place, or the end of its waiting list. Refused: one that clashes with
    what the person has or waits for, one that is gone, one that is asked for already."""
    gate = open_gate(registration.event_id, now=now, actor=actor)
    gate.session.refresh(registration)
    if registration.state not in LIVE:
        raise errors.PlaceEnded()
    slots = chosen_slots(gate, [slot_id], with_plenaries=False)
    held = queries.bookings_of(registration.id)
    if slot_id in [booking.slot_id for booking in held]:
        raise errors.AlreadyBooked()
    refuse_clash([*slots, *(booking.slot for booking in held)])
    (place,) = gate.place(registration, slots, because="asked")
    booking = place.booking
    make_links({booking.public_id: LinkPurpose.JOIN}, person_id=registration.person_id, now=now)
    _tell(gate, registration, messages.place_added(registration, place))
    return booking


def give_up(booking_ref: str, *, now: datetime, actor: str = PERSON) -> Booking:
    """Gives a place up (or leaves a waiting list); whoever waits first moves up in the same step.

    Refused: once the session has begun, a plenary, a place given up already (`PlaceEnded`).
    """
    found = queries.booking_by_public_id(booking_ref)
    if found is None:
        raise errors.PlaceEnded()
    gate = open_gate(found.registration.event_id, now=now, actor=actor)
    gate.session.refresh(found)
    refusal = rules.why_not_give_up(
        state=found.state,
        is_plenary=found.slot.session.is_plenary,
        starts_at=found.slot.starts_at,
        now=now,
    )
    if refusal:
        raise refusal
    was_waiting = found.state == PlaceState.WAITING
    gate.move(found, PlaceState.CANCELLED, because="given_up")
    _tell(gate, found.registration, messages.given_up(found, was_waiting=was_waiting))
    _go_on(gate, [found])
    return found


def cancel_registration(
    registration_ref: str, *, now: datetime, actor: str = PERSON
) -> Registration:
    """Gives up the place in the event and every place in its sessions that has not begun."""
    registration = queries.by_public_id(registration_ref)
    if registration is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor=actor)
    gate.session.refresh(registration)
    if registration.state not in LIVE:
        raise errors.PlaceEnded()
    ended = queries.bookings_of(registration.id)
    if any(booking.slot.starts_at <= now for booking in ended):
        raise errors.SlotStarted()
    for booking in ended:
        gate.move(booking, PlaceState.CANCELLED, because="registration_cancelled")
    _end_registration(gate, registration)
    _tell(gate, registration, messages.registration_cancelled(registration))
    _go_on(gate, ended)
    return registration


def fill_slot(slot: Slot, *, now: datetime, actor: str) -> list[Booking]:
    """After a capacity was raised or a session moved: free places go to those who wait."""
    gate = open_gate(slot.event_id, now=now, actor=actor)
    return _promote(gate, slot)


def release_cancelled_slot(slot: Slot, *, because: str, now: datetime, actor: str) -> list[Booking]:
    """A cancelled session: everybody who had a place or waited is told and free for another."""
    gate = open_gate(slot.event_id, now=now, actor=actor)
    ended = queries.bookings_in(slot.id)
    for booking in ended:
        gate.move(booking, PlaceState.CANCELLED, because="session_cancelled")
    for booking in ended:
        draft = messages.session_cancelled(booking, because=because)
        _tell(gate, booking.registration, draft)
    _go_on(gate, ended)
    return ended


def _go_on(gate: Gate, ended: list[Booking]) -> None:
    """What ended places set free: the places, and their people for sessions they were skipped in."""
    for slot in {booking.slot_id: booking.slot for booking in ended}.values():
        _promote(gate, slot)
    for booking in ended:
        for other in queries.bookings_of(booking.registration_id, states=(PlaceState.WAITING,)):
            _promote(gate, other.slot)


def _promote(gate: Gate, slot: Slot) -> list[Booking]:
    """Moves people up and tells each at once."""
    moved = gate.promote(slot, because="moved_up")
    for booking in moved:
        _tell(gate, booking.registration, messages.moved_up(booking))
    return moved


def _tell(gate: Gate, registration: Registration, draft: messages.Draft) -> None:
    gate.session.flush()
    message = post(draft, now=gate.now)
    emit(PlacesChanged(at=gate.now, registration_id=registration.id, message_id=message.id))


def _end_registration(gate: Gate, registration: Registration) -> None:
    gate.session.add(
        PlaceChange(
            registration_id=registration.id,
            at=gate.now,
            from_state=registration.state,
            to_state=PlaceState.CANCELLED,
            because="given_up",
            actor=gate.actor,
        )
    )
    registration.state = PlaceState.CANCELLED
    gate.event.places_changed()
