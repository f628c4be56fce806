"""Speakers and hosts have a place by themselves, in the transaction that names them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.accounts.actions import make_links
from app.accounts.enums import LinkPurpose
from app.accounts.models import Person
from app.kernel.tokens import public_id
from app.programme.enums import SlotState
from app.programme.models import Session, Slot
from app.registration import messages, queries, rules
from app.registration.actions.booking import end_registration
from app.registration.actions.drawing import is_to_be_drawn
from app.registration.actions.gate import Gate
from app.registration.actions.linking import link_day_and_joins
from app.registration.actions.opening import open_gate
from app.registration.actions.placing import place
from app.registration.actions.registering import Wish, chosen, new_registration
from app.registration.actions.settling import settle
from app.registration.actions.telling import tell
from app.registration.enums import PlaceKind, PlaceState
from app.registration.models import Booking, Registration

PRESENTS, PRESENTS_NOT = "presents", "presents_not"


def keep_presenters(event_id: int, *, now: datetime, actor: str) -> None:
    """Brings places in line with who presents and hosts which slot, all of the event's.

    A presenter needs none of the event's places; in the meeting they lower the room's licence for the
    others. What they had booked at that time is given up. Nobody can be in two places: who would present
    or host two sessions at once is seated in the earlier one, or keeps the places they have, and the
    workshop warns.
    """
    gate = open_gate(event_id, now=now, actor=actor)
    wanted = _wanted(gate)
    if not wanted and not _placed(gate):
        return
    freed = _free(gate, wanted)
    for person_id, slots in wanted.items():
        _seat(gate, gate.session.get_one(Person, person_id), slots)
    if freed:  # only now: the place of who left is that of who came
        settle(gate, slots=freed)


def _wanted(gate: Gate) -> dict[int, list[Slot]]:
    """Who is to be in which slots that have not begun, by person."""
    query = (
        select(Slot)
        .options(
            joinedload(Slot.room),
            joinedload(Slot.session).options(
                selectinload(Session.speakers), selectinload(Session.services)
            ),
        )
        .where(
            Slot.event_id == gate.event.id,
            Slot.state == SlotState.SCHEDULED,
            Slot.starts_at > gate.now,
        )
        .order_by(Slot.starts_at, Slot.id)
        .execution_options(populate_existing=True)
    )
    wanted: dict[int, list[Slot]] = {}
    for slot in gate.session.scalars(query):
        people = [speaker.person_id for speaker in slot.session.speakers]
        for person_id in dict.fromkeys([*people, *slot.crew_ids]):
            if person_id is None:
                continue
            wanted.setdefault(person_id, []).append(slot)
    return wanted


def _placed(gate: Gate) -> Sequence[Booking]:
    """The presenters' places in slots that have not begun."""
    return gate.session.scalars(
        select(Booking)
        .join(Booking.slot)
        .options(joinedload(Booking.registration))
        .where(
            Slot.event_id == gate.event.id,
            Slot.starts_at > gate.now,
            Booking.kind == PlaceKind.PRESENTER,
            Booking.state == PlaceState.CONFIRMED,
        )
    ).all()


def _free(gate: Gate, wanted: dict[int, list[Slot]]) -> list[int]:
    """Who does not present or host a slot any more; a registration made for it alone ends with it. Gives the
    slots where a place came free."""
    freed = []
    for booking in _placed(gate):
        registration = booking.registration
        if booking.slot in wanted.get(registration.person_id, ()):
            continue
        gate.move(booking, PlaceState.CANCELLED, because=PRESENTS_NOT)
        tell(gate, registration, messages.presenter_freed(booking))
        if registration.kind == PlaceKind.PRESENTER and not _presents(registration):
            _be_attendee_or_go(gate, registration)
        freed.append(booking.slot_id)
    return freed


def _presents(registration: Registration) -> bool:
    return any(one.kind == PlaceKind.PRESENTER for one in queries.bookings_of(registration.id))


def _be_attendee_or_go(gate: Gate, registration: Registration) -> None:
    """Whoever chose sessions of their own was told that they come, so they stay and count against the
    event's places from now on, above its number if need be; a place that was for presenting alone ends."""
    left = queries.bookings_of(registration.id)
    if any(not one.slot.session.is_plenary for one in left):
        registration.kind = PlaceKind.ATTENDEE
        gate.note([(registration, registration.state)], because=PRESENTS_NOT)
    else:
        end_registration(gate, registration, because=PRESENTS_NOT, is_told=True)


def _seat(gate: Gate, person: Person, slots: Sequence[Slot]) -> None:
    known = queries.live_of(gate.event.id, [person.id])
    held = queries.bookings_of(known[0].id) if known else []
    seated = {one.slot_id for one in held if one.kind == PlaceKind.PRESENTER}
    missing = _seatable(slots, seated)
    if not missing:
        return
    registration = known[0] if known else _register(gate, person, slots[0])
    had_event_place = registration.state == PlaceState.CONFIRMED
    freed = [one for one in held if any(rules.overlap(one.slot, slot) for slot in missing)]
    for one in freed:
        gate.move(one, PlaceState.CANCELLED, because=PRESENTS)
    woken = _let_in(gate, registration, [one for one in held if one not in freed])
    gate.session.flush()
    bookings = [_new(gate, registration, slot) for slot in missing]
    gate.add(bookings, because=PRESENTS)
    if known:
        joins = {one.public_id: LinkPurpose.JOIN for one in bookings}
        make_links(joins, person_id=person.id, now=gate.now)
    else:
        plenaries = _plenaries(gate, registration, besides=missing)
        link_day_and_joins(registration, [*bookings, *plenaries], now=gate.now)
    tell(gate, registration, messages.presenter_placed(registration, bookings))
    freed_slots = [one.slot_id for one in (*freed, *woken)]
    settle(gate, slots=freed_slots, with_event=not had_event_place)


def _seatable(slots: Sequence[Slot], seated: set[int]) -> list[Slot]:
    """Of these slots those without a place of theirs and not at the time of another; the earlier first."""
    taken = [slot for slot in slots if slot.id in seated]
    missing = []
    for slot in slots:
        if slot.id not in seated and not any(rules.overlap(slot, other) for other in taken):
            missing.append(slot)
            taken.append(slot)
    return missing


def _let_in(gate: Gate, registration: Registration, held: Sequence[Booking]) -> list[Booking]:
    """Who waited for the event, or had an offer, is in it as a presenter; wishes go onto the lists, but
    not before a draw has been: then they follow those who were drawn."""
    if registration.state == PlaceState.CONFIRMED:
        return []
    gate.move(registration, PlaceState.CONFIRMED, because=PRESENTS)
    registration.kind = PlaceKind.PRESENTER
    wishes = [] if is_to_be_drawn(gate) else [o for o in held if o.state == PlaceState.APPLIED]
    for one in held:
        if one in wishes:
            gate.move(one, PlaceState.WAITING, because=PRESENTS)
        elif one.state == PlaceState.OFFERED:
            gate.move(one, PlaceState.CONFIRMED, because=PRESENTS)
    gate.number_bookings([one for one in wishes if one.position is None])
    return wishes


def _register(gate: Gate, person: Person, slot: Slot) -> Registration:
    """For the first service that presents; a person without a registration gets one of their own."""
    services = slot.session.services
    speaker = next((s for s in slot.session.speakers if s.person_id == person.id), None)
    service_id = (speaker.service_id if speaker else None) or (services[0].id if services else None)
    wish = Wish(
        email=person.email,
        name=person.name,
        service_id=service_id,
        form_token=public_id(),
    )
    return new_registration(
        gate,
        wish,
        person=person,
        state=PlaceState.CONFIRMED,
        kind=PlaceKind.PRESENTER,
        because=PRESENTS,
    )


def _plenaries(gate: Gate, registration: Registration, *, besides: Sequence[Slot]) -> list[Booking]:
    """What comes with a place in the event and is not at the time of what they present."""
    asked = [
        one
        for one in chosen(gate, (), ranks={}, with_plenaries=True)
        if not any(rules.overlap(one.slot, slot) for slot in besides)
    ]
    return [one.booking for one in place(gate, registration, asked, because=PRESENTS)]


def _new(gate: Gate, registration: Registration, slot: Slot) -> Booking:
    return Booking(
        public_id=public_id(),
        registration=registration,
        slot=slot,
        service_id=registration.service_id,
        counts_as=registration.counts_as,
        state=PlaceState.CONFIRMED,
        kind=PlaceKind.PRESENTER,
        asked_at=gate.now,
    )
