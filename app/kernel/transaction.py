"""The one place that commits.

    with transaction():            # in a POST view, a job or a command
        actions.give_up(...)

The read so far ends, a writing transaction begins (`BEGIN IMMEDIATE` on SQLite), and at the end it is
committed as a whole or not at all. Actions call `needs_transaction()` first: outside they refuse to run,
and they compose because none of them commits. Writing outside is refused when it reaches the database,
so that a GET cannot write by accident.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event
from sqlalchemy.orm import Session

from app.kernel.database import WRITES, db

_OPEN = "bootcamp_transaction_open"
_AFTER = "bootcamp_after_commit"
_BEFORE = "bootcamp_before_commit"


class OutsideTransaction(RuntimeError):
    """Something was to be written outside `with transaction():`."""


@contextmanager
def transaction() -> Iterator[Session]:
    """Everything inside becomes true together, or none of it."""
    session = db.session()
    if session.info.get(_OPEN):
        raise RuntimeError("a transaction is open already: actions compose, edges do not")
    session.rollback()
    session.info[_OPEN] = True
    session.info[_AFTER] = {}
    session.info[_BEFORE] = {}
    try:
        session.connection(execution_options={WRITES: True})
        yield session
        _finish(session)
        session.commit()
        followers: dict[Hashable, Callable[[], None]] = session.info[_AFTER]
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info[_OPEN] = False
        session.info[_AFTER] = {}
        session.info[_BEFORE] = {}
    for follow in followers.values():
        follow()


@contextmanager
def rehearsal() -> Iterator[Session]:
    """A transaction of which nothing stays: to see what a change would bring, exactly as it would be."""
    try:
        with transaction() as session:
            yield session
            _finish(session)
            raise _Rehearsed
    except _Rehearsed:
        pass


class _Rehearsed(Exception):
    pass


def _finish(session: Session) -> None:
    """What was put off to the end, and what that puts off again."""
    waiting: dict[Hashable, Callable[[], None]] = session.info[_BEFORE]
    while waiting:
        waiting.pop(next(iter(waiting)))()


def is_open() -> bool:
    """Whether what is read now may be something that is never committed."""
    return bool(db.session().info.get(_OPEN))


def needs_transaction() -> Session:
    """The open transaction's session; every action begins with this."""
    session = db.session()
    if not session.info.get(_OPEN):
        raise OutsideTransaction("actions run inside `with transaction():` only")
    return session


def before_commit(key: Hashable, finish: Callable[[], None]) -> None:
    """Runs `finish` inside the transaction, once for each `key` (the last one asked for), when all else in it
    is done: for what is made of everything that was changed."""
    needs_transaction().info[_BEFORE][key] = finish


def after_commit(key: Hashable, follow: Callable[[], None]) -> None:
    """Runs `follow` once the transaction is safe: to nudge the worker, nothing that may not be lost.
    One of each `key`; those of a transaction that fails are gone with it."""
    needs_transaction().info[_AFTER].setdefault(key, follow)


@event.listens_for(Session, "before_flush")
def _refuse_writing_outside(session: Session, _context: Any, _instances: Any) -> None:
    if session.info.get(_OPEN):
        return
    if session.new or session.deleted or any(session.is_modified(row) for row in session.dirty):
        raise OutsideTransaction("a read tried to write")
