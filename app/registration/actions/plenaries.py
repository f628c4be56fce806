"""A plenary comes with the place in the event: also to who registered before it was in the programme."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.accounts.actions import make_links
from app.accounts.enums import LinkPurpose
from app.programme.models import Slot
from app.registration import queries, rules
from app.registration.actions.gate import Gate
from app.registration.actions.opening import open_gate
from app.registration.actions.placing import Asked, place
from app.registration.actions.telling import tell_calendar
from app.registration.enums import LIVE, TAKEN
from app.registration.models import Registration

PLENARY = "plenary"


def seat_everybody(slot: Slot, *, now: datetime, actor: str) -> None:
    """Everybody in the event has a place in a new plenary, or a wish as they have for other sessions, and a
    calendar that knows; but who presents it, or holds a session at that time, is left alone."""
    if not slot.session.is_plenary or slot.is_cancelled or slot.starts_at <= now:
        return
    gate = open_gate(slot.event_id, now=now, actor=actor)
    for registration in _to_seat(gate, slot):
        held = queries.bookings_of(registration.id)
        if any(one.state in TAKEN and rules.overlap(one.slot, slot) for one in held):
            continue
        (made,) = place(gate, registration, [Asked(slot)], because=PLENARY)
        joins = {made.booking.public_id: LinkPurpose.JOIN}
        make_links(joins, person_id=registration.person_id, now=now)
        if made.booking.state in TAKEN:
            tell_calendar(gate, registration)


def _to_seat(gate: Gate, slot: Slot) -> list[Registration]:
    own = {*(speaker.person_id for speaker in slot.session.speakers), *slot.crew_ids}
    rows = gate.session.scalars(
        select(Registration)
        .where(Registration.event_id == slot.event_id, Registration.state.in_(LIVE))
        .order_by(Registration.id)
    )
    return [one for one in rows if one.person_id not in own]
