"""Places for a group: a lead asks for several at once, names follow."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import select

from app.accounts.actions import find_or_add_person, make_links
from app.accounts.enums import LinkPurpose
from app.events.models import LibraryService
from app.kernel import shown
from app.kernel.tokens import public_id
from app.mail.actions import post
from app.registration import errors, messages, queries, rules
from app.registration.actions.booking import end_registration
from app.registration.actions.gate import Gate
from app.registration.actions.linking import link_day_and_joins, renew_links
from app.registration.actions.opening import open_gate
from app.registration.actions.placing import place
from app.registration.actions.registering import (
    PERSON,
    Wish,
    chosen,
    new_registration,
    refuse_clash,
    refuse_when_closed,
)
from app.registration.actions.sealing import seal_needs
from app.registration.actions.telling import tell
from app.registration.enums import LIVE, CalendarChoice, PlaceState
from app.registration.models import GroupBooking, Registration

NAMED = "named"


@dataclass(frozen=True, kw_only=True)
class GroupWish:
    """What a lead asks for. `form_token` makes the same form sent twice one group."""

    email: str
    name: str
    service_id: int | None
    other_organisation: str = ""
    places: int
    form_token: str


def book_group(
    event_id: int, wish: GroupWish, *, now: datetime, actor: str = PERSON
) -> GroupBooking:
    """So many places in the event, the most wanted first: the service's share fills from the top, the
    rest wait in their order. No sessions yet: each colleague chooses by a link of their own.

    Refused: before booking opens, after it closes, and once names would be due.
    """
    gate = open_gate(event_id, now=now, actor=actor)
    made = gate.session.scalar(
        select(GroupBooking).where(GroupBooking.form_token == wish.form_token)
    )
    if made is not None:
        return made
    refuse_when_closed(gate)
    due_at = rules.names_due_at(gate.policy, day_on=gate.event.day_on)
    if now >= due_at:
        raise errors.TooLateForNames(due_at)
    group = _new_group(gate, wish)
    ranked = [_unnamed(gate, group, wish, rank) for rank in range(1, wish.places + 1)]
    gate.event.places_wait_until(due_at)
    link = make_links({group.public_id: LinkPurpose.GROUP}, person_id=group.lead_id, now=now)
    waiting = [one for one in ranked if one.state != PlaceState.CONFIRMED]
    at_share = any(one.skipped_because for one in waiting) and gate.share is not None
    draft = messages.group_made(
        group,
        link[group.public_id],
        confirmed=len(ranked) - len(waiting),
        waiting=len(waiting),
        share=shown.moment(gate.share.until) if at_share and gate.share else "",
    )
    post(draft, now=now)
    return group


def name_place(
    registration_ref: str, *, name: str, email: str, now: datetime, actor: str = PERSON
) -> Registration:
    """Gives a group's place the name of a colleague, who is told by a mail of their own.

    Refused: a place that has a name or has ended, somebody who is registered.
    """
    registration = queries.by_public_id(registration_ref)
    if registration is None or registration.group_id is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor=actor)
    gate.session.refresh(registration)
    if registration.state not in LIVE:
        raise errors.PlaceEnded()
    if not registration.is_unnamed:
        raise errors.NamedAlready()
    person = find_or_add_person(email, name=name, now=now)
    if queries.live_of(gate.event.id, [person.id]):
        raise errors.AlreadyRegistered(registration.id)
    registration.person, registration.is_unnamed = person, False
    registration.address_confirmed_at = None  # whatever the lead pressed; the colleague has not yet
    gate.note([(registration, registration.state)], because=NAMED)
    gate.session.flush()
    group = gate.session.get_one(GroupBooking, registration.group_id)
    places = queries.places_of(registration.id)
    renew_links(registration, [one.booking for one in places], now=now)
    tell(gate, registration, messages.group_named(registration, places, lead=group.lead.name))
    return registration


def give_up_unnamed(registration_ref: str, *, now: datetime, actor: str = "the lead") -> None:
    """A place nobody is named for yet goes to the next who waits. Refused: once it has a name, since
    then it is that person's."""
    registration = queries.by_public_id(registration_ref)
    if registration is None or registration.group_id is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor=actor)
    gate.session.refresh(registration)
    if registration.state not in LIVE:
        raise errors.PlaceEnded()
    if not registration.is_unnamed:
        raise errors.NamedAlready()
    end_registration(gate, registration, because="registration_cancelled")


@dataclass(frozen=True, kw_only=True)
class FirstChoice:
    """What a colleague of a group chooses; see `Wish`."""

    slot_ids: tuple[int, ...] = ()
    ranks: Mapping[int, int] = field(default_factory=dict)
    needs: str = ""
    calendar: CalendarChoice = CalendarChoice.DAY


def choose_sessions(
    registration_ref: str, choice: FirstChoice, *, now: datetime, actor: str = PERSON
) -> Registration:
    """The colleague's own first choice, by the link of their mail; once. Refused: sessions that clash or
    are gone, a second time (`ChosenAlready`)."""
    registration = queries.by_public_id(registration_ref)
    if registration is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor=actor)
    gate.session.refresh(registration)
    refusal = rules.why_not_choose(
        state=registration.state,
        is_of_group=registration.group_id is not None and not registration.is_unnamed,
        has_chosen=queries.has_chosen(registration.id),
    )
    if refusal:
        raise refusal
    asked = chosen(gate, choice.slot_ids, ranks=choice.ranks, with_plenaries=True)
    held = queries.bookings_of(registration.id)
    new = [one for one in asked if one.slot.id not in [booking.slot_id for booking in held]]
    for one in new:  # what they present, or somebody before them chose
        refuse_clash([one.slot, *(booking.slot for booking in held)])
    registration.calendar, registration.address_confirmed_at = choice.calendar, now
    bookings = [one.booking for one in place(gate, registration, new, because="asked")]
    joins = {one.public_id: LinkPurpose.JOIN for one in bookings}
    make_links(joins, person_id=registration.person_id, now=now)
    if choice.needs.strip():
        seal_needs(registration, choice.needs, now=now)
    places = queries.places_of(registration.id)
    tell(gate, registration, messages.sessions_chosen(registration, places))
    return registration


def _new_group(gate: Gate, wish: GroupWish) -> GroupBooking:
    lead = find_or_add_person(wish.email, name=wish.name, now=gate.now)
    service = gate.session.get(LibraryService, wish.service_id) if wish.service_id else None
    group = GroupBooking(
        public_id=public_id(),
        event=gate.event,
        lead=lead,
        service=service,
        other_organisation="" if service else wish.other_organisation,
        form_token=wish.form_token,
        created_at=gate.now,
    )
    gate.session.add(group)
    gate.session.flush()
    return group


def _unnamed(gate: Gate, group: GroupBooking, wish: GroupWish, rank: int) -> Registration:
    """A place whose mail goes to the lead until it has a name."""
    name = f"Colleague {rank}, name to follow ({group.public_id[:6]})"
    registration = new_registration(
        gate,
        Wish(
            email=wish.email,
            name=name,
            service_id=wish.service_id,
            other_organisation=wish.other_organisation,
            form_token=f"{wish.form_token[:40]}-{rank}",
        ),
    )
    registration.group_id, registration.group_rank = group.id, rank
    registration.is_unnamed = True
    places = place(
        gate,
        registration,
        chosen(gate, (), ranks={}, with_plenaries=True),
        because="registered",
    )
    link_day_and_joins(registration, [one.booking for one in places], now=gate.now)
    return registration
