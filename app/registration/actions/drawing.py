"""The draw of an event: who asked in the first minutes counts as equal.

The seed is made before anybody can ask and its digest is public from then on; `rules.draws` says how an
order follows from it. Winners get an offer when there is time for an answer, so that a place nobody
wants any more goes on; what the draw left open is a waiting list in the drawn order.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.events.enums import Fairness
from app.programme.enums import SlotState
from app.programme.models import Slot
from app.registration import messages, queries, rules
from app.registration.actions.draw_inputs import inputs, wishes_of
from app.registration.actions.gate import Gate
from app.registration.actions.telling import tell
from app.registration.enums import PlaceState, Skip
from app.registration.models import Booking, Draw, Registration
from app.registration.rules import draws

DRAWN = "drawn"


def draw_of(gate: Gate) -> Draw | None:
    """The event's draw, made with its seed when the event begins to want one."""
    found = gate.session.scalar(select(Draw).where(Draw.event_id == gate.event.id))
    if found is None and gate.policy.fairness == Fairness.DRAW:
        seed = secrets.token_hex(32)
        found = Draw(
            event_id=gate.event.id,
            seed=seed,
            seed_digest=draws.digest_of(seed),
            made_at=gate.now,
        )
        gate.session.add(found)
        gate.session.flush()
    return found


def is_to_be_drawn(gate: Gate) -> bool:
    """Whether who asks now goes into the draw."""
    if gate.policy.fairness != Fairness.DRAW:
        return False
    draw, ends_at = draw_of(gate), _ends_at(gate)
    if draw is None or draw.drawn_at is not None or ends_at is None or gate.now >= ends_at:
        return False
    gate.event.places_wait_until(ends_at)
    return True


def is_too_late_to_draw(gate: Gate) -> bool:
    """A draw was chosen whose time was over before."""
    ends_at = _ends_at(gate)
    wants_one = gate.policy.fairness == Fairness.DRAW
    known = gate.session.scalar(select(Draw.id).where(Draw.event_id == gate.event.id))
    return wants_one and known is None and ends_at is not None and gate.now >= ends_at


def draw_at(gate: Gate) -> datetime | None:
    """When the draw is due, None when there is none to come."""
    draw = draw_of(gate)
    if draw is None or draw.drawn_at is not None:
        return None
    if (
        gate.policy.fairness != Fairness.DRAW
    ):  # the organisers chose otherwise: who asked is not lost
        return gate.now if _applied(gate) else None
    return _ends_at(gate)


def draw_if_due(gate: Gate) -> None:
    at = draw_at(gate)
    draw = draw_of(gate)
    if draw is None or at is None or gate.now < at:
        return
    applied = _applied(gate)
    slots = gate.slots(gate.session.scalars(_open_slots(gate)).all())
    document = _draw(gate, draw, applied, slots)
    _put_behind(gate)
    draw.drawn_at, draw.published = gate.now, document
    gate.event.places_changed()  # the public page tells it, even when nobody had asked


def _draw(
    gate: Gate, draw: Draw, applied: Sequence[Registration], slots: Sequence[Slot]
) -> dict[str, object]:
    """Draws, writes down what came of it, and gives what is published."""
    wishes = wishes_of(gate, applied)
    terms, drawn, applications = inputs(gate, draw, applied, wishes, slots)
    results = draws.draw(terms, drawn, applications)
    by_ticket = {one.ticket: one for one in applied}
    for result in results:
        registration = by_ticket[result.ticket]
        _write(gate, registration, wishes[registration.id], result)
    return draws.to_json(terms, drawn, applications, results)


def _put_behind(gate: Gate) -> None:
    """Wishes of who got a place in the event by presenting meanwhile: behind those who were drawn."""
    query = (
        select(Booking)
        .join(Booking.registration)
        .where(
            Registration.event_id == gate.event.id,
            Registration.state == PlaceState.CONFIRMED,
            Booking.state == PlaceState.APPLIED,
        )
        .order_by(Booking.id)
    )
    wishes = gate.session.scalars(query).all()
    for wish in wishes:
        gate.move(wish, PlaceState.WAITING, because="presents")
    gate.number_bookings(wishes)


def _write(
    gate: Gate, registration: Registration, wishes: Sequence[Booking], result: draws.Result
) -> None:
    """One person's result, in drawn order, so that positions follow it."""
    begins_at = gate.day_begins_at
    got, waits = set(result.got), dict(result.waits)
    if result.has_event_place:
        way = rules.way_up(gate.policy, starts_at=begins_at, now=gate.now)
        until = rules.offer_ends_at(gate.policy, starts_at=begins_at, now=gate.now)
        _give(gate, registration, way, until)
        for wish in wishes:
            ref = wish.slot.public_id
            if ref in got:
                _give(gate, wish, way, until)
            elif ref in waits:
                gate.move(wish, PlaceState.WAITING, because=DRAWN)
                wish.skipped_because = Skip.CLASH if waits[ref] == draws.CLASH else ""
            else:
                gate.move(wish, PlaceState.CANCELLED, because="not_needed")
    else:
        gate.move(registration, PlaceState.WAITING, because=DRAWN)
        registration.position = gate.next_position()
        registration.skipped_because = Skip.SHARE if result.event_reason == draws.SHARE else ""
        gate.note([(wish, wish.state) for wish in wishes], because=DRAWN)  # their turn is drawn too
    listed = [w for w in wishes if w.state in (PlaceState.WAITING, PlaceState.APPLIED)]
    gate.number_bookings(listed)
    gate.session.flush()
    places = queries.places_of(registration.id)
    say = messages.admitted if result.has_event_place else messages.not_drawn
    tell(gate, registration, say(registration, places))


def _give(gate: Gate, place: Registration | Booking, way: PlaceState, until: datetime) -> None:
    if way == PlaceState.OFFERED:
        gate.offer(place, until=until, because=DRAWN)
    else:
        gate.move(place, PlaceState.CONFIRMED, because=DRAWN)


def _ends_at(gate: Gate) -> datetime | None:
    opens_at = gate.event.registration_opens_at
    return rules.draw_ends_at(gate.policy, opens_at=opens_at) if opens_at else None


def _applied(gate: Gate) -> Sequence[Registration]:
    return gate.session.scalars(
        select(Registration)
        .options(joinedload(Registration.person), joinedload(Registration.service))
        .where(Registration.event_id == gate.event.id, Registration.state == PlaceState.APPLIED)
        .order_by(Registration.id)
    ).all()


def _open_slots(gate: Gate):  # type: ignore[no-untyped-def]
    return select(Slot.id).where(
        Slot.event_id == gate.event.id,
        Slot.state == SlotState.SCHEDULED,
        Slot.starts_at > gate.now,
    )
