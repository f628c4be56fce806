"""Planning reminders: a job for each, and what organisers decide about one."""

from __future__ import annotations

from datetime import datetime

from app.audit.actions import record
from app.campaigns import errors, queries
from app.campaigns.messages import FOLDER
from app.campaigns.queries import REMIND
from app.campaigns.rules import Line
from app.events import actions as events
from app.events import queries as event_queries
from app.events.enums import Reminder
from app.events.errors import BadPolicyChosen
from app.events.models import Event
from app.events.policies import USUAL_TIMES, BadPolicy
from app.kernel import jobs
from app.kernel.transaction import needs_transaction
from app.mail.actions import stop_untrue


def plan(event_id: int, *, now: datetime) -> None:
    """A job for each reminder to come; again is the same as once. One that was planned for a time that is
    not its own any more does nothing when its job comes."""
    event = needs_transaction().get_one(Event, event_id)
    for line in queries.lines_of(event):
        if line.at > now:
            post_job(event_id, line, due_at=line.at)


def post_job(event_id: int, line: Line, *, due_at: datetime, after: int = 0) -> None:
    """`after`: behind whom this piece begins."""
    jobs.post(
        REMIND,
        key=queries.key_of(event_id, line),
        due_at=due_at,
        event_id=event_id,
        reminder=line.reminder.value,
        occasion=line.occasion,
        at=line.at.isoformat(),
        after=after,
    )


def plan_all(*, now: datetime) -> None:
    """Of every event that is public: for those that were so before there were reminders."""
    needs_transaction()
    for event in event_queries.published():
        plan(event.id, now=now)


def switch(event_id: int, reminder: Reminder, *, is_on: bool, now: datetime, actor: str) -> None:
    """A line of the calendar goes, or does not; what has gone is not changed by it, what still waits in the
    outbox does not go."""
    event = event_queries.locked(event_id)
    if event.policies.reminds(reminder) == is_on:
        return
    changes = event.policies.switching(reminder, is_on=is_on)
    events.edit_policies(event_id, now=now, actor=actor, **changes)
    if not is_on:
        folder = queries.OF_OTHERS.get(reminder, f"{FOLDER}/{reminder}")
        stop_untrue(scope=event.slug, templates=(folder,), because="The reminder was switched off")
    what = "reminder switched on" if is_on else "reminder switched off"
    record(what, now=now, actor=actor, scope=event.slug, reminder=reminder.value)


def move_reminder(
    event_id: int, reminder: Reminder, *, days: int, hour: int, now: datetime, actor: str
) -> None:
    """Another day or hour. Refused: one that goes by the sessions, and what is out of bounds."""
    event = event_queries.locked(event_id)
    if reminder not in USUAL_TIMES:
        raise errors.NotMovable()
    try:
        policy = event.policies.mails.with_time(reminder, days=days, hour=hour)
    except BadPolicy as error:
        raise BadPolicyChosen(str(error)) from error
    events.edit_policies(event_id, now=now, actor=actor, mails=policy)
    record(
        "reminder moved",
        now=now,
        actor=actor,
        scope=event.slug,
        reminder=reminder.value,
        days=days,
        hour=hour,
    )
