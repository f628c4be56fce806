"""Sending what is due: claim a row, build the mail, hand it over, write down how it went."""

from __future__ import annotations

import random
from datetime import datetime
from typing import cast

import structlog
from flask import current_app
from sqlalchemy import Table, bindparam, update

from app.kernel import clock, icalendar
from app.kernel.icalendar import Entry
from app.kernel.mailbox import Mailbox
from app.kernel.transaction import transaction
from app.kernel.work import LEASE_FOR, Kind, claimed
from app.mail import mime, queries, rendering, rules
from app.mail.enums import MessageState
from app.mail.mime import Mail
from app.mail.models import OutboxMessage
from app.mail.sender import Undeliverable, deliver

PRODUCT = "-//Digital Bootcamp//Bootcamp//EN"
FORGOTTEN = "(forgotten after sending)"
log = structlog.get_logger(__name__)

# On the table and written once: a mail is three statements, and the session would cost more than they do.
_OUTBOX = cast("Table", OutboxMessage.__table__)
_CLAIM = (
    update(_OUTBOX)
    .where(_OUTBOX.c.id == bindparam("row_id"), queries.IS_DUE)
    .values(
        state=MessageState.SENDING,
        leased_until=bindparam("until"),
        attempts=_OUTBOX.c.attempts + 1,
    )
    .returning(_OUTBOX)
)
_ROW = update(_OUTBOX).where(_OUTBOX.c.id == bindparam("row_id"))


def run(row_id: int) -> None:
    """Sends one message, unless somebody else has it or it is not due."""
    now = clock.now()
    found = claimed(_CLAIM, row_id=row_id, now=now, until=now + LEASE_FOR)
    if found is None:
        return
    row = OutboxMessage(
        **found._mapping
    )  # of no session: nothing is open while a server takes its time
    try:
        deliver(build(row), current_app.config["SETTINGS"].mail)
    except Exception as error:
        _failed(row_id, error, now=now)
    else:
        _sent(row, now=now)


def build(row: OutboxMessage) -> Mail:
    """The mail of a row: the same row gives the same bytes."""
    calendar = None
    if row.calendar is not None:
        method = row.calendar["method"]
        entry = Entry.from_json(row.calendar["entry"])
        calendar = (method, icalendar.serialise([entry], method=method, product=PRODUCT))
    return mime.build(
        from_=queries.own_mailbox(),
        to=Mailbox(row.to_name, row.to_address),
        subject=row.subject,
        text=row.text,
        html=rendering.html_of(row.template, row.values),
        message_id=row.message_id,
        date=row.created_at,
        calendar=calendar,
        headers=row.headers,
    )


def _sent(row: OutboxMessage, *, now: datetime) -> None:
    changes = {"state": MessageState.SENT, "sent_at": now, "leased_until": None, "last_error": ""}
    if row.secret:
        changes |= {"text": FORGOTTEN, "values": {}, "subject": FORGOTTEN}
    with transaction() as session:
        session.execute(_ROW, {"row_id": row.id, **changes})


def _failed(row_id: int, error: Exception, *, now: datetime) -> None:
    with transaction() as session:
        row = session.get_one(OutboxMessage, row_id, with_for_update=True)
        if row.state != MessageState.SENDING or row.leased_until != now + LEASE_FOR:
            return  # it took longer than the lease, and another worker has it or had it
        over = now - row.created_at > rules.GIVE_UP_AFTER or isinstance(error, Undeliverable)
        row.state = MessageState.FAILED if over else MessageState.RETRYING
        row.due_at = now + rules.wait_before(row.attempts, spread=random.random())  # noqa: S311
        row.leased_until = None
        row.last_error = f"{type(error).__name__}: {error}"[:400]
        attempts = row.attempts
    log.warning("mail_not_sent", row=row_id, attempt=attempts, error=type(error).__name__)


KIND = Kind(due=queries.due, run=run)
