"""Loading the demo: both editions, built through the same actions as real ones, with the time of each
step given. Its mails are written and held: nobody is sent anything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from app.accounts.actions import find_or_add_person
from app.certificates.queries import of_event
from app.demo import words
from app.demo.crowd import live_the_day, register_people
from app.demo.editions import ACTOR, build_edition
from app.events import actions as events
from app.events import queries
from app.events.enums import Role
from app.kernel.clock import LONDON
from app.kernel.transaction import transaction
from app.mail.actions import hold_all
from app.registration import queries as registrations
from app.registration.enums import PlaceState
from app.registration.models import Booking, Registration


def load(*, now: datetime) -> None:
    """Everything or nothing, in one transaction."""
    with transaction():
        _team(now=now)
        finished = words.finished_edition()
        past = build_edition(
            finished,
            opens_at=datetime(2020, 10, 1, 8, tzinfo=UTC),
            until=datetime(2020, 11, 10, 16, tzinfo=UTC),
        )
        register_people(past)
        live_the_day(past)
        coming = words.next_edition(words.next_day_on(now.astimezone(LONDON).date()))
        stage = build_edition(
            coming, opens_at=now - timedelta(days=30), until=now - timedelta(hours=3)
        )
        register_people(stage)
        for edition in (finished, coming):
            hold_all(edition.slug, because="Part of the demo: written, never sent")


def _team(*, now: datetime) -> None:
    for email, name, role in (
        (words.ORGANISER_EMAIL, words.ORGANISER, Role.ORGANISER),
        (words.ACCESS_LEAD_EMAIL, words.ACCESS_LEAD, Role.ACCESS_LEAD),
        (words.HOST_EMAIL, words.HOST, Role.HOST),
    ):
        person = find_or_add_person(email, name=name, now=now)
        events.grant_role(person.id, role, None, now=now, actor=ACTOR, tell=False)


@dataclass(frozen=True)
class Example:
    """An attendee of the demo whose link is worth trying."""

    registration: Registration
    bookings: list[Booking]


def example(slug: str) -> Example | None:
    """After the day somebody with a certificate; before it one with a place and a waiting list."""
    event = queries.by_slug(slug)
    if event is None:
        return None
    certificates = of_event(event.id)
    if certificates:
        registration = certificates[0].registration
        return Example(registration, registrations.bookings_of(registration.id))
    people = [
        Example(one, registrations.bookings_of(one.id))
        for one in registrations.for_event(event.id)[:60]
        if one.state == PlaceState.CONFIRMED
    ]
    return max(people, key=_variety, default=None)


def _variety(person: Example) -> tuple[int, int]:
    return len({booking.state for booking in person.bookings}), len(person.bookings)
