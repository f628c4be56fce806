"""Taking an offer up. Declining one is giving it up: see `booking`."""

from __future__ import annotations

from datetime import datetime

from app.registration import errors, messages, queries
from app.registration.actions.opening import open_gate
from app.registration.actions.registering import PERSON
from app.registration.actions.settling import settle_after, swap_out
from app.registration.actions.telling import tell
from app.registration.enums import PlaceState
from app.registration.models import Booking, Registration

ACCEPTED = "accepted"


def accept_place(booking_ref: str, *, now: datetime, actor: str = PERSON) -> Booking:
    """The offered place in a session; what clashes with it is given up in the same step. Accepting
    twice is the same as once. Refused: an offer that has ended, one held with the event's offer."""
    booking = queries.booking_by_public_id(booking_ref)
    if booking is None:
        raise errors.PlaceEnded()
    gate = open_gate(booking.registration.event_id, now=now, actor=actor)
    gate.session.refresh(booking)
    gate.session.refresh(booking.registration)
    if booking.state == PlaceState.CONFIRMED:
        return booking
    if booking.state != PlaceState.OFFERED:
        raise errors.OfferEnded()
    if booking.registration.state != PlaceState.CONFIRMED:
        raise errors.EventOfferFirst()
    gate.move(booking, PlaceState.CONFIRMED, because=ACCEPTED)
    replaced = swap_out(gate, booking)
    tell(gate, booking.registration, messages.accepted(booking, instead_of=replaced))
    settle_after(gate, replaced)
    return booking


def accept_event(registration_ref: str, *, now: datetime, actor: str = PERSON) -> Registration:
    """The offered place in the event with the sessions held for it."""
    registration = queries.by_public_id(registration_ref)
    if registration is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor=actor)
    gate.session.refresh(registration)
    if registration.state == PlaceState.CONFIRMED:
        return registration
    if registration.state != PlaceState.OFFERED:
        raise errors.OfferEnded()
    gate.move(registration, PlaceState.CONFIRMED, because=ACCEPTED)
    for booking in queries.bookings_of(registration.id, states=(PlaceState.OFFERED,)):
        gate.move(booking, PlaceState.CONFIRMED, because=ACCEPTED)
    gate.session.flush()
    places = queries.places_of(registration.id)
    tell(gate, registration, messages.event_accepted(registration, places))
    return registration
