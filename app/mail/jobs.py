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
from app.mail import actions, mime, queries, rendering, sender
from app.mail.enums import Failure, MessageState
from app.mail.mime import Mail
from app.mail.models import OutboxMessage
from app.mail.sender import NotDelivered

PRODUCT = "-//Digital Bootcamp//Bootcamp//EN"
AT_ONCE = 10  # so many go before an urgent one that comes meanwhile, at most
log = structlog.get_logger(__name__)

# On the table and written once: a mail is a few statements, and the session would cost more than they do.
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


def run(row_id: int) -> None:
    """Sends one message, unless somebody else has it, it is not due, or the way to the server is closed."""
    now = clock.now()
    found = claimed(_CLAIM, row_id=row_id, now=now, until=now + LEASE_FOR)
    if found is None:
        return
    row = OutboxMessage(
        **found._mapping
    )  # of no session: nothing is open while a server takes its time
    if row.useful_until is not None and row.useful_until <= now:
        with transaction():
            actions.note_too_late(row.id)
        return
    settings = current_app.config["SETTINGS"]
    try:
        sender.deliver(_built(row), settings.mail, hostname=settings.hostname)
    except NotDelivered as error:
        _failed(row, error, until=now + LEASE_FOR)
        return
    with transaction():
        actions.note_sent(row.id, forget=row.secret, now=clock.now())


def _built(row: OutboxMessage) -> Mail:
    try:
        return build(row)
    except Exception as error:  # whatever is wrong with this one, the others go
        raise NotDelivered(Failure.OURS, f"{type(error).__name__}: {error}") from error


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


def _failed(row: OutboxMessage, error: NotDelivered, *, until: datetime) -> None:
    with transaction():
        failure = actions.note_failure(
            row.id,
            error.failure,
            error.said,
            others_first=error.others_first,
            leased_until=until,
            now=clock.now(),
            spread=random.random(),  # noqa: S311
        )
    if failure is not None:
        ours = error.__cause__ if failure is Failure.OURS else None
        log.warning("mail_not_sent", row=row.id, failure=failure, exc_info=ours)


KIND = Kind(due=queries.due, run=run, batch=AT_ONCE, one_at_a_time=True, ended=sender.hang_up)
