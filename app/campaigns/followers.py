"""Reminders follow the event's day, its rules, its sessions and the end of reviewing."""

from __future__ import annotations

from app.campaigns import actions
from app.events.facts import EventCreated, EventDayChanged, EventPublished, EventRulesChanged
from app.kernel.transaction import before_commit
from app.programme.facts import PresentersChanged
from app.proposals.facts import ReviewingChanged

Changed = (
    EventCreated
    | EventDayChanged
    | EventPublished
    | EventRulesChanged
    | PresentersChanged
    | ReviewingChanged
)


def plan(fact: Changed) -> None:
    """Once for all that a transaction changes. A session placed, moved or cancelled is news of who
    presents, too."""
    event_id, now = fact.event_id, fact.at
    before_commit(("campaigns", event_id), lambda: actions.plan(event_id, now=now))
