"""Fixtures: the app on both databases, a clock that stands, the checking client, the outbox."""

from __future__ import annotations

import os
from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app import create_app
from app.events.models import Event
from app.kernel.clock import SetClock
from app.kernel.database import db
from app.mail.models import OutboxMessage
from tests.support.builders import a_member, an_event
from tests.support.client import CheckingClient
from tests.support.databases import KINDS, PostgresServer, make_database, settings_for
from tests.support.signing_in import be

START = datetime(2027, 5, 3, 9, 0, tzinfo=UTC)  # a Monday in British Summer Time, 10:00 in London


@pytest.fixture(scope="session")
def postgres_server():
    server = PostgresServer()
    yield server
    server.stop()


@pytest.fixture(scope="session")
def _apps():
    return {}


@pytest.fixture(params=KINDS)
def database_kind(request):
    return request.param


@pytest.fixture
def app(database_kind, _apps, request, tmp_path_factory):
    """The app on a database that is as it was after the migrations; made once, emptied each time."""
    if database_kind not in _apps:
        server = (
            request.getfixturevalue("postgres_server") if database_kind == "postgresql" else None
        )
        folder = tmp_path_factory.mktemp(database_kind)
        database = make_database(database_kind, folder, server, "bootcamp_test")
        made = create_app(settings_for(database.url, folder), clock=SetClock(START))
        made.testing = True
        _apps[database_kind] = (made, database)
    made, database = _apps[database_kind]
    made.extensions["clock"].at = START
    database.empty(made)
    with made.app_context():
        yield made
        db.session.rollback()
        db.session.remove()


@pytest.fixture
def clock(app) -> SetClock:
    """Move it: `clock.at += timedelta(hours=1)`."""
    return app.extensions["clock"]


@pytest.fixture
def soon(clock) -> SetClock:
    """Five days before the events of `builders`: a freed place is given at once, not offered."""
    clock.at = datetime(2027, 6, 5, 9, 0, tzinfo=UTC)
    return clock


@pytest.fixture
def client(app) -> CheckingClient:
    return CheckingClient(app)


@pytest.fixture
def event(app) -> Event:
    """An event that is open for booking, with Orla as its organiser."""
    made = an_event()
    a_member(made)
    return made


@pytest.fixture
def orla(client, event) -> CheckingClient:
    """The client of whoever organises the event."""
    be(client)
    return client


@pytest.fixture
def outbox(app):
    """The messages so far, oldest first, read afresh at each call."""

    def read(**where) -> list[OutboxMessage]:
        db.session.rollback()
        query = select(OutboxMessage).filter_by(**where).order_by(OutboxMessage.id)
        return list(db.session.scalars(query))

    return read


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a skipped test is a failure: what cannot be tested there is not tested."""
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped in CI: {report.longrepr}"
