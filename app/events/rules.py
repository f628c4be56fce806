"""Decisions about events: addresses, windows, publishing, roles."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from app.events import errors
from app.events.enums import Missing, Role
from app.kernel.clock import LONDON, london
from app.kernel.errors import Refusal

LONGEST_ADDRESS = 60
OPENS_AT = time(9, 0)  # in London
CLOSES_AT = time(17, 0)

# First parts of the site's own addresses, and names that would mislead.
RESERVED = frozenset(
    "about accessibility account accounts admin api c calendar complaints contact cookies css demo docs "
    "event events favicon feed g health help home image images img index invite j join js legal login "
    "logout lost-link mail mailbox manage manifest me metrics my n new p ping privacy ready register "
    "robots s security service services settings sign-in sign-out sign-up signin signout static status "
    "support team terms upload uploads user users verify webhooks well-known www".split()
)
_ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def may_act(held: Collection[Role], needed: Role) -> bool:
    """Whether roles suffice: organisers do what hosts do; access needs are for the access lead alone."""
    return needed in held or (needed == Role.HOST and Role.ORGANISER in held)


def why_not_address(slug: str) -> Refusal | None:
    """Why this cannot be the address of an event."""
    if not 2 <= len(slug) <= LONGEST_ADDRESS or not _ADDRESS.fullmatch(slug):
        return errors.BadAddress()
    return errors.AddressReserved() if slug in RESERVED else None


def why_not_window(
    *, opens_at: datetime | None, closes_at: datetime | None, day_on: date
) -> Refusal | None:
    """Why booking cannot be open from and until these instants; None stands for "not yet decided"."""
    if opens_at and closes_at and closes_at <= opens_at:
        return errors.ClosesBeforeOpening()
    if closes_at and london(closes_at).date() > day_on:
        return errors.ClosesAfterTheDay()
    return None


def why_not_open_at(
    opens_at: datetime | None, *, before: datetime | None, is_published: bool, now: datetime
) -> Refusal | None:
    """Why the opening cannot be moved from `before`: people may have booked since.

    With `why_not_unpublish` this makes sure that an event with registrations stays public.
    """
    has_opened = is_published and before is not None and now >= before
    return errors.BookingHasOpened() if has_opened and opens_at != before else None


def default_window(
    day_on: date, *, opens_weeks_before: int, closes_days_before: int, now: datetime
) -> tuple[datetime, datetime]:
    """When booking opens and closes in a new event; for a day that is near it opens this hour."""
    opens_at = _at(day_on - timedelta(weeks=opens_weeks_before), OPENS_AT)
    closes_at = _at(day_on - timedelta(days=closes_days_before), CLOSES_AT)
    this_hour = now.replace(minute=0, second=0, microsecond=0)
    if closes_at <= this_hour:  # today, or past: it stays to be put right
        closes_at = _at(day_on, CLOSES_AT)
    return min(max(opens_at, this_hour), closes_at - timedelta(hours=1)), closes_at


def what_is_missing(
    *,
    description: str,
    contact_email: str,
    opens_at: datetime | None,
    closes_at: datetime | None,
    day_on: date,
    now: datetime,
) -> tuple[Missing, ...]:
    """What an event still needs before it can be published."""
    found = (
        (Missing.DESCRIPTION, not description.strip()),
        (Missing.CONTACT, not contact_email),
        (Missing.WINDOW, opens_at is None or closes_at is None),
        (Missing.COMING_DAY, day_on < london(now).date()),
    )
    return tuple(what for what, is_missing in found if is_missing)


def why_not_unpublish(*, opens_at: datetime | None, now: datetime) -> Refusal | None:
    """A published event can be taken back only until booking opens: then nobody can have a place."""
    return errors.CannotUnpublish() if opens_at is not None and now >= opens_at else None


def why_not_end_role(role: Role, *, other_organisers: int) -> Refusal | None:
    """Somebody must be left who can organise."""
    return errors.LastOrganiser() if role == Role.ORGANISER and not other_organisers else None


def _at(on: date, when: time) -> datetime:
    return datetime.combine(on, when, tzinfo=LONDON).astimezone(UTC)
