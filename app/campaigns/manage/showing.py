"""How a mail reads with a real person's data. Links that open doors are hidden, as in the outbox."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.campaigns import messages, queries
from app.campaigns.models import GroupMail
from app.campaigns.queries import OF_OTHERS, Materials, Recipient
from app.campaigns.rules import Line
from app.events.enums import Reminder
from app.events.models import Event
from app.kernel.links import public_url
from app.mail import queries as outbox
from app.mail.actions import Draft
from app.mail.actions.posting import finished
from app.mail.rules import masked

SHOWN = 3  # people whose mails to a group are shown


@dataclass(frozen=True)
class Preview:
    name: str
    email: str
    subject: str
    text: str


def preview_of(event: Event, reminder: Reminder, *, now: datetime) -> Preview | None:
    """None when there is nobody yet to show it with."""
    if reminder in OF_OTHERS:
        rows = outbox.newest_like(event.slug, OF_OTHERS[reminder], "en")
        return next(
            (_masked(row.to_name, row.to_address, row.subject, row.text) for row in rows), None
        )
    draft = _draft(event, reminder)
    return _of(draft, now=now) if draft else None


def previews_of(mail: GroupMail, people: list[Recipient], *, now: datetime) -> list[Preview]:
    """What the first of them would get."""
    chosen = people[:SHOWN]
    places = {} if mail.is_news else queries.places_for(chosen)
    news = {"leave_url": public_url("/n/…")}
    found = []
    for one in chosen:
        draft = messages.to_group(mail, one, places.get(one.key))
        if mail.is_news:
            draft = Draft(
                template=messages.NEWS,
                to=draft.to,
                values=draft.values | news,
                dedupe_key=draft.dedupe_key,
            )
        found.append(_of(draft, now=now))
    return found


def _draft(event: Event, reminder: Reminder) -> Draft | None:
    lines = [line for line in queries.lines_of(event) if line.reminder == reminder]
    if not lines:
        return None
    if reminder == Reminder.TECH_CHECK:
        desks = queries.unchecked_desks(event, limit=1)
        return messages.tech_check(event, desks[0], lines[0], batch="") if desks else None
    if reminder == Reminder.REVIEWS_LEFT:
        left = queries.reviewers_left(event)
        return messages.reviews_left(event, *left[0], lines[0], batch="") if left else None
    for line in lines:
        draft = _to_attendee(event, line)
        if draft is not None:
            return draft
    return None


def _to_attendee(event: Event, line: Line) -> Draft | None:
    """A week later is shown as if each of the person's sessions had slides."""
    found = queries.attendees(event, line, after=0, limit=1)
    if not found:
        return None
    (one,) = queries.with_sessions(found)
    there = Materials(of_attendees={booking.slot.session_id for booking in one.bookings})
    return messages.to_attendee(event, line, one, there, batch="")


def _of(draft: Draft, *, now: datetime) -> Preview:
    row = finished(draft, now=now)
    return _masked(draft.to.name, draft.to.address, row["subject"], row["text"])


def _masked(name: str, email: str, subject: str, text: str) -> Preview:
    return Preview(name, email, masked(subject), masked(text))
