"""When each reminder of an event goes, and when it makes no sense any more."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from app.campaigns.enums import Because
from app.campaigns.rules.quiet import outside_quiet_hours, quiet_hours_at
from app.events.enums import Reminder
from app.events.policies import MailsPolicy
from app.kernel.clock import LONDON, days_later, london

HOUR = timedelta(hours=1)
DAY_BEGINS = time(9)  # of an event without sessions
AFTER_USEFUL_FOR = timedelta(days=7)
RECORDINGS_USEFUL_FOR = timedelta(days=14)


@dataclass(frozen=True, kw_only=True)
class Dates:
    """What reminders go by. `starts`: when sessions that take place begin, each instant once, by time;
    `ends_at`: when the last one ends; `reviews_close_at`: None when reviewing has no end."""

    day_on: date
    starts: tuple[datetime, ...] = ()
    ends_at: datetime | None = None
    reviews_close_at: datetime | None = None

    @property
    def begins_at(self) -> datetime:
        return self.starts[0] if self.starts else _on_clock(self.day_on, DAY_BEGINS)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One reminder at one time. From `useful_until` on it is not sent any more. `starts_at`: when the
    sessions begin that it is about, for the one an hour before."""

    reminder: Reminder
    at: datetime
    useful_until: datetime
    starts_at: datetime | None = None

    @property
    def occasion(self) -> str:
        return f"{self.starts_at.astimezone(UTC):%Y%m%dT%H%MZ}" if self.starts_at else ""


def lines_of(dates: Dates, policy: MailsPolicy) -> list[Line]:
    """Every reminder that campaigns send, by time, whether it is switched on or not."""
    lines = [_outside(line, policy) for line in _wished(dates, policy)]
    order = list(Reminder)
    return sorted(lines, key=lambda line: (line.at, order.index(line.reminder)))


def why_nobody(line: Line, *, is_on: bool, now: datetime) -> Because | None:
    """Why this reminder goes to nobody now."""
    if not is_on:
        return Because.OFF
    return Because.LATE if now >= line.useful_until else None


def waits_until(policy: MailsPolicy, *, now: datetime) -> datetime | None:
    """In quiet hours, when they end: what comes to be sent only now waits until then."""
    quiet = quiet_hours_at(now, from_hour=policy.quiet_from_hour, to_hour=policy.quiet_to_hour)
    return quiet[1] if quiet else None


def _wished(dates: Dates, policy: MailsPolicy) -> Iterator[Line]:
    """As they would go without quiet hours."""
    begins_at = dates.begins_at
    eve = _days_away(dates.day_on, policy, Reminder.DAY_BEFORE, is_after=False)
    week = _days_away(dates.day_on, policy, Reminder.WEEK_BEFORE, is_after=False)
    # A day apart at least: nobody wants two reminders within a minute when mail was away for long.
    near = max(eve - timedelta(days=1), week + HOUR)
    yield Line(reminder=Reminder.WEEK_BEFORE, at=week, useful_until=near)
    yield Line(reminder=Reminder.DAY_BEFORE, at=eve, useful_until=begins_at)
    tech = _days_away(dates.day_on, policy, Reminder.TECH_CHECK, is_after=False)
    yield Line(reminder=Reminder.TECH_CHECK, at=tech, useful_until=begins_at)
    for starts_at in dates.starts:
        yield Line(
            reminder=Reminder.HOUR_BEFORE,
            at=starts_at - HOUR,
            useful_until=starts_at,
            starts_at=starts_at,
        )
    if dates.ends_at is not None:
        at = dates.ends_at + HOUR
        yield Line(reminder=Reminder.AFTER, at=at, useful_until=at + AFTER_USEFUL_FOR)
    later = _days_away(dates.day_on, policy, Reminder.WEEK_AFTER, is_after=True)
    until = later + RECORDINGS_USEFUL_FOR
    yield Line(reminder=Reminder.WEEK_AFTER, at=later, useful_until=until)
    closes_at = dates.reviews_close_at
    if closes_at is not None:
        on = london(closes_at).date()
        at = _days_away(on, policy, Reminder.REVIEWS_LEFT, is_after=False)
        yield Line(reminder=Reminder.REVIEWS_LEFT, at=at, useful_until=closes_at)


def _outside(line: Line, policy: MailsPolicy) -> Line:
    at = outside_quiet_hours(
        line.at,
        useful_until=line.useful_until,
        from_hour=policy.quiet_from_hour,
        to_hour=policy.quiet_to_hour,
    )
    return Line(
        reminder=line.reminder, at=at, useful_until=line.useful_until, starts_at=line.starts_at
    )


def _days_away(on: date, policy: MailsPolicy, reminder: Reminder, *, is_after: bool) -> datetime:
    """So many days before or after a day, at an hour of London's."""
    days, hour = policy.time_of(reminder)
    there = _on_clock(on, time(hour))
    return days_later(there, timedelta(days=days if is_after else -days))


def _on_clock(on: date, at: time) -> datetime:
    return datetime.combine(on, at, LONDON).astimezone(UTC)
