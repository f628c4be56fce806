"""An event with a morning and an afternoon, and a worker that works until nothing is due."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.campaigns import actions, queries
from app.campaigns.models import Sending
from app.campaigns.rules import Audience
from app.events.models import Event
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.registration import actions as registrations
from app.registration import queries as places
from tests.support.builders import a_group, a_registration, a_service, a_slot, at

WEEK, DAY = timedelta(days=7), timedelta(days=1)


def drain(app, kind="job"):
    """As a worker would: each piece posts the next."""
    clock = app.extensions["clock"]
    due = select(func.count()).select_from(Job).where(Job.due_at <= clock.now())
    db.session.rollback()
    for _ in range(200):
        if not db.session.scalar(due):
            return
        work_off(kind)
        db.session.rollback()
    raise AssertionError("jobs without end")


@pytest.fixture
def slots(event):
    """At 10:30 and at 14:00."""
    return a_slot(event, "Morning"), a_slot(event, "Afternoon", start="14:00", end="14:45")


@pytest.fixture
def planned(event, slots, clock):
    """Gives the event, with its reminders planned."""
    with transaction():
        actions.plan(event.id, now=clock.now())
    return event


@pytest.fixture
def go(app, clock):
    """Moves the clock and lets the worker do what is due."""

    def move(when):
        clock.at = when
        drain(app)

    return move


@pytest.fixture
def sendings(app):
    def read():
        db.session.rollback()
        rows = db.session.scalars(select(Sending).order_by(Sending.planned_at, Sending.id))
        return [(row.reminder, row.people, row.because, row.ended_at is not None) for row in rows]

    return read


# When each reminder of the event goes.
WEEK_BEFORE, DAY_BEFORE = at("10:00") - WEEK, at("10:00") - DAY
FIRST, SECOND = at("09:30"), at("13:00")
AFTER, WEEK_AFTER = at("15:45"), at("10:00") + WEEK


def token_on(client, path="/next/manage/reminders") -> str:
    """The form token of this browser."""
    return client.get(path).html.find("input", {"name": "csrf_token"})["value"]


def press(client, path, data=None, *, status=303, **more):
    """Posts what no form of the page would, with a token of this browser."""
    token = token_on(client)
    return client.post(path, {"csrf_token": token, **(data or {})}, status=status, **more)


def names(event, clock, **audience):
    db.session.rollback()
    found = queries.recipients_of(
        db.session.get_one(Event, event.id), Audience.from_json(audience), now=clock.now()
    )
    return sorted(one.name for one in found)


@pytest.fixture
def crowd(event, soon):
    """A small session: Ada has a place, Ben waits for it, Cid gave it up, Dee of Leeds has another."""
    small, large = (
        a_slot(event, "Small", capacity=1),
        a_slot(event, "Large", start="14:00", end="15:00"),
    )
    cid = a_registration(event, [small], name="Cid")
    with transaction():
        registrations.give_up(places.bookings_of(cid.id)[0].public_id, now=soon.now())
    a_registration(event, [small], name="Ada")
    a_registration(event, [small], name="Ben")
    a_registration(event, [large], name="Dee", service=a_service("leeds"))
    gone = a_registration(event, [large], name="Eve")
    with transaction():
        registrations.cancel_registration(gone.public_id, now=soon.now())
    a_group(event, 2)
    return small, large
