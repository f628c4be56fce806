"""Reading the outbox: what was said to whom, and what did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select

from app.kernel.database import db
from app.mail.enums import Failure, MessageState
from app.mail.models import OutboxMessage


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which messages of an event a page wants. `words` stand in address, name or subject; `sees_private`:
    the reader is the access lead."""

    scope: str
    state: str = ""
    words: str = ""
    domain: str = ""
    batch: str = ""
    sees_private: bool = False

    @property
    def conditions(self) -> list[ColumnElement[bool]]:
        found = [OutboxMessage.scope == self.scope, ~OutboxMessage.secret]
        if not self.sees_private:
            found.append(~OutboxMessage.is_private)
        if self.words:
            columns = (OutboxMessage.to_address, OutboxMessage.to_name, OutboxMessage.subject)
            found.append(or_(*(one.icontains(self.words, autoescape=True) for one in columns)))
        for column, value in (
            (OutboxMessage.domain, self.domain),
            (OutboxMessage.batch, self.batch),
        ):
            if value:
                found.append(column == value)
        return found


def outbox_of(wanted: Wanted, *, limit: int = 200, offset: int = 0) -> Sequence[OutboxMessage]:
    """The newest first, in the order of their index: sorting all of an event takes long."""
    query = select(OutboxMessage).where(*wanted.conditions)
    if wanted.state:
        query = query.where(OutboxMessage.state == wanted.state)
    return db.session.scalars(
        query.order_by(OutboxMessage.created_at.desc(), OutboxMessage.id.desc())
        .limit(limit)
        .offset(offset)
    ).all()


def counts_by_state(wanted: Wanted) -> dict[str, int]:
    """Of all states, whichever is wanted."""
    rows = db.session.execute(
        select(OutboxMessage.state, func.count())
        .where(*wanted.conditions)
        .group_by(OutboxMessage.state)
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """What did not arrive at one domain: for good (`failed`), or not yet (`waiting`). `last_error` is the
    newest answer."""

    domain: str
    failed: int
    waiting: int
    last_error: str


def troubles(scope: str) -> list[Trouble]:
    """By domain, since one council's gateway that refuses is one thing to mend; the worst first. What waits
    for our own server is nobody's gateway."""
    is_failed = OutboxMessage.state == MessageState.FAILED
    rows = db.session.execute(
        select(
            OutboxMessage.domain,
            func.count().filter(is_failed).label("failed"),
            func.count().label("all"),
            func.max(OutboxMessage.id).label("newest"),
        )
        .where(
            *Wanted(scope=scope).conditions,
            OutboxMessage.state.in_((MessageState.FAILED, MessageState.RETRYING)),
            OutboxMessage.failure.is_distinct_from(Failure.SERVER),
        )
        .group_by(OutboxMessage.domain)
        .order_by(func.count().desc(), OutboxMessage.domain)
        .limit(50)
    ).all()
    newest = select(OutboxMessage.id, OutboxMessage.last_error)
    said = dict(
        db.session.execute(newest.where(OutboxMessage.id.in_([row.newest for row in rows]))).all()
    )
    return [
        Trouble(
            domain=row.domain,
            failed=row.failed,
            waiting=row.all - row.failed,
            last_error=said[row.newest],
        )
        for row in rows
    ]


def about(scope: str, subject_ref: str, *, sees_private: bool = False) -> Sequence[OutboxMessage]:
    """The messages about one thing, such as a registration, newest first."""
    wanted = Wanted(scope=scope, sees_private=sees_private)
    return db.session.scalars(
        select(OutboxMessage)
        .where(*wanted.conditions, OutboxMessage.subject_ref == subject_ref)
        .order_by(OutboxMessage.id.desc())
    ).all()


def prepared(scope: str, template: str) -> Sequence[OutboxMessage]:
    """The prepared messages of one kind, in the order they were written."""
    return db.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.scope == scope,
            OutboxMessage.template == template,
            OutboxMessage.state == MessageState.PREPARED,
        )
        .order_by(OutboxMessage.id)
    ).all()


def to_address(scope: str, email: str, templates: Sequence[str]) -> Sequence[OutboxMessage]:
    """The messages to one address about an event whose template begins with one of `templates`,
    newest first; only those that were not stopped and are not only prepared."""
    begins = [OutboxMessage.template.startswith(start, autoescape=True) for start in templates]
    return db.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.scope == scope,
            OutboxMessage.to_address == email,
            ~OutboxMessage.secret,
            OutboxMessage.state.not_in((MessageState.PREPARED, MessageState.STOPPED)),
            or_(*begins),
        )
        .order_by(OutboxMessage.id.desc())
        .limit(100)
    ).all()


def one_of(scope: str, public_ref: str, *, sees_private: bool = False) -> OutboxMessage | None:
    wanted = Wanted(scope=scope, sees_private=sees_private)
    return db.session.scalar(
        select(OutboxMessage).where(*wanted.conditions, OutboxMessage.public_id == public_ref)
    )
