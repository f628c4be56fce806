"""What time brings to places by itself, done by whoever looks first: a request at the gate or the
worker's sweep. `events.places_due_at` says when to look again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from sqlalchemy import func, select

from app.programme.models import Slot
from app.registration import queries, rules
from app.registration.actions.campaign import carry_on, next_step_at
from app.registration.actions.closing import close_ended
from app.registration.actions.drawing import draw_at, draw_if_due
from app.registration.actions.expiring import end_lapsed_codes, expire_offers
from app.registration.actions.gate import Gate
from app.registration.actions.releasing import release_due, release_unnamed
from app.registration.actions.settling import settle_everything
from app.registration.enums import LIVE, PlaceState
from app.registration.models import AccessCode, Booking, Registration

TIME = "time"  # who acts, in the history


def keep_time(gate: Gate) -> None:
    """Everything that is due by now, in one step, and what follows from it."""
    by_time = replace(gate, actor=TIME)
    draw_if_due(by_time)
    end_lapsed_codes(by_time)
    expire_offers(by_time)
    release_unnamed(by_time)
    release_due(by_time)
    carry_on(by_time)
    close_ended(by_time)
    settle_everything(by_time)
    look_again(gate)


def look_again(gate: Gate) -> None:
    """Finds out anew when something is next due."""
    gate.session.flush()
    gate.event.places_due_at = min(_instants(gate), default=None)


def _instants(gate: Gate) -> Iterator[datetime]:
    for at in (_offers_end_at(gate), _codes_end_at(gate), _lists_end_at(gate), _releases_at(gate)):
        if at is not None:
            yield at
    yield from (step.until for step in gate.policy.shares if step.until > gate.now)
    for at in (draw_at(gate), next_step_at(gate), _names_due_at(gate)):
        if at is not None:
            yield at


def _offers_end_at(gate: Gate) -> datetime | None:
    of_event = select(func.min(Registration.offer_ends_at)).where(
        Registration.event_id == gate.event.id, Registration.state == PlaceState.OFFERED
    )
    of_slots = (
        select(func.min(Booking.offer_ends_at))
        .join(Booking.slot)
        .where(Slot.event_id == gate.event.id, Booking.state == PlaceState.OFFERED)
    )
    found = [gate.session.scalar(query) for query in (of_event, of_slots)]
    return min((at for at in found if at is not None), default=None)


def _codes_end_at(gate: Gate) -> datetime | None:
    return gate.session.scalar(
        select(func.min(AccessCode.holds_until)).where(
            AccessCode.event_id == gate.event.id, AccessCode.ended_at.is_(None)
        )
    )


def _lists_end_at(gate: Gate) -> datetime | None:
    """The end of the next session that somebody waits for, or of the day for who waits for the event."""
    waited_for = select(Booking.slot_id).where(Booking.state == PlaceState.WAITING)
    of_slots = gate.session.scalar(
        select(func.min(Slot.ends_at)).where(
            Slot.event_id == gate.event.id, Slot.id.in_(waited_for)
        )
    )
    if of_slots is None and queries.waiting_for_event(gate.event.id):
        return gate.day_ends_at
    return of_slots


def _releases_at(gate: Gate) -> datetime | None:
    return gate.session.scalar(
        select(func.min(Registration.releases_at)).where(
            Registration.event_id == gate.event.id, Registration.state == PlaceState.CONFIRMED
        )
    )


def _names_due_at(gate: Gate) -> datetime | None:
    """Places of groups whose names are still to follow."""
    unnamed = gate.session.scalar(
        select(func.count()).where(
            Registration.event_id == gate.event.id,
            Registration.is_unnamed,
            Registration.state.in_(LIVE),
        )
    )
    return rules.names_due_at(gate.policy, day_on=gate.event.day_on) if unnamed else None
