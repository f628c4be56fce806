"""Reading the outbox."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import lru_cache

from flask import current_app
from sqlalchemy import ColumnElement, and_, bindparam, exists, func, or_, select

from app.kernel.database import db
from app.kernel.mailbox import Mailbox
from app.kernel.tokens import digest
from app.mail.enums import WAITING_TO_GO, MessageState
from app.mail.models import OutboxMessage, Route, Wording


def own_mailbox() -> Mailbox:
    """Whom mails come from and who organises calendar entries: MAIL_FROM."""
    return _mailbox(current_app.config["SETTINGS"].mail_from)


@lru_cache(maxsize=1)
def _mailbox(text: str) -> Mailbox:
    return Mailbox(*parseaddr(text))


# The condition on rows that may be claimed `now`: their time has come, or their worker died, and the way to
# the server is open.
IS_DUE = and_(
    or_(
        OutboxMessage.state.in_(WAITING_TO_GO) & (OutboxMessage.due_at <= bindparam("now")),
        (OutboxMessage.state == MessageState.SENDING)
        & (OutboxMessage.leased_until < bindparam("now")),
    ),
    ~exists().where(or_(Route.held_at.is_not(None), Route.paused_until > bindparam("now"))),
)
_DUE = (
    select(OutboxMessage.id)
    .where(IS_DUE)
    .order_by(OutboxMessage.urgent.desc(), OutboxMessage.due_at, OutboxMessage.id)
    .limit(bindparam("limit"))
)


def due(now: datetime, limit: int) -> list[int]:
    """Urgent ones first, then the oldest."""
    return list(db.session.scalars(_DUE, {"now": now, "limit": limit}))


@dataclass(frozen=True, kw_only=True)
class RouteState:
    """The way to the mail server as pages show it; `waiting`: how many messages of all events wait."""

    away_since: datetime | None
    next_try_at: datetime | None
    last_error: str
    held_at: datetime | None
    held_because: str
    waiting: int


def route() -> RouteState:
    row = db.session.get(Route, 1) or Route(last_error="", held_because="")
    waiting = select(func.count()).where(OutboxMessage.state.in_(WAITING_TO_GO))
    return RouteState(
        away_since=row.away_since,
        next_try_at=row.paused_until,
        last_error=row.last_error,
        held_at=row.held_at,
        held_because=row.held_because,
        waiting=db.session.scalar(waiting) or 0,
    )


def oldest_due(now: datetime) -> datetime | None:
    """Since when the message that is due longest is due; None when none is."""
    query = select(func.min(OutboxMessage.due_at)).where(
        OutboxMessage.state.in_(WAITING_TO_GO), OutboxMessage.due_at <= now
    )
    return db.session.scalar(query)


_WORDINGS = select(Wording.template, Wording.language, Wording.subject, Wording.opening).where(
    Wording.scope == bindparam("scope")
)
A_TEST = "test:"  # begins the dedupe key of a test
_KNOWN = "mail_own_words"  # in the session's info: the transaction they were read in, and the words


def own_words(scope: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The organisers' own words of an event: subject and opening by a mail's key and language. Asked once in
    each transaction, however many mails are written in it."""
    if not scope:
        return {}
    session = db.session()
    now_in = session.get_transaction()
    then_in, known = session.info.get(_KNOWN, (None, {}))
    if then_in is not now_in or now_in is None:
        known = {}
    if scope not in known:
        rows = session.execute(_WORDINGS, {"scope": scope})
        known[scope] = {(key, language): (subject, text) for key, language, subject, text in rows}
        session.info[_KNOWN] = (session.get_transaction(), known)
    return known[scope]


def forget_own_words() -> None:
    """After they were changed: what follows in this transaction reads them afresh."""
    db.session().info.pop(_KNOWN, None)


def wording(scope: str, key: str, language: str) -> Wording | None:
    return db.session.scalar(
        select(Wording).where(
            Wording.scope == scope, Wording.template == key, Wording.language == language
        )
    )


def digest_of(row: Wording | None) -> str:
    """Names what is saved; empty when nothing is."""
    if row is None:
        return ""
    return digest(json.dumps([row.subject, row.opening, row.updated_at.isoformat()]))


def newest_like(scope: str, template: str, language: str) -> Sequence[OutboxMessage]:
    """The newest messages of one folder that people got, or will; none that is secret, private or a test."""
    return db.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.scope == scope,
            OutboxMessage.template == template,
            OutboxMessage.language == language,
            ~OutboxMessage.secret,
            ~OutboxMessage.is_private,
            ~OutboxMessage.dedupe_key.startswith(A_TEST),
        )
        .order_by(OutboxMessage.id.desc())
        .limit(50)
    ).all()


def wordings_of(scope: str) -> Sequence[Wording]:
    return db.session.scalars(select(Wording).where(Wording.scope == scope)).all()


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
    """The newest first."""
    query = select(OutboxMessage).where(*wanted.conditions)
    if wanted.state:
        query = query.where(OutboxMessage.state == wanted.state)
    return db.session.scalars(
        query.order_by(OutboxMessage.id.desc()).limit(limit).offset(offset)
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
    """By domain, since one council's gateway that refuses is one thing to mend; the worst first."""
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
