"""Reminders follow the event's day, its rules, its sessions, people's places and the end of reviewing."""

from __future__ import annotations

from app.campaigns import actions, messages
from app.events.facts import EventCreated, EventDayChanged, EventPublished, EventRulesChanged
from app.kernel.transaction import before_commit, needs_transaction
from app.mail.actions import stop_untrue
from app.programme.facts import PresentersChanged
from app.proposals.facts import ReviewingChanged
from app.registration.enums import PlaceState
from app.registration.facts import PlacesChanged
from app.registration.models import Registration

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


def forget(fact: PlacesChanged) -> None:
    """Who has no place any more, or handed it on, is reminded of nothing that still waits to go."""
    registration = needs_transaction().get_one(Registration, fact.registration_id)
    if registration.state != PlaceState.CONFIRMED:
        stop_untrue(
            subject_ref=registration.public_id,
            templates=messages.OF_ATTENDEES,
            because="They have no place any more",
        )
