"""Jobs: something to be done later, inside the database, written with the change that caused it.

A job has a key; asking again while it waits changes nothing, so several edits become one job. It is done
in one transaction that first deletes its row, so that it happens once, and that an edit which comes
meanwhile asks anew.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import String, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel import clock
from app.kernel.database import Model, db
from app.kernel.transaction import needs_transaction, transaction
from app.kernel.work import Kind, nudge

RETRY_FOR = timedelta(minutes=5)

Handlers = Mapping[str, Callable[[dict[str, Any], datetime], None]]


class Job(Model):
    """`handler` is a name in `app/wiring.py`; `payload` holds ids, never objects."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(200), unique=True)
    handler: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(default=dict)
    due_at: Mapped[datetime] = mapped_column(index=True)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(400), default="")


def post(handler: str, *, key: str, due_at: datetime, **payload: Any) -> None:
    """Asks for a job; the first `due_at` of a waiting key stands."""
    session = needs_transaction()
    dialect = session.get_bind().dialect.name
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(Job)
    values = {"key": key, "handler": handler, "payload": payload, "due_at": due_at}
    row = insert.values(**values, attempts=0, last_error="")
    # The no-change update locks the waiting row, so that its run waits for this transaction.
    session.execute(row.on_conflict_do_update(index_elements=["key"], set_={"handler": handler}))
    nudge("job")


def due(now: datetime, limit: int) -> list[int]:
    return list(
        db.session.scalars(
            select(Job.id).where(Job.due_at <= now).order_by(Job.due_at).limit(limit)
        )
    )


def run(row_id: int) -> None:
    """Does one job. When it fails, nothing of it stands but the note of why and a later try."""
    now = clock.now()
    handlers: Handlers = current_app.extensions["job_handlers"]
    try:
        with transaction() as session:
            taken = session.execute(
                delete(Job)
                .where(Job.id == row_id, Job.due_at <= now)
                .returning(Job.handler, Job.payload)
            ).first()
            if taken is None:
                return
            handlers[taken.handler](taken.payload, now)
    except Exception as error:
        with transaction() as session:
            session.execute(
                update(Job)
                .where(Job.id == row_id)
                .values(
                    attempts=Job.attempts + 1,
                    due_at=now + RETRY_FOR,
                    last_error=type(error).__name__,
                )
            )
        raise


KIND = Kind(due=due, run=run)
