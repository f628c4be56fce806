"""The calendar of what will be sent: an event's reminders, how they stand, and how many each concerns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select

from app.campaigns import rules
from app.campaigns.models import Sending
from app.campaigns.queries.concerned import counts_of
from app.campaigns.rules import Dates, Line
from app.events.enums import Reminder
from app.events.models import Event
from app.kernel.database import db
from app.kernel.jobs import Job
from app.mail.models import OutboxMessage
from app.materials import queries as slides
from app.materials import rules as materials
from app.programme.enums import SlotState
from app.programme.models import Slot
from app.proposals import queries as proposals
from app.proposals import rules as deciding
from app.proposals.enums import ProposalState
from app.speakers import queries as speakers

REMIND = "campaigns.remind"
# Reminders that other floors send, and the folders of their mails.
OF_OTHERS = {
    Reminder.NOT_CONFIRMED: "proposals/email/remind_to_confirm",
    Reminder.NO_SLIDES: "materials/email/slides_wanted",
}
FOLLOWS_WITHIN = timedelta(hours=12)  # a worker that was off sends it then at the latest


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line as organisers see it. `people`: whom it concerns as it is now; `sending`: once it has begun;
    `sent`: how many were written to; `waits`: a worker has it to do."""

    line: Line
    is_on: bool
    people: int
    sending: Sending | None
    sent: int
    waits: bool


def dates_of(event: Event) -> Dates:
    rows = db.session.execute(
        select(Slot.starts_at, Slot.ends_at).where(
            Slot.event_id == event.id, Slot.state != SlotState.CANCELLED
        )
    ).all()
    call = proposals.call_of(event.id)
    return Dates(
        day_on=event.day_on,
        starts=tuple(sorted({row.starts_at for row in rows})),
        ends_at=max((row.ends_at for row in rows), default=None),
        reviews_close_at=call.reviews_close_at if call else None,
    )


def lines_of(event: Event) -> list[Line]:
    """What campaigns send for this event, by time."""
    return rules.lines_of(dates_of(event), event.policies.mails)


def key_of(event_id: int, line: Line) -> str:
    """Of the job that sends it: planning it again changes nothing."""
    return f"{REMIND}:{event_id}:{line.reminder}:{line.occasion}:{line.at.isoformat()}"


def calendar_of(event: Event, *, now: datetime) -> list[Row]:
    """Everything that was or will be sent at a time, by time; a reminder before sessions that nobody starts
    their day with is left out."""
    own = lines_of(event)
    sendings = {(one.reminder, one.occasion, one.planned_at): one for one in sendings_of(event.id)}
    waiting = _waiting([key_of(event.id, line) for line in own])
    people = counts_of(event, own)
    rows = [
        Row(
            line=line,
            is_on=event.policies.reminds(line.reminder),
            people=people[line],
            sending=(sending := sendings.pop((line.reminder, line.occasion, line.at), None)),
            sent=sending.people if sending else 0,
            waits=key_of(event.id, line) in waiting,
        )
        for line in own
    ]
    rows = [row for row in rows if row.people or row.sending or not row.line.occasion]
    rows += [_gone(event, sending) for sending in sendings.values()]
    rows += _of_others(event, now=now)
    return sorted(rows, key=lambda row: row.line.at)


def sendings_of(event_id: int) -> Sequence[Sending]:
    return db.session.scalars(
        select(Sending).where(Sending.event_id == event_id).order_by(Sending.planned_at, Sending.id)
    ).all()


def _gone(event: Event, sending: Sending) -> Row:
    """One that went at a time that is not the reminder's any more."""
    reminder = Reminder(sending.reminder)
    line = Line(reminder=reminder, at=sending.planned_at, useful_until=sending.planned_at)
    return Row(
        line=line,
        is_on=event.policies.reminds(reminder),
        people=0,
        sending=sending,
        sent=sending.people,
        waits=False,
    )


def _waiting(keys: Sequence[str]) -> set[str]:
    return set(db.session.scalars(select(Job.key).where(Job.key.in_(keys))))


def _of_others(event: Event, *, now: datetime) -> list[Row]:
    """Reminders of speakers that proposals and materials send at their own times."""
    times = _times_of_others(event, now=now)
    written = db.session.execute(
        select(OutboxMessage.template, OutboxMessage.created_at).where(
            OutboxMessage.scope == event.slug, OutboxMessage.template.in_(OF_OTHERS.values())
        )
    ).all()
    rows = []
    for (reminder, at), people in times.items():
        sent = sum(
            template == OF_OTHERS[reminder] and at <= created_at < at + FOLLOWS_WITHIN
            for template, created_at in written
        )
        line = Line(reminder=reminder, at=at, useful_until=at + FOLLOWS_WITHIN)
        is_on = event.policies.reminds(reminder)
        waits = at > now
        rows.append(
            Row(line=line, is_on=is_on, people=people, sending=None, sent=sent, waits=waits)
        )
    return rows


def _times_of_others(event: Event, *, now: datetime) -> dict[tuple[Reminder, datetime], int]:
    """When they go, and how many each concerns as it is now."""
    times: Counter[tuple[Reminder, datetime]] = Counter()
    told = (ProposalState.ACCEPTED, ProposalState.CONFIRMED)
    for proposal in proposals.in_states(event.id, told):
        if proposal.confirm_by_at is None or proposal.told_at is None:
            continue
        for at in deciding.reminders(proposal.confirm_by_at, now=proposal.told_at):
            is_open = proposal.state == ProposalState.ACCEPTED
            times[Reminder.NOT_CONFIRMED, at] += is_open
    without = _presenters_without_slides(event)
    days = event.policies.materials.slides_days
    for at in materials.chase_times(event.day_on, slides_days=days).values():
        times[Reminder.NO_SLIDES, at] = without
    return dict(times)


def _presenters_without_slides(event: Event) -> int:
    placed = set(
        db.session.scalars(
            select(Slot.session_id).where(
                Slot.event_id == event.id, Slot.state != SlotState.CANCELLED
            )
        )
    )
    has = slides.has_slides(placed)
    return len(
        {
            row.person_id
            for row in speakers.presenting(event.id)
            if not has.get(row.session_id, True)
        }
    )
