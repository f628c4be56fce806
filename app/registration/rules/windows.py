"""Times measured from the day: until when a place can be handed on, when people are asked whether they
still come. Days and clock hours are London's; every instant given back is aware UTC."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from app.events.policies import PlacesPolicy
from app.kernel.clock import LONDON
from app.kernel.errors import Refusal
from app.registration import errors
from app.registration.enums import LIVE, PlaceState
from app.registration.rules.offers import working_hours_after

ASK_AT = time(9, 0)
WORKING_DAY = 24  # hours of working days


def day_begins_at(day_on: date) -> datetime:
    """Midnight in London: what "hours before the day" are measured from."""
    return _at(day_on, time(0))


def substitution_ends_at(policy: PlacesPolicy, *, day_on: date) -> datetime:
    return day_begins_at(day_on) - timedelta(hours=policy.substitution_hours)


def names_due_at(policy: PlacesPolicy, *, day_on: date) -> datetime:
    """By then each place of a group has a name, or goes on to the next."""
    return day_begins_at(day_on) - timedelta(hours=policy.names_hours)


def ask_at(policy: PlacesPolicy, *, day_on: date) -> datetime:
    """The first "still coming?"."""
    return _at(day_on - timedelta(days=policy.reconfirm_days), ASK_AT)


def ask_again_at(policy: PlacesPolicy, *, day_on: date) -> datetime:
    return _at(day_on - timedelta(days=policy.reconfirm_again_days), ASK_AT)


def release_from(policy: PlacesPolicy, *, day_on: date) -> datetime:
    """From then on an organiser may release the places of who has not answered."""
    return _at(day_on - timedelta(days=policy.release_days), ASK_AT)


def draw_ends_at(policy: PlacesPolicy, *, opens_at: datetime) -> datetime:
    """Until then all who ask count as equal: some minutes, or one whole working day."""
    if policy.draw_working_day:
        return working_hours_after(opens_at, WORKING_DAY)
    return opens_at + timedelta(minutes=policy.draw_minutes)


def why_not_substitute(
    *, state: PlaceState, has_service: bool, ends_at: datetime, now: datetime
) -> Refusal | None:
    """Why this place cannot be handed to a colleague."""
    if state == PlaceState.APPLIED:
        return errors.TicketStays()
    if state not in LIVE:
        return errors.PlaceEnded()
    if not has_service:
        return errors.NoServiceToStayIn()
    return errors.TooLateToHandOn(ends_at) if now >= ends_at else None


def why_not_choose(*, state: PlaceState, is_of_group: bool, has_chosen: bool) -> Refusal | None:
    """Why a colleague of a group cannot make the first choice of sessions by the link alone; later ones
    need a code from the mail, as everybody's do."""
    if state not in LIVE or not is_of_group:
        return errors.PlaceEnded()
    return errors.ChosenAlready() if has_chosen else None


def _at(on: date, when: time) -> datetime:
    return datetime.combine(on, when, tzinfo=LONDON).astimezone(UTC)
