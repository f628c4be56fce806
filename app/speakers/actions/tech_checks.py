"""Times at which speakers try sound, picture and slides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from app.audit.actions import record
from app.events import queries as events
from app.kernel.transaction import needs_transaction
from app.speakers import errors, queries, rules
from app.speakers.models import Desk, TechCheck, TechCheckBooking


@dataclass(frozen=True, kw_only=True)
class TechCheckDraft:
    """`places` are desks at once, `meeting_url` where they meet."""

    starts_at: datetime
    ends_at: datetime
    places: int
    meeting_url: str = ""


def add_tech_check(event_id: int, draft: TechCheckDraft, *, now: datetime, actor: str) -> TechCheck:
    """Refused: an end before the start, a time after the event's day."""
    event = events.locked(event_id)
    refusal = rules.why_not_offer(
        starts_at=draft.starts_at, ends_at=draft.ends_at, day_on=event.day_on
    )
    if refusal:
        raise refusal
    check = TechCheck(
        event_id=event.id,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        places=draft.places,
        meeting_url=draft.meeting_url,
    )
    session = needs_transaction()
    session.add(check)
    session.flush()
    record("tech check added", now=now, actor=actor, scope=event.slug, subject=check.public_id)
    return check


def remove_tech_check(event_id: int, public_id: str, *, now: datetime, actor: str) -> None:
    """One that is gone already is no matter. Refused while somebody has chosen it."""
    event = events.locked(event_id)
    check = queries.tech_check(event.id, public_id)
    if check is None:
        return
    session = needs_transaction()
    if _taken(check):
        raise errors.CheckBooked()
    for row in session.scalars(
        select(TechCheckBooking).where(TechCheckBooking.tech_check_id == check.id)
    ):
        session.delete(row)
    session.flush()
    session.delete(check)
    record("tech check removed", now=now, actor=actor, scope=event.slug, subject=public_id)


def book_tech_check(desk: Desk, check: TechCheck, *, now: datetime) -> None:
    """Theirs, instead of the one they had. Refused: a full one, one that is over."""
    event = events.locked(desk.event_id)
    session = needs_transaction()
    mine = queries.booked_check(desk.id)
    if mine is not None and mine.tech_check_id == check.id:
        return
    session.refresh(check)
    assert check.event_id == event.id, "the page offers those of the event"
    refusal = rules.why_not_book(
        starts_at=check.starts_at, places=check.places, taken=_taken(check), now=now
    )
    if refusal:
        raise refusal
    give_up_tech_check(desk, now=now)
    session.add(TechCheckBooking(tech_check_id=check.id, desk_id=desk.id, booked_at=now))


def give_up_tech_check(desk: Desk, *, now: datetime) -> None:
    """The time is free for somebody else."""
    needs_transaction().execute(
        update(TechCheckBooking)
        .where(TechCheckBooking.desk_id == desk.id, TechCheckBooking.ended_at.is_(None))
        .values(ended_at=now)
    )


def _taken(check: TechCheck) -> int:
    count = select(func.count()).where(
        TechCheckBooking.tech_check_id == check.id, TechCheckBooking.ended_at.is_(None)
    )
    return needs_transaction().scalar(count) or 0
