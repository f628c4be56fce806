"""Releases and reminders follow the event's day, its rules and its programme."""

from __future__ import annotations

from app.events.facts import EventCreated, EventDayChanged, EventRulesChanged
from app.events.models import Event
from app.kernel.transaction import needs_transaction
from app.materials import actions
from app.programme.facts import PresentersChanged


def plan(fact: EventCreated | EventDayChanged | EventRulesChanged | PresentersChanged) -> None:
    """A session placed, moved or cancelled is news of who presents, too."""
    event = needs_transaction().get_one(Event, fact.event_id)
    actions.plan_chasing(event, now=fact.at)
    actions.plan_releases(event, now=fact.at)
