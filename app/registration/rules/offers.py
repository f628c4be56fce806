"""Offers: when a freed place is offered instead of given, and until when one may accept.

Working days are Monday to Friday without the bank holidays of any of the four nations, so that nobody's
day off counts against them (GOV.UK, bank holidays). A day is one on a London clock.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays

from app.events.policies import PlacesPolicy
from app.kernel.clock import LONDON, london
from app.registration.enums import PlaceState

NATIONS = ("ENG", "WLS", "SCT", "NIR")
SATURDAY = 5
LAST_DAY = timedelta(hours=24)


def way_up(policy: PlacesPolicy, *, starts_at: datetime, now: datetime) -> PlaceState:
    """What a freed place becomes for the first who waits: long before, an offer; near the day a place
    at once, since nobody would hear of an offer in time. Exactly `offer_days` before counts as near."""
    is_long_before = starts_at - now > timedelta(days=policy.offer_days)
    return PlaceState.OFFERED if is_long_before else PlaceState.CONFIRMED


def is_last_day(*, starts_at: datetime, now: datetime) -> bool:
    """From 24 hours before, who moves up is told on the page too."""
    return starts_at - now <= LAST_DAY


def offer_ends_at(policy: PlacesPolicy, *, starts_at: datetime, now: datetime) -> datetime:
    """When an offer made now ends: after its hours of working days, within waking hours in London, and
    never later than a day before the start, however long the holidays."""
    end = london(working_hours_after(now, policy.offer_hours))
    if not is_working_day(end.date()) or end.time() > time(policy.offer_to_hour):
        end = _at(_next_working_day(end.date()), policy.offer_from_hour)
    elif end.time() < time(policy.offer_from_hour):
        end = _at(end.date(), policy.offer_from_hour)
    return min(end.astimezone(UTC), starts_at - LAST_DAY)


def working_hours_after(start: datetime, hours: int) -> datetime:
    """The instant when so many hours of working days have gone by; aware UTC in and out."""
    left, at = timedelta(hours=hours), start
    while True:
        day = london(at).date()
        tomorrow = _at(day + timedelta(days=1), 0).astimezone(UTC)
        if is_working_day(day):
            if at + left <= tomorrow:
                return at + left
            left -= tomorrow - at
        at = tomorrow


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in _bank_holidays(day.year)


def _next_working_day(day: date) -> date:
    day += timedelta(days=1)
    while not is_working_day(day):
        day += timedelta(days=1)
    return day


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=LONDON)


@lru_cache(maxsize=16)
def _bank_holidays(year: int) -> frozenset[date]:
    return frozenset(
        day for nation in NATIONS for day in holidays.country_holidays("GB", nation, years=year)
    )
