"""Jobs: once for each key, found again when they fail."""

import threading
import time
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.kernel import jobs
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.transaction import transaction
from app.kernel.work import work_off


@pytest.fixture
def done(app):
    seen = []
    before = app.extensions["job_handlers"]
    app.extensions["job_handlers"] = {
        "note": lambda payload, now: seen.append((payload, now)),
        "fail": lambda payload, now: 1 / 0,
    }
    yield seen
    app.extensions["job_handlers"] = before


def post(handler, clock, *, key="k", minutes=10, **payload):
    with transaction():
        jobs.post(handler, key=key, due_at=clock.now() + timedelta(minutes=minutes), **payload)


def rows():
    db.session.rollback()
    return db.session.scalars(select(Job)).all()


def test_asked_for_twice_it_is_done_once_with_the_first_words(done, clock):
    post("note", clock, said="first")
    clock.at += timedelta(minutes=5)
    post("note", clock, said="second")
    assert len(rows()) == 1
    work_off("job")
    assert done == []
    clock.at += timedelta(minutes=5)
    work_off("job")
    work_off("job")
    assert done == [({"said": "first"}, clock.now())]
    assert rows() == []


def test_one_that_fails_is_tried_later_and_says_why(done, clock):
    post("fail", clock, minutes=0)
    work_off("job")
    (row,) = rows()
    assert (row.attempts, row.last_error) == (1, "ZeroDivisionError")
    assert row.due_at == clock.now() + timedelta(minutes=5)


def test_a_job_of_a_transaction_that_fails_never_was(done, clock):
    with pytest.raises(ZeroDivisionError), transaction():
        jobs.post("note", key="k", due_at=clock.now())
        1 / 0  # noqa: B018
    assert rows() == []


def test_an_edit_while_the_job_runs_asks_anew(app, done, clock):
    runs, posting = threading.Event(), threading.Event()
    seen = []

    def slow(payload, _now):
        seen.append(payload)
        runs.set()
        assert posting.wait(timeout=20)
        time.sleep(0.2)  # by now the other waits for this transaction

    app.extensions["job_handlers"] = {"slow": slow}
    post("slow", clock, minutes=0, said="first")

    def work():
        with app.app_context():
            work_off("job")
            db.session.remove()

    worker = threading.Thread(target=work)
    worker.start()
    assert runs.wait(timeout=20)
    posting.set()
    post("slow", clock, minutes=10, said="second")
    worker.join(timeout=20)
    (row,) = rows()
    assert row.payload == {"said": "second"}
    assert row.due_at == clock.now() + timedelta(minutes=10)
    assert seen == [{"said": "first"}]
