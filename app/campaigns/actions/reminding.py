"""A reminder goes: in pieces, to whom it still concerns, or to nobody, with the reason.

The event is not locked, so that bookings go on meanwhile: the row of the sending is the lock of whoever
sends it, and each person's mail has a key of its own, so that whatever is done twice is written once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite

from app.campaigns import messages, queries, rules
from app.campaigns.actions.planning import post_job
from app.campaigns.enums import Because
from app.campaigns.models import Sending
from app.campaigns.rules import PIECE, Line
from app.events.enums import Reminder
from app.events.models import Event
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.mail.actions import Draft, post

_BEGIN = {
    dialect: module.insert(Sending).on_conflict_do_nothing(
        index_elements=["event_id", "reminder", "occasion", "planned_at"]
    )
    for dialect, module in (("sqlite", sqlite), ("postgresql", postgresql))
}
# The drafts of one piece, behind whom the next begins, and whether this was the last.
Piece = tuple[list[Draft], int, bool]


def remind(
    event_id: int, *, reminder: Reminder, occasion: str, at: datetime, after: int, now: datetime
) -> None:
    """What a planned job does. Nothing when the reminder has another time by now, or the event is not
    public. In quiet hours it waits for their end; when it is switched off, or of no use any more, the
    sending says so and nobody is written to."""
    event = needs_transaction().get_one(Event, event_id, populate_existing=True)
    if not event.is_published:
        return
    line = _line(event, reminder, occasion, at)
    if line is None:
        _end(_known(event, reminder, occasion, at), because="", now=now)
        return
    why = rules.why_nobody(line, is_on=event.policies.reminds(reminder), now=now)
    waits_until = rules.waits_until(event.policies.mails, now=now)
    if why is None and waits_until is not None:
        if waits_until < line.useful_until:
            post_job(event_id, line, due_at=waits_until, after=after)
            return
        why = Because.LATE
    sending = _begun(event, line, now=now)
    if sending.ended_at is not None:
        return
    if why is not None:
        _end(sending, because=why, now=now)
        return
    drafts, last, is_over = _PIECES.get(reminder, _of_attendees)(event, line, after, sending)
    for draft in drafts:
        post(draft, now=now)
    needs_transaction().flush()
    sending.people = queries.written_in(sending.public_id)
    if is_over:
        because = "" if sending.people else Because.NOTHING
        _end(sending, because=because, now=now)
    else:
        post_job(event_id, line, due_at=now, after=last)


def _line(event: Event, reminder: Reminder, occasion: str, at: datetime) -> Line | None:
    wanted = (reminder, occasion, at)
    lines = queries.lines_of(event)
    return next((o for o in lines if (o.reminder, o.occasion, o.at) == wanted), None)


def _begun(event: Event, line: Line, *, now: datetime) -> Sending:
    """The row of this sending, made now or by an earlier piece, and locked."""
    session = needs_transaction()
    row = {
        "public_id": public_id(),
        "event_id": event.id,
        "reminder": line.reminder,
        "occasion": line.occasion,
        "planned_at": line.at,
        "begun_at": now,
        "people": 0,
        "because": "",
    }
    session.execute(_BEGIN[session.get_bind().dialect.name], row)
    sending = _known(event, line.reminder, line.occasion, line.at)
    assert sending is not None, "it is there since a line ago"
    return sending


def _known(event: Event, reminder: Reminder, occasion: str, at: datetime) -> Sending | None:
    return needs_transaction().scalar(
        select(Sending)
        .where(
            Sending.event_id == event.id,
            Sending.reminder == reminder,
            Sending.occasion == occasion,
            Sending.planned_at == at,
        )
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def _end(sending: Sending | None, *, because: str, now: datetime) -> None:
    if sending is not None and sending.ended_at is None:
        sending.ended_at, sending.because = now, str(because)


def _of_attendees(event: Event, line: Line, after: int, sending: Sending) -> Piece:
    registrations = queries.attendees(event, line, after=after, limit=PIECE)
    there = queries.Materials()
    if line.reminder == Reminder.WEEK_AFTER:
        there = queries.materials_of(event, now=sending.begun_at)
    drafts = [
        messages.to_attendee(event, line, one, there, batch=sending.public_id)
        for one in queries.with_sessions(registrations)
    ]
    return [draft for draft in drafts if draft is not None], *_further(registrations, after)


def _of_desks(event: Event, line: Line, after: int, sending: Sending) -> Piece:
    desks = queries.unchecked_desks(event, after=after, limit=PIECE)
    drafts = [messages.tech_check(event, desk, line, batch=sending.public_id) for desk in desks]
    return drafts, *_further(desks, after)


def _of_reviewers(event: Event, line: Line, after: int, sending: Sending) -> Piece:
    left = [pair for pair in queries.reviewers_left(event) if pair[0].id > after][:PIECE]
    drafts = [
        messages.reviews_left(event, reviewer, number, line, batch=sending.public_id)
        for reviewer, number in left
    ]
    return drafts, *_further([reviewer for reviewer, _number in left], after)


def _further(rows: Sequence[object], after: int) -> tuple[int, bool]:
    last: int = getattr(rows[-1], "id") if rows else after  # noqa: B009
    return last, len(rows) < PIECE


_PIECES: dict[Reminder, Callable[[Event, Line, int, Sending], Piece]] = {
    Reminder.TECH_CHECK: _of_desks,
    Reminder.REVIEWS_LEFT: _of_reviewers,
}
