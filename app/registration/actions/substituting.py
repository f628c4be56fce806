"""Handing one's place to a colleague of the same library service, in one step."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.accounts.actions import find_or_add_person
from app.audit.actions import record
from app.kernel.tokens import public_id
from app.registration import errors, messages, queries, rules
from app.registration.actions.gate import Gate
from app.registration.actions.linking import link_day_and_joins
from app.registration.actions.opening import open_gate
from app.registration.actions.registering import PERSON, Wish, new_registration
from app.registration.actions.telling import tell
from app.registration.enums import PlaceKind, PlaceState
from app.registration.models import Booking, Registration

SUBSTITUTED = "substituted"


def substitute(
    registration_ref: str, *, name: str, email: str, now: datetime, actor: str = PERSON
) -> Registration:
    """The colleague gets the place in the event and every place and turn in its sessions; both are
    told, one with CANCEL and the other with REQUEST. Access needs stay with the person who said them.

    Refused: after `rules.substitution_ends_at`, without a library service, a colleague who is
    registered (`AlreadyRegistered`), a place that was handed on or ended.
    """
    registration = queries.by_public_id(registration_ref)
    if registration is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor=actor)
    gate.session.refresh(registration)
    places = queries.bookings_of(registration.id)
    _refuse(gate, registration, places)
    if find_or_add_person(email, name=name, now=now).id == registration.person_id:
        raise errors.SameColleague()
    colleague = _new(gate, registration, name=name, email=email)
    handed = [_hand_on(gate, booking, colleague) for booking in places]
    gate.add(handed, because=SUBSTITUTED)
    link_day_and_joins(colleague, handed, now=now)
    tell(gate, registration, messages.handed_on(registration, colleague=colleague.person.name))
    whole = queries.places_of(colleague.id)
    tell(gate, colleague, messages.taken_over(colleague, whole, from_whom=registration.person.name))
    record(
        "place handed to a colleague",
        now=now,
        actor=actor,
        scope=gate.event.slug,
        subject=registration.reference,
        colleague=colleague.reference,
    )
    return colleague


def _refuse(gate: Gate, registration: Registration, places: Sequence[Booking]) -> None:
    refusal = rules.why_not_substitute(
        state=registration.state,
        has_service=registration.service_id is not None,
        ends_at=rules.substitution_ends_at(gate.policy, day_on=gate.event.day_on),
        now=gate.now,
    )
    if refusal:
        raise refusal
    if any(one.kind == PlaceKind.PRESENTER for one in places):
        raise errors.YouPresent()


def _new(gate: Gate, registration: Registration, *, name: str, email: str) -> Registration:
    """In the same state, with the same turn: positions are unique, so the old row lets go of its own."""
    state, position, ends_at = (
        PlaceState(registration.state),
        registration.position,
        registration.offer_ends_at,
    )
    person = find_or_add_person(email, name=name, now=gate.now)
    wish = Wish(
        email=email,
        name=name,
        service_id=registration.service_id,
        calendar=registration.calendar,
        form_token=public_id(),
    )
    gate.move(registration, PlaceState.CANCELLED, because=SUBSTITUTED)
    registration.position = None
    gate.session.flush()
    colleague = new_registration(gate, wish, person=person, state=state, because=SUBSTITUTED)
    colleague.position, colleague.offer_ends_at = position, ends_at
    colleague.taken_over_from_id = registration.id
    colleague.code_id = registration.code_id
    colleague.group_id, colleague.group_rank = registration.group_id, registration.group_rank
    colleague.counts_as = registration.counts_as  # as it was when the place was made
    return colleague


def _hand_on(gate: Gate, booking: Booking, colleague: Registration) -> Booking:
    handed = Booking(
        public_id=public_id(),
        registration=colleague,
        slot=booking.slot,
        service_id=booking.service_id,
        counts_as=booking.counts_as,
        state=booking.state,
        position=booking.position,
        kind=booking.kind,
        rank=booking.rank,
        asked_at=booking.asked_at,
        offer_ends_at=booking.offer_ends_at,
        skipped_because=booking.skipped_because,
        taken_over_from_id=booking.id,
    )
    gate.move(booking, PlaceState.CANCELLED, because=SUBSTITUTED)
    booking.position = None
    gate.session.flush()
    return handed
