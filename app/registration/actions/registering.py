"""Registering for the event, with sessions chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from app.accounts.actions import find_or_add_person, make_links
from app.accounts.enums import LinkPurpose
from app.accounts.models import PersonalLink
from app.audit.actions import record
from app.events.models import LibraryService
from app.kernel.facts import emit
from app.kernel.keys import signing_keys
from app.kernel.tokens import public_id, spoken_code
from app.kernel.transaction import needs_transaction
from app.mail.actions import post
from app.programme.enums import SessionKind, SlotState
from app.programme.models import Session, Slot
from app.registration import errors, messages, needs, queries, rules
from app.registration.actions.gate import Gate, open_gate
from app.registration.enums import LIVE, CalendarChoice, PlaceState
from app.registration.facts import PlacesChanged
from app.registration.models import AccessNeed, Booking, PlaceChange, Registration

PERSON = "the person"
REFERENCE_LENGTH = 8


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a person asks for. `form_token` makes the same form sent twice one registration.

    `slot_ids` are the chosen slots; plenaries come by themselves. `needs` is never stored in clear.
    """

    email: str
    name: str
    service_id: int | None
    other_organisation: str = ""
    slot_ids: tuple[int, ...] = ()
    calendar: CalendarChoice = CalendarChoice.DAY
    needs: str = ""
    form_token: str


def register(event_id: int, wish: Wish, *, now: datetime, actor: str = PERSON) -> Registration:
    """A place in the event and, for each chosen session, a place or the end of its waiting list.

    Refused: before booking opens and after it closes, sessions that clash or are gone, a person
    who is registered (see `AlreadyRegistered`). The same form again gives the registration it made.
    """
    gate = open_gate(event_id, now=now, actor=actor)
    made = queries.by_form_token(wish.form_token)
    if made is not None:
        return made
    _refuse_when_closed(gate)
    slots = chosen_slots(gate, wish.slot_ids, with_plenaries=True)
    registration = _new_registration(gate, wish)
    places = gate.place(registration, slots, because="registered")
    links = _make_links(registration, [place.booking for place in places], now=now)
    if wish.needs.strip():
        _seal_needs(registration, wish.needs, now=now)
    message = post(messages.registered(registration, places, links), now=now)
    emit(PlacesChanged(at=now, registration_id=registration.id, message_id=message.id))
    return registration


def send_links(event_id: int, email: str, *, now: datetime) -> None:
    """ "Lost your link?": a mail to this address with the link of each registration there; nothing
    tells who asked whether there is one."""
    for registration in queries.live_at(event_id, email):
        post(messages.links_again(registration, now=now), now=now)


def send_link(registration: Registration, *, now: datetime, actor: str) -> None:
    """An organiser sends one person their link again. Refused: a registration that has ended."""
    needs_transaction().refresh(registration)
    if registration.state not in LIVE:
        raise errors.PlaceEnded()
    post(messages.links_again(registration, now=now), now=now)
    record(
        "link sent again",
        now=now,
        actor=actor,
        scope=registration.event.slug,
        subject=registration.reference,
    )


def confirm_address(registration_ref: str, *, now: datetime) -> None:
    """The first button pressed on the personal page shows that the mail arrived."""
    needs_transaction().execute(
        update(Registration)
        .where(
            Registration.public_id == registration_ref,
            Registration.address_confirmed_at.is_(None),
        )
        .values(address_confirmed_at=now)
    )


def chosen_slots(gate: Gate, ids: Sequence[int], *, with_plenaries: bool) -> list[Slot]:
    """The slots asked for, and the event's plenaries; refused when gone, over or clashing."""
    wanted = set(ids)
    slots = gate.slots({*wanted, *(_plenaries(gate) if with_plenaries else ())})
    chosen = [slot for slot in slots if slot.id in wanted]
    if {slot.id for slot in chosen} != wanted:
        raise errors.NoSuchSlot()
    for slot in chosen:
        refusal = rules.why_not_book(
            is_cancelled=slot.is_cancelled, starts_at=slot.starts_at, now=gate.now
        )
        if refusal:
            raise refusal
    refuse_clash(slots)
    return slots


def refuse_clash(slots: Sequence[Slot]) -> None:
    clash = rules.first_clash(slots)
    if clash:
        one, other = clash
        raise errors.SessionsClash(one.session.title, other.session.title, (one.id, other.id))


def _refuse_when_closed(gate: Gate) -> None:
    refusal = rules.why_closed(
        state=gate.event.state,
        opens_at=gate.event.registration_opens_at,
        closes_at=gate.event.registration_closes_at,
        now=gate.now,
    )
    if refusal:
        raise refusal


def _plenaries(gate: Gate) -> list[int]:
    return list(
        gate.session.scalars(
            select(Slot.id)
            .join(Slot.session)
            .where(
                Slot.event_id == gate.event.id,
                Session.kind == SessionKind.PLENARY,
                Slot.state == SlotState.SCHEDULED,
                Slot.starts_at > gate.now,
            )
        )
    )


def _new_registration(gate: Gate, wish: Wish) -> Registration:
    person = find_or_add_person(wish.email, name=wish.name, now=gate.now)
    known = gate.session.scalar(
        select(Registration.id).where(
            Registration.event_id == gate.event.id,
            Registration.person_id == person.id,
            Registration.state.in_(LIVE),
        )
    )
    if known is not None:
        raise errors.AlreadyRegistered(known)
    service = gate.session.get(LibraryService, wish.service_id) if wish.service_id else None
    registration = Registration(
        public_id=public_id(),
        reference=spoken_code(REFERENCE_LENGTH),
        event=gate.event,
        person=person,
        service=service,
        other_organisation="" if service else wish.other_organisation,
        counts_as=service.group if service else "",
        state=PlaceState.CONFIRMED,
        calendar=wish.calendar,
        form_token=wish.form_token,
        asked_at=gate.now,
    )
    gate.session.add(registration)
    gate.session.flush()
    gate.session.add(
        PlaceChange(
            registration_id=registration.id,
            at=gate.now,
            to_state=PlaceState.CONFIRMED,
            because="registered",
            actor=gate.actor,
        )
    )
    return registration


def _make_links(
    registration: Registration, bookings: Sequence[Booking], *, now: datetime
) -> dict[str, PersonalLink]:
    """The person's links; those to their day and to join, by what they open (a public id)."""
    person_id, ref = registration.person_id, registration.public_id
    make_links({ref: LinkPurpose.FEED}, person_id=person_id, now=now)
    opened = {ref: LinkPurpose.MY}
    opened |= {booking.public_id: LinkPurpose.JOIN for booking in bookings}
    return make_links(opened, person_id=person_id, now=now)


def _seal_needs(registration: Registration, text: str, *, now: datetime) -> None:
    sealed = needs.seal(text.strip(), keys=signing_keys())
    row = AccessNeed(registration_id=registration.id, sealed=sealed, said_at=now)
    needs_transaction().add(row)
