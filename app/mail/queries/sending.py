"""What may go now, and the way to the mail server."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parseaddr
from functools import lru_cache

from flask import current_app
from sqlalchemy import and_, bindparam, exists, func, or_, select

from app.kernel.database import db
from app.kernel.mailbox import Mailbox
from app.mail.enums import WAITING_TO_GO, MessageState
from app.mail.models import OutboxMessage, Route


def own_mailbox() -> Mailbox:
    """Whom mails come from and who organises calendar entries: MAIL_FROM."""
    return _mailbox(current_app.config["SETTINGS"].mail_from)


@lru_cache(maxsize=1)
def _mailbox(text: str) -> Mailbox:
    return Mailbox(*parseaddr(text))


# The condition on rows that may be claimed `now`: their time has come, or their worker died, and the way to
# the server is open. Codes to sign in go while mail is held: who is to look at what waits must get in.
IS_DUE = and_(
    or_(
        OutboxMessage.state.in_(WAITING_TO_GO) & (OutboxMessage.due_at <= bindparam("now")),
        (OutboxMessage.state == MessageState.SENDING)
        & (OutboxMessage.leased_until < bindparam("now")),
    ),
    ~exists().where(
        or_(
            Route.held_at.is_not(None) & ~OutboxMessage.secret,
            Route.paused_until > bindparam("now"),
        )
    ),
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
