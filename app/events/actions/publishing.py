"""Making an event public, and taking that back while nobody can have booked."""

from __future__ import annotations

from datetime import datetime

from app.audit.actions import record
from app.events import errors, queries, rules
from app.events.enums import EventState
from app.events.facts import EventPublished
from app.events.models import Event
from app.kernel.facts import emit


def publish(event_id: int, *, now: datetime, actor: str) -> None:
    """From now on everybody can read it, and book once booking opens. Refused: something is missing."""
    event = queries.locked(event_id)
    if event.is_published:
        return
    if queries.missing_in(event, now=now):
        raise errors.NotReady()
    _into(event, EventState.PUBLISHED, "event published", now=now, actor=actor)
    emit(EventPublished(at=now, event_id=event.id, actor=actor))


def unpublish(event_id: int, *, now: datetime, actor: str) -> None:
    """Nobody outside the team sees it any more. Refused once booking has opened."""
    event = queries.locked(event_id)
    if not event.is_published:
        return
    refusal = rules.why_not_unpublish(opens_at=event.registration_opens_at, now=now)
    if refusal:
        raise refusal
    _into(event, EventState.DRAFT, "event unpublished", now=now, actor=actor)


def _into(event: Event, state: EventState, what: str, *, now: datetime, actor: str) -> None:
    event.state = state
    event.programme_changed()
    record(what, now=now, actor=actor, scope=event.slug)
