"""The campaign "still coming?": an organiser begins it, time carries it on, nobody is released by it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.registration import messages, rules
from app.registration.actions.gate import Gate
from app.registration.actions.telling import post_to
from app.registration.enums import PlaceKind, PlaceState
from app.registration.models import Reconfirmation, Registration

BETWEEN = timedelta(days=1)  # at least, from the first question to the second


def campaign_of(gate: Gate) -> Reconfirmation | None:
    """The event's campaign while it runs."""
    query = select(Reconfirmation).where(
        Reconfirmation.event_id == gate.event.id, Reconfirmation.stopped_at.is_(None)
    )
    return gate.session.scalar(query)


def carry_on(gate: Gate) -> None:
    """Asks, and asks again, when it is time."""
    campaign = campaign_of(gate)
    if campaign is None:
        return
    at = _next(gate, campaign)
    if at is None or gate.now < at:
        return
    is_again = campaign.asked_at is not None
    for registration in unanswered(gate):
        registration.reconfirm_asked_at = gate.now
        post_to(gate, messages.still_coming(registration, is_again=is_again))
    if is_again:
        campaign.asked_again_at = gate.now
    else:
        campaign.asked_at = gate.now


def next_step_at(gate: Gate) -> datetime | None:
    campaign = campaign_of(gate)
    return _next(gate, campaign) if campaign else None


def unanswered(gate: Gate) -> Sequence[Registration]:
    """Confirmed attendees who have not said that they come; names that are to follow are another matter."""
    return gate.session.scalars(
        select(Registration)
        .options(joinedload(Registration.person))
        .where(
            Registration.event_id == gate.event.id,
            Registration.state == PlaceState.CONFIRMED,
            Registration.kind == PlaceKind.ATTENDEE,
            Registration.reconfirmed_at.is_(None),
            Registration.is_unnamed.is_(False),
        )
        .order_by(Registration.id)
    ).all()


def _next(gate: Gate, campaign: Reconfirmation) -> datetime | None:
    day_on = gate.event.day_on
    if campaign.asked_at is None:
        return rules.ask_at(gate.policy, day_on=day_on)
    if campaign.asked_again_at is None:
        again = rules.ask_again_at(gate.policy, day_on=day_on)
        return max(again, campaign.asked_at + BETWEEN)
    return None
