import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import StatementError

from app.accounts.actions import find_or_add_person
from app.accounts.models import Person
from app.kernel import clock as clocks
from app.kernel.database import db
from app.kernel.transaction import OutsideTransaction, after_commit, transaction
from app.kernel.work import nudge


def add(name="Ada Bryn"):
    return find_or_add_person("ada@example.org", name=name, now=clocks.now())


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Person))


def test_an_action_outside_refuses_to_run(app):
    with pytest.raises(OutsideTransaction):
        add()


def test_a_read_cannot_write(app, clock):
    db.session.add(Person(email="a@example.org", name="A", name_key="a", created_at=clock.at))
    with pytest.raises(OutsideTransaction):
        db.session.flush()
    db.session.rollback()
    assert count() == 0


def test_all_or_nothing(app):
    with pytest.raises(ZeroDivisionError), transaction():
        add()
        1 / 0  # noqa: B018
    assert count() == 0
    with transaction():
        add()
    assert count() == 1


def test_transactions_do_not_nest(app):
    with transaction(), pytest.raises(RuntimeError), transaction():
        pass


def test_what_follows_runs_only_when_it_is_safe(app):
    seen = []
    with transaction():
        after_commit("count", lambda: seen.append(count()))
        add()
        assert seen == []
    assert seen == [1]
    with pytest.raises(ZeroDivisionError), transaction():
        after_commit("never", lambda: seen.append("never"))
        1 / 0  # noqa: B018
    assert seen == [1]


def test_the_same_person_is_one_row(app):
    with transaction():
        first = add("Ada  Bryn").id
    with transaction():
        assert add("ada bryn ").id == first
        assert add("Ben Bryn").id != first
    assert count() == 2


def test_a_transaction_that_failed_stops_no_later_nudge(app, monkeypatch):
    told = []
    monkeypatch.setattr(app.extensions["engine"], "enqueue", told.append)
    with pytest.raises(ZeroDivisionError), transaction():
        nudge("mail")
        1 / 0  # noqa: B018
    with transaction():
        nudge("mail")
        nudge("mail")
    assert told == ["mail"]


def test_an_error_of_the_database_names_nobody(app):
    """It stands in the log, with its whole trace."""
    with pytest.raises(StatementError) as raised, transaction() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:who)"), {"who": "ada@example.org"})
    assert "ada@example.org" not in str(raised.value)
