"""Work that is done after the transaction: rows are the truth, an engine is only the hands.

A kind of work names its rows that are due and how one of them is done. Whoever does it claims the row
first by a conditional UPDATE that must hit exactly one row, with a lease of two minutes: a worker that
dies loses nothing, since the sweep finds the row again when the lease is over.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
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


@dataclass(frozen=True)
class Kind:
    """`due(now, limit)` gives row ids, most urgent first; `run(row_id)` claims and does one."""

    due: Callable[[datetime, int], list[int]]
    run: Callable[[int], None]


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


def work_off(kind: str | None = None) -> int:
    """Does what is due, of one kind or of all, until nothing is; gives how many rows were tried."""
    kinds: Kinds = current_app.extensions["work"]
    done = 0
    for name in [kind] if kind else list(kinds):
        tried: set[int] = set()
        while rows := [row for row in _due(kinds[name]) if row not in tried]:
            for row_id in rows:
                tried.add(row_id)
                _run_one(name, kinds[name], row_id)
            done += len(rows)
            if len(rows) < BATCH:
                break  # that was all; what has come since then has a nudge of its own
    return done


def _due(kind: Kind) -> list[int]:
    rows = kind.due(clock.now(), BATCH)
    db.session.rollback()  # a read is not kept open while the work is done
    return rows


def _run_one(name: str, kind: Kind, row_id: int) -> None:
    try:
        kind.run(row_id)
    except Exception as error:
        db.session.rollback()
        log.error("work_failed", kind=name, row=row_id, error=type(error).__name__, exc_info=True)
