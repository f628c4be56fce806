"""How a person stands, as their page shows it: the place in the event, and a card for each session.

An offer whose time is over is shown as ended, though nobody may have written that down yet.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.attendance import queries as attendance
from app.attendance import rules as attendance_rules
from app.attendance.enums import Source
from app.attendance.models import Mark
from app.kernel.calendar_links import Happening
from app.kernel.errors import Refusal
from app.registration import errors, queries, rules
from app.registration.enums import LIVE, TAKEN, PlaceKind, PlaceState, Skip
from app.registration.models import Booking, Registration
from app.registration.queries import EndedPlace, Place, ShareStanding

TOLD_WHEN_ENDED = ("list_closed", "offer_ran_out", "session_cancelled", "not_reconfirmed")


@dataclass(frozen=True)
class EventPlace:
    """`because`: why it changed last. `ahead`: how many wait before them. `why_kept`: why nobody else can
    take it over, or None."""

    state: PlaceState
    because: str
    ahead: int
    share: ShareStanding | None
    drawn_at: datetime | None
    handed_to: str
    why_kept: Refusal | None
    is_asked: bool  # "still coming?", and no answer yet

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    @property
    def can_ask_for_priority(self) -> bool:
        return self.state == PlaceState.EXPIRED and self.because == "list_closed"


@dataclass(frozen=True)
class Card:
    """One place as my day shows it. `why_kept` says why it cannot be given up, or None; `was_there` what
    is known once the session has ended, None before; `joined_at` when Join was first pressed; `keeps`
    the session kept until this one comes; `replaces` what taking an offer gives up; `clashes_with` another
    place of theirs that is at the same time since one of them moved; `has_moved_up`: on the last day, so
    that the mail may not have been read."""

    place: Place
    state: PlaceState
    why_kept: Refusal | None
    join_url: str
    was_there: bool | None
    joined_at: datetime | None
    share: ShareStanding | None
    keeps: str
    replaces: str
    clashes_with: str
    has_moved_up: bool
    can_stand_by: bool

    @property
    def happening(self) -> Happening:
        """For a calendar of theirs that does not take our entries."""
        slot = self.place.booking.slot
        return Happening(
            title=slot.session.title,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            place=f"{slot.room.name}, {self.join_url}",
            text=f"{self.join_url}\n\n{slot.session.abstract}",
        )


def shown_state(place: Registration | Booking, now: datetime) -> PlaceState:
    has_lapsed = place.offer_ends_at is not None and place.offer_ends_at <= now
    is_offer = place.state == PlaceState.OFFERED
    return PlaceState.EXPIRED if is_offer and has_lapsed else PlaceState(place.state)


def event_place(
    registration: Registration, bookings: Sequence[Booking] = (), *, now: datetime
) -> EventPlace:
    event, state = registration.event, shown_state(registration, now)
    policy, opens_at = event.policies.places, event.registration_opens_at
    has_ended, is_drawn = state not in LIVE, state == PlaceState.APPLIED
    because = queries.last_reason(registration.id) if has_ended else ""
    return EventPlace(
        state=state,
        because="offer_ran_out" if registration.state == PlaceState.OFFERED else because,
        ahead=(queries.turn_of(registration) or 1) - 1,
        share=queries.event_share(event, registration.counts_as, now=now)
        if not has_ended
        else None,
        drawn_at=rules.draw_ends_at(policy, opens_at=opens_at) if is_drawn and opens_at else None,
        handed_to=queries.handed_to(registration.id) if because == "substituted" else "",
        why_kept=why_not_hand_on(registration, bookings, now=now),
        is_asked=state == PlaceState.CONFIRMED
        and registration.reconfirm_asked_at is not None
        and registration.reconfirmed_at is None,
    )


def why_not_hand_on(
    registration: Registration, bookings: Sequence[Booking] = (), *, now: datetime
) -> Refusal | None:
    """Why nobody else can take over; `bookings` are the living ones."""
    if any(one.kind == PlaceKind.PRESENTER for one in bookings):
        return errors.YouPresent()
    event = registration.event
    return rules.why_not_substitute(
        state=PlaceState(registration.state),
        has_service=registration.service_id is not None,
        ends_at=rules.substitution_ends_at(event.policies.places, day_on=event.day_on),
        now=now,
    )


def cards_of(
    registration: Registration, places: Sequence[Place], attended: Sequence[Booking], now: datetime
) -> list[Card]:
    bookings = [place.booking for place in places]
    joins = accounts.links_of([one.public_id for one in bookings], LinkPurpose.JOIN)
    marks = attendance.marks_of(one.id for one in bookings)
    moved = queries.moved_up_at(one.id for one in bookings if one.state == PlaceState.CONFIRMED)
    waited = [one.slot_id for one in bookings if one.state == PlaceState.WAITING]
    event, group = registration.event, registration.counts_as
    shares = queries.slot_shares(event, group, waited, now=now)
    was_in = {booking.id for booking in attended}
    return [
        _card(
            place,
            bookings,
            join_url=accounts.url_of(joins[place.booking.public_id]),
            marks=marks.get(place.booking.id, {}),
            moved_at=moved.get(place.booking.id),
            share=shares.get(place.booking.slot_id),
            was_in=place.booking.id in was_in,
            now=now,
        )
        for place in places
    ]


def _card(
    place: Place,
    all_of_them: Sequence[Booking],
    *,
    join_url: str,
    marks: Mapping[Source, Mark],
    moved_at: datetime | None,
    share: ShareStanding | None,
    was_in: bool,
    now: datetime,
) -> Card:
    booking, state = place.booking, shown_state(place.booking, now)
    slot, joined = booking.slot, marks.get(Source.JOIN)
    held = [one for one in all_of_them if one.id != booking.id and shown_state(one, now) in TAKEN]
    clashing = [one for one in held if rules.overlap(one.slot, slot)]
    has_place, is_over = state == PlaceState.CONFIRMED, slot.ends_at <= now
    keeps = state == PlaceState.WAITING and clashing and clashing[0].rank > booking.rank
    is_offer = state == PlaceState.OFFERED and clashing
    is_passed_over = booking.skipped_because == Skip.SHARE
    return Card(
        place,
        state=state,
        why_kept=why_kept(booking, now),
        join_url=join_url,
        was_there=was_in if has_place and is_over else None,
        joined_at=joined.marked_at if joined else None,
        share=share if share and (share.is_reached or is_passed_over) else None,
        keeps=clashing[0].slot.title if keeps else "",
        replaces=clashing[0].slot.title if is_offer else "",
        clashes_with=clashing[0].slot.title if has_place and clashing and not is_over else "",
        has_moved_up=moved_at is not None
        and rules.is_last_day(starts_at=slot.starts_at, now=moved_at),
        can_stand_by=_is_open(booking, now) and state == PlaceState.WAITING,
    )


def why_kept(booking: Booking, now: datetime) -> Refusal | None:
    """Why this place cannot be given up."""
    return rules.why_not_give_up(
        state=PlaceState(booking.state),
        kind=booking.kind,
        is_plenary=booking.slot.session.is_plenary,
        starts_at=booking.slot.starts_at,
        now=now,
    )


def ended_cards(registration: Registration, places: Sequence[Place]) -> list[EndedPlace]:
    """What a person should hear of: what they lost without asking, and have not asked for again."""
    has = {place.booking.slot_id for place in places}
    found = {one.booking.slot_id: one for one in queries.ended_of(registration.id)}
    return [
        one
        for slot_id, one in found.items()
        if slot_id not in has and one.because in TOLD_WHEN_ENDED
    ]


def _is_open(booking: Booking, now: datetime) -> bool:
    """Whether one could join the session now, with a place in it."""
    slot = booking.slot
    return (
        attendance_rules.why_not_join(
            state=PlaceState.CONFIRMED,
            is_cancelled=slot.is_cancelled,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            opens_minutes=slot.session.event.policies.join_opens_minutes,
            now=now,
        )
        is None
    )
