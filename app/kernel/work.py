"""Work that is done after the transaction: rows are the truth, an engine is only the hands.

A kind of work names its rows that are due and how one of them is done. Whoever does it claims the row
first by a conditional UPDATE that must hit exactly one row, with a lease of two minutes: a worker that
dies loses nothing, since the sweep finds the row again when the lease is over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Lock
from typing import Any

import structlog
from flask import current_app
from sqlalchemy import Row
from sqlalchemy.sql.dml import ReturningUpdate

from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import after_commit, transaction

LEASE_FOR = timedelta(minutes=2)
BATCH = 50
log = structlog.get_logger(__name__)


class Turn:
    """One thread at a time. Who comes meanwhile does not wait: the one whose turn it is looks once more, so
    that nothing they came for is missed."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._is_taken = self._is_asked = False

    def take(self) -> bool:
        """Whether it is the caller's turn now."""
        with self._lock:
            self._is_asked = True
            if self._is_taken:
                return False
            self._is_taken = True
            return True

    def goes_on(self) -> bool:
        """Whether somebody asked since the last look; else the turn is over."""
        with self._lock:
            self._is_taken, self._is_asked = self._is_asked, False
            return self._is_taken

    def give_up(self) -> None:
        with self._lock:
            self._is_taken = False


def _nothing() -> None:
    pass


@dataclass(frozen=True, kw_only=True)
class Kind:
    """`due(now, limit)` gives row ids, most urgent first; `run(row_id)` claims and does one.

    `batch`: how many are asked for at once, and so how many an urgent one that comes meanwhile waits for at
    most. `one_at_a_time`: one thread of a process does this kind, so that the others are free for the rest.
    `ended()` is called when nothing is left: to let go of what was kept open between two of them.
    """

    due: Callable[[datetime, int], list[int]]
    run: Callable[[int], None]
    batch: int = BATCH
    one_at_a_time: bool = False
    ended: Callable[[], None] = _nothing
    turn: Turn = field(default_factory=Turn, repr=False, compare=False)


Kinds = Mapping[str, Kind]


def claimed(update: ReturningUpdate[Any], **values: Any) -> Row[Any] | None:
    """Runs a conditional UPDATE in a transaction of its own; the one row it hit, as it is now."""
    with transaction() as session:
        return session.execute(update, values).one_or_none()


def nudge(kind: str) -> None:
    """After this transaction is safe, tells the engine that there is work of this kind."""

    def tell() -> None:
        try:
            current_app.extensions["engine"].enqueue(kind)
        except Exception as error:  # the queue is away: the sweep finds the rows
            log.warning("queue_away", kind=kind, error=type(error).__name__)

    after_commit(("nudge", kind), tell)


def _never() -> bool:
    return False


def work_off(kind: str | None = None, *, is_over: Callable[[], bool] = _never) -> int:
    """Does what is due, of one kind or of all, until nothing is or `is_over()`, which is asked before each
    row; gives how many rows were tried."""
    kinds: Kinds = current_app.extensions["work"]
    return sum(
        _in_turn(name, kinds[name], is_over)
        if kinds[name].one_at_a_time
        else _until_nothing_is_due(name, kinds[name], is_over)
        for name in ([kind] if kind else list(kinds))
    )


def _in_turn(name: str, kind: Kind, is_over: Callable[[], bool]) -> int:
    if not kind.turn.take():
        return 0
    done = 0
    try:
        while kind.turn.goes_on():
            done += _until_nothing_is_due(name, kind, is_over)
    except BaseException:
        kind.turn.give_up()
        raise
    return done


def _until_nothing_is_due(name: str, kind: Kind, is_over: Callable[[], bool]) -> int:
    tried: set[int] = set()
    try:
        while rows := [row for row in _due(kind) if row not in tried]:
            for row_id in rows:
                if is_over():
                    return len(tried)
                tried.add(row_id)
                _run_one(name, kind, row_id)
            if len(rows) < kind.batch:
                break  # that was all; what has come since then has a nudge of its own
    finally:
        kind.ended()
    return len(tried)


def _due(kind: Kind) -> list[int]:
    rows = kind.due(clock.now(), kind.batch)
    db.session.rollback()  # a read is not kept open while the work is done
    return rows


def _run_one(name: str, kind: Kind, row_id: int) -> None:
    try:
        kind.run(row_id)
    except Exception as error:
        db.session.rollback()
        log.error("work_failed", kind=name, row=row_id, error=type(error).__name__, exc_info=True)
