"""Releasing places: those of who did not say "still coming", and of groups that sent no name."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.registration import messages, queries, rules
from app.registration.actions.expiring import end_bookings
from app.registration.actions.gate import Gate
from app.registration.actions.telling import post_to, tell
from app.registration.enums import LIVE, PlaceState
from app.registration.models import Registration

NOT_RECONFIRMED, NO_NAME = "not_reconfirmed", "no_name"


def release_due(gate: Gate) -> None:
    """Those whose undo period is over, but for who has said meanwhile that they need something, or
    presents or hosts. The caller settles what comes free."""
    query = (
        select(Registration)
        .options(joinedload(Registration.person))
        .where(
            Registration.event_id == gate.event.id,
            Registration.state == PlaceState.CONFIRMED,
            Registration.releases_at <= gate.now,
        )
    )
    due = gate.session.scalars(query).all()
    kept = queries.not_to_release(one.id for one in due)
    for registration in due:
        if registration.id in kept:
            keep_place(gate, registration)
    _release(gate, [one for one in due if one.id not in kept], because=NOT_RECONFIRMED)


def keep_place(gate: Gate, registration: Registration) -> None:
    """A release that was told is undone."""
    registration.releases_at = None
    number = int(gate.now.timestamp())
    post_to(gate, messages.release_undone(registration, number=number))


def release_unnamed(gate: Gate) -> None:
    """Places of groups without a name by the time names are due; the lead is told."""
    if gate.now < rules.names_due_at(gate.policy, day_on=gate.event.day_on):
        return
    query = (
        select(Registration)
        .options(joinedload(Registration.person))
        .where(
            Registration.event_id == gate.event.id,
            Registration.is_unnamed,
            Registration.state.in_(LIVE),
        )
    )
    _release(gate, gate.session.scalars(query).all(), because=NO_NAME)


def _release(gate: Gate, found: Sequence[Registration], *, because: str) -> None:
    for registration in found:
        gate.move(registration, PlaceState.CANCELLED, because=because)
        end_bookings(gate, registration, PlaceState.CANCELLED, because=because)
        tell(gate, registration, messages.released(registration, because=because))
