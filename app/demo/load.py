"""Loading the demo: both editions, built through the same actions as real ones, with the time of each
step given. Its mails are written and held: nobody is sent anything."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import select

from app.accounts.actions import find_or_add_person
from app.certificates.queries import of_event
from app.demo import words
from app.demo.crowd import live_the_day, register_people
from app.demo.desks import furnish_desks
from app.demo.editions import ACTOR, build_edition
from app.demo.mails import ask_for_news, remind_then, write_to_people
from app.demo.sellout import keep_places_back, sell_out
from app.demo.timetable import plan_a_swap, release_twice
from app.events import actions as events
from app.events import queries
from app.events.enums import Role
from app.kernel.clock import LONDON
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.mail.actions import hold_all
from app.registration import queries as registrations
from app.registration.enums import PlaceState
from app.registration.models import Booking, GroupBooking, Registration


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
        release_twice(past)
        register_people(past)
        live_the_day(past)
        remind_then(past)
        coming = words.next_edition(words.next_day_on(now.astimezone(LONDON).date()))
        stage = build_edition(
            coming,
            opens_at=now - timedelta(days=30),
            until=now - timedelta(hours=3),
            has_call=True,
        )
        release_twice(stage)
        furnish_desks(stage)
        keep_places_back(stage)
        register_people(stage)
        sell_out(stage)
        plan_a_swap(stage, now=now - timedelta(hours=2))
        ask_for_news(stage)
        write_to_people(stage, now=now - timedelta(hours=2))
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


def example(slug: str) -> Registration | None:
    """An attendee of the demo whose link is worth trying: after the day somebody with a certificate;
    before it one who has an offer, or at least waits for something."""
    event = queries.by_slug(slug)
    if event is None:
        return None
    certificates = of_event(event.id)
    if certificates:
        return certificates[0].registration
    for state in (PlaceState.OFFERED, PlaceState.WAITING):
        query = (
            select(Registration)
            .join(Booking, Booking.registration_id == Registration.id)
            .where(
                Registration.event_id == event.id,
                Registration.state == PlaceState.CONFIRMED,
                Booking.state == state,
            )
            .order_by(Registration.id)
        )
        found = db.session.scalars(query).first()
        if found is not None:
            return found
    return None


def keeps_until_better(slug: str) -> Registration | None:
    """Who has a place and waits for another session at the same time."""
    event = queries.by_slug(slug)
    query = (
        select(Registration)
        .join(Booking, Booking.registration_id == Registration.id)
        .where(
            Registration.event_id == (event.id if event else None),
            Registration.state == PlaceState.CONFIRMED,
            Booking.state == PlaceState.WAITING,
            Booking.rank < 0,
        )
        .order_by(Registration.id)
    )
    return db.session.scalars(query).first()


def group(slug: str) -> GroupBooking | None:
    event = queries.by_slug(slug)
    found = registrations.groups_of(event.id) if event else []
    return found[-1].booking if found else None
