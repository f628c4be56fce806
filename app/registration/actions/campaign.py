"""The campaign "still coming?": an organiser begins it, time carries it on, nobody is released by it."""

from __future__ import annotations

from datetime import datetime, timedelta

from app.registration import messages, queries, rules
from app.registration.actions.gate import Gate
from app.registration.actions.telling import post_to
from app.registration.models import Reconfirmation

BETWEEN = timedelta(days=1)  # at least, from the first question to the second


def campaign_of(gate: Gate) -> Reconfirmation | None:
    """The event's campaign while it runs."""
    found = queries.reconfirmation_of(gate.event.id)
    return found if found is not None and found.stopped_at is None else None


def carry_on(gate: Gate) -> None:
    """Asks, and asks again, when it is time."""
    campaign = campaign_of(gate)
    if campaign is None:
        return
    at = _next(gate, campaign)
    if at is None or gate.now < at:
        return
    is_again = campaign.asked_at is not None
    for registration in queries.unanswered(gate.event.id):
        registration.reconfirm_asked_at = registration.reconfirm_asked_at or gate.now
        post_to(gate, messages.still_coming(registration, is_again=is_again, now=gate.now))
    if is_again:
        campaign.asked_again_at = gate.now
    else:
        campaign.asked_at = gate.now


def next_step_at(gate: Gate) -> datetime | None:
    campaign = campaign_of(gate)
    return _next(gate, campaign) if campaign else None


def _next(gate: Gate, campaign: Reconfirmation) -> datetime | None:
    day_on = gate.event.day_on
    if campaign.asked_at is None:
        return rules.ask_at(gate.policy, day_on=day_on)
    if campaign.asked_again_at is None:
        again = rules.ask_again_at(gate.policy, day_on=day_on)
        return max(again, campaign.asked_at + BETWEEN)
    return None
