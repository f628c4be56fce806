"""An event with a morning and an afternoon, and a worker that works until nothing is due."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.campaigns import actions
from app.campaigns.models import Sending
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from tests.support.builders import a_slot, at

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
