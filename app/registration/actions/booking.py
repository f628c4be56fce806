"""Single places: asking for one more, swapping, giving one up, and what follows from that."""

from __future__ import annotations

from datetime import datetime

from app.accounts.actions import make_links
from app.accounts.enums import LinkPurpose
from app.registration import errors, messages, queries, rules
from app.registration.actions.codes import code_of
from app.registration.actions.drawing import is_to_be_drawn
from app.registration.actions.expiring import end_bookings
from app.registration.actions.gate import Gate
from app.registration.actions.opening import open_gate
from app.registration.actions.placing import Asked, place
from app.registration.actions.registering import PERSON, chosen, refuse_clash
from app.registration.actions.settling import settle, settle_after, swap_out
from app.registration.actions.telling import tell, tell_calendar
from app.registration.enums import LIVE, TAKEN, PlaceKind, PlaceState
from app.registration.models import Booking, Registration


def ask_for_place(
    registration: Registration,
    slot_id: int,
    *,
    keep_until_better: bool = False,
    now: datetime,
    actor: str = PERSON,
) -> Booking:
    """One session more: a place, or the end of its waiting list.

    What clashes with what the person has is refused unless they say `keep_until_better`: then it takes
    the other's place at once if there is room (a swap in one step), else they keep what they have and
    wait for it. Refused too: a session that is gone or asked for already, a closed list.
    """
    gate = open_gate(registration.event_id, now=now, actor=actor)
    gate.session.refresh(registration)
    if registration.state not in LIVE:
        raise errors.PlaceEnded()
    _refuse_early(gate, registration)
    (one,) = chosen(gate, [slot_id], ranks={}, with_plenaries=False)
    held = queries.bookings_of(registration.id)
    if slot_id in [booking.slot_id for booking in held]:
        raise errors.AlreadyBooked()
    clashing = [booking for booking in held if rules.overlap(booking.slot, one.slot)]
    if clashing and not keep_until_better:
        refuse_clash([one.slot, clashing[0].slot])
    fixed = [booking for booking in clashing if queries.holding(booking).is_fixed]
    if fixed:
        refuse_clash([one.slot, fixed[0].slot])
    rank = min((booking.rank for booking in clashing), default=1) - 1
    code = code_of(gate, registration)
    (placed,) = place(gate, registration, [Asked(one.slot, rank)], because="asked", code=code)
    booking = placed.booking
    make_links({booking.public_id: LinkPurpose.JOIN}, person_id=registration.person_id, now=now)
    replaced = swap_out(gate, booking) if booking.state in TAKEN else []
    tell(gate, registration, messages.place_added(registration, placed, instead_of=replaced))
    settle_after(gate, replaced)
    return booking


def _refuse_early(gate: Gate, registration: Registration) -> None:
    """Who is in before the others (they present) gets no session before the others can."""
    opens_at = gate.event.registration_opens_at
    if opens_at is None or gate.now < opens_at:
        raise errors.NotOpenYet()
    if registration.state != PlaceState.APPLIED and is_to_be_drawn(gate):
        raise errors.DrawFirst()


def give_up(booking_ref: str, *, now: datetime, actor: str = PERSON) -> Booking:
    """Gives a place up, declines an offer of one, or leaves a waiting list; whoever waits first moves
    up in the same step.

    Refused: once the session has begun, a plenary, a place given up already (`PlaceEnded`).
    """
    found = queries.booking_by_public_id(booking_ref)
    if found is None:
        raise errors.PlaceEnded()
    gate = open_gate(found.registration.event_id, now=now, actor=actor)
    gate.session.refresh(found)
    refusal = rules.why_not_give_up(
        state=found.state,
        kind=found.kind,
        is_plenary=found.slot.session.is_plenary,
        starts_at=found.slot.starts_at,
        now=now,
    )
    if refusal:
        raise refusal
    before = found.state
    if before == PlaceState.OFFERED:
        gate.move(found, PlaceState.DECLINED, because="declined")
    else:
        gate.move(found, PlaceState.CANCELLED, because="given_up")
    tell(gate, found.registration, messages.given_up(found, was=before))
    settle_after(gate, [found])
    return found


def cancel_registration(
    registration_ref: str, *, now: datetime, actor: str = PERSON
) -> Registration:
    """Gives up the place in the event (or declines it, or leaves its list) and every place in its
    sessions. Refused once one of them has begun, and to who presents or hosts one."""
    registration = queries.by_public_id(registration_ref)
    if registration is None:
        raise errors.PlaceEnded()
    gate = open_gate(registration.event_id, now=now, actor=actor)
    gate.session.refresh(registration)
    if registration.state not in LIVE:
        raise errors.PlaceEnded()
    held = queries.bookings_of(registration.id, states=TAKEN)
    if any(booking.slot.starts_at <= now for booking in held):
        raise errors.SlotStarted()
    if any(booking.kind == PlaceKind.PRESENTER for booking in held):
        raise errors.YouPresent()
    end_registration(gate, registration, because="registration_cancelled")
    return registration


def end_registration(
    gate: Gate, registration: Registration, *, because: str, is_told: bool = False
) -> None:
    """Ends it with all its places, tells the person unless they know, and gives what is free to the next."""
    was_offered = registration.state == PlaceState.OFFERED
    state = PlaceState.DECLINED if was_offered else PlaceState.CANCELLED
    gate.move(registration, state, because="declined" if was_offered else "given_up")
    ended = end_bookings(gate, registration, state, because=because)
    if is_told:
        tell_calendar(gate, registration)
    else:
        tell(gate, registration, messages.registration_cancelled(registration))
    settle(gate, slots=[booking.slot_id for booking in ended], with_event=True)
