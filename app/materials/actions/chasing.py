"""Asking for slides that have not come."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.accounts.models import Person
from app.events import queries as events
from app.events.enums import Reminder
from app.events.models import Event
from app.kernel import jobs
from app.kernel.transaction import needs_transaction
from app.mail.actions import post
from app.materials import messages, queries, rules
from app.programme.enums import SlotState
from app.programme.models import Session, Slot, Speaker
from app.speakers.actions import open_desk

CHASE = "materials.chase"


def plan_chasing(event: Event, *, now: datetime) -> None:
    """A job for each reminder to come. Which sessions it concerns is asked when it is done."""
    policy = event.policies.materials
    for step, at in rules.chase_times(event.day_on, slides_days=policy.slides_days).items():
        if at > now:
            key = f"{CHASE}:{event.id}:{step}:{at.isoformat()}"
            jobs.post(
                CHASE, key=key, due_at=at, event_id=event.id, step=str(step), at=at.isoformat()
            )


def chase(event_id: int, *, step: rules.Step, at: datetime, now: datetime) -> None:
    """Writes to who presents a session without slides, once for each session and person. Does nothing
    when the reminder has moved to another time by now, or is so late that the next one is due."""
    event = events.locked(event_id)
    policy = event.policies.materials
    times = rules.chase_times(event.day_on, slides_days=policy.slides_days)
    if times.get(step) != at or any(at < other <= now for other in times.values()):
        return
    sessions = _with_a_time(event_id)
    has_slides = queries.has_slides([item.id for item in sessions])
    for item in sessions:
        if rules.is_to_chase(
            is_published=event.is_published,
            chase=event.policies.reminds(Reminder.NO_SLIDES),
            has_time=True,
            has_slides=has_slides[item.id],
        ):
            _ask(event, item, step, now=now)


def _ask(event: Event, item: Session, step: rules.Step, *, now: datetime) -> None:
    presenting = (
        select(Person)
        .join(Speaker, Speaker.person_id == Person.id)
        .where(Speaker.session_id == item.id)
        .order_by(Speaker.position)
    )
    due = rules.due_on(event.day_on, slides_days=event.policies.materials.slides_days)
    for person in needs_transaction().scalars(presenting).unique().all():
        desk = open_desk(event.id, person, now=now)
        post(messages.slides_wanted(desk, person, item, step=step, due_on=due), now=now)


def _with_a_time(event_id: int) -> list[Session]:
    placed = select(Slot.session_id).where(
        Slot.event_id == event_id, Slot.state != SlotState.CANCELLED
    )
    rows = select(Session).where(Session.id.in_(placed)).order_by(Session.title, Session.id)
    return list(needs_transaction().scalars(rows))
