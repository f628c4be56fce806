"""Several workers at one reminder, several organisers at one mail, a worker that is killed: exact counts."""

from __future__ import annotations

import multiprocessing
import os
import signal
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import func, select

from app import create_app
from app.audit.models import AuditEntry
from app.campaigns import actions, errors, queries
from app.campaigns.models import GroupMail, Sending
from app.campaigns.rules import Audience
from app.kernel.clock import SetClock
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.tokens import public_id
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.mail.models import OutboxMessage
from tests.conftest import START
from tests.support.builders import a_registration, an_event, at
from tests.support.databases import KINDS, make_database, settings_for

PEOPLE, AT_ONCE = 120, 4
WEEK_BEFORE = at("10:00") - timedelta(days=7)
FOLDER = "campaigns/email"


@pytest.fixture(params=KINDS)
def place(request, tmp_path):
    """Where the database is: its address and a folder of the app's own."""
    server = request.getfixturevalue("postgres_server") if request.param == "postgresql" else None
    database = make_database(request.param, tmp_path, server, f"campaigns_{tmp_path.name}".lower())
    return database.url, tmp_path


@pytest.fixture
def app(place):
    made = made_for(*place, now=START)
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def event(app):
    made = an_event()
    for number in range(PEOPLE):
        a_registration(made, name=f"Person {number}")
    with transaction():
        actions.plan(made.id, now=START)
    return made


def made_for(url, folder, *, now):
    return create_app(settings_for(url, folder), clock=SetClock(now))


def at_once(app, what, times=AT_ONCE):
    """Does it in so many threads that begin together; what each gave, or the refusal."""
    begin = Barrier(times)

    def run(number):
        with app.app_context():
            begin.wait(timeout=30)
            try:
                return what(number)
            except errors.Refusal as refusal:
                return refusal
            finally:
                db.session.remove()

    db.session.rollback()
    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(run, range(times)))


def work(_number):
    """A worker until nothing is due."""
    due = select(func.count()).select_from(Job).where(Job.due_at <= WEEK_BEFORE)
    while db.session.scalar(due):
        db.session.rollback()
        work_off("job")


def written(template):
    db.session.rollback()
    rows = select(OutboxMessage.to_address).where(OutboxMessage.template == f"{FOLDER}/{template}")
    return Counter(db.session.scalars(rows))


def each_once(counted, people):
    return len(counted) == people and set(counted.values()) == {1}


def test_several_workers_at_one_reminder(app, event):
    app.extensions["clock"].at = WEEK_BEFORE
    at_once(app, work)
    assert each_once(written("week_before"), PEOPLE)
    rows = db.session.scalars(select(Sending)).all()
    assert [(row.reminder, row.people, row.because) for row in rows] == [
        ("week_before", PEOPLE, "")
    ]


def test_the_same_piece_by_several_at_once(app, event):
    line = next(one for one in queries.lines_of(event) if one.reminder == "week_before")
    event_id = event.id

    def piece(_number):
        with transaction():
            actions.remind(
                event_id, reminder=line.reminder, occasion="", at=line.at, after=0, now=line.at
            )

    at_once(app, piece)
    assert each_once(written("week_before"), 50)
    db.session.rollback()
    assert db.session.scalars(select(Sending.people)).all() == [50]


def a_mail(event):
    draft = actions.MailDraft(subject="S", words="Hello {name}", audience=Audience())
    with transaction():
        made = actions.begin_mail(
            event.id, draft, form_token=public_id(), now=START, actor="orla@example.org"
        )
        return made.public_id


def press_send(ref, who, now=START):
    with transaction():
        actions.send_mail(ref, version=1, now=now, actor=f"organiser{who}@example.org")


def test_several_organisers_press_send(app, event):
    ref = a_mail(event)
    assert at_once(app, lambda number: press_send(ref, number)) == [None] * AT_ONCE
    db.session.rollback()
    sent = select(func.count()).where(AuditEntry.action == "mail to a group sent")
    assert db.session.scalar(sent) == 1
    assert db.session.scalar(select(func.count()).where(Job.handler == actions.WRITE)) == 1
    app.extensions["clock"].at = WEEK_BEFORE - timedelta(hours=1)
    at_once(app, lambda _: work_until_written(ref))
    assert each_once(written("group"), PEOPLE)
    assert db.session.scalars(select(GroupMail.people)).all() == [PEOPLE]


def work_until_written(ref):
    going = select(GroupMail.state).where(GroupMail.public_id == ref)
    while db.session.scalar(going) in ("waiting", "sending"):
        db.session.rollback()
        work_off("job")


def test_one_sends_while_another_changes_the_words(app, event):
    """Either the words that were read go, or the sender is told; never other words."""
    for _ in range(6):
        ref = a_mail(event)
        other = actions.MailDraft(subject="T", words="Other", audience=Audience(), version=1)

        def both(number, ref=ref, other=other):
            if number:
                return press_send(ref, number)
            with transaction():
                return actions.change_mail(ref, other, now=START, actor="ben@example.org")

        changed, sent = at_once(app, both, times=2)
        db.session.rollback()
        row = db.session.scalars(select(GroupMail).where(GroupMail.public_id == ref)).one()
        if sent is None:
            assert isinstance(changed, errors.GoesSoon)
            assert (row.state, row.words) == ("waiting", "Hello {name}")
        else:
            assert isinstance(sent, errors.ChangedMeanwhile) and changed is None
            assert (row.state, row.words) == ("draft", "Other")


def test_stopping_comes_between_two_pieces(app, event):
    """Whatever the order: what the row says went is what was written, and nothing goes afterwards."""
    ref = a_mail(event)
    press_send(ref, 0)
    app.extensions["clock"].at = WEEK_BEFORE - timedelta(hours=1)

    def both(number):
        if number:
            return work_until_written(ref)
        with transaction():
            return actions.stop_mail(ref, now=WEEK_BEFORE, actor="orla@example.org")

    at_once(app, both, times=3)
    work_until_written(ref)
    db.session.rollback()
    row = db.session.scalars(select(GroupMail)).one()
    counted = written("group")
    assert sum(counted.values()) == len(counted) == row.people
    assert row.state in ("draft", "stopped", "sent")


def die_in_the_middle(url, folder):
    """A worker that is killed when a piece is written and not committed."""
    app = made_for(url, folder, now=WEEK_BEFORE)
    with app.app_context():
        actions_post = app.extensions["job_handlers"][queries.REMIND]

        def then_die(payload, now):
            actions_post(payload, now)
            db.session.flush()
            os.kill(os.getpid(), signal.SIGKILL)

        app.extensions["job_handlers"] = {
            **app.extensions["job_handlers"],
            queries.REMIND: then_die,
        }
        work_off("job")


def test_a_killed_worker_leaves_nothing_undone_and_nothing_twice(app, event, place):
    db.session.remove()
    spawn = multiprocessing.get_context("spawn")
    for _ in range(2):
        child = spawn.Process(target=die_in_the_middle, args=place)
        child.start()
        child.join(timeout=60)
        assert child.exitcode == -signal.SIGKILL
        assert not written("week_before")
    app.extensions["clock"].at = WEEK_BEFORE
    at_once(app, work, times=2)
    assert each_once(written("week_before"), PEOPLE)
