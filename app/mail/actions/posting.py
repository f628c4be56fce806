"""Writing a message into the outbox, in the transaction of what caused it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from app.kernel.mailbox import Mailbox
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.kernel.work import nudge
from app.mail import queries, rendering, rules
from app.mail.enums import MessageState
from app.mail.models import OutboxMessage

LONGEST_NAME = 200
# Written once, since most of what people do ends in a mail.
_SAID = select(OutboxMessage).where(OutboxMessage.dedupe_key == bindparam("key"))
_SAY = {
    dialect: module.insert(OutboxMessage)
    .on_conflict_do_nothing(index_elements=["dedupe_key"])
    .returning(OutboxMessage)
    for dialect, module in (("sqlite", sqlite), ("postgresql", postgresql))
}


@dataclass(frozen=True, kw_only=True)
class Draft:
    """A message to be said once: `dedupe_key` names the occasion, and a second post changes nothing.

    `template` is a folder below `templates/`: `registration/email/registered` holds `subject.txt`,
    `body.txt` and `body.html`. `values` are what the three show: plain JSON, frozen now, with dates as
    `kernel.shown` gives them; users' text in them is disarmed, so that no program makes a link of it.
    `language` is the reader's. `own`: the organisers' subject and opening (either may be empty) instead of
    those they saved; `is_test`: its subject says so. `useful_until`: when the server is away for so long that
    it could only go then or later, it does not go. `scope` is an event's slug, `subject_ref` the public id
    of whom or what it is about, `batch` the public id of the sending it is part of. `headers` are further
    ones, such as List-Unsubscribe.
    """

    template: str
    to: Mailbox
    values: dict[str, Any]
    dedupe_key: str
    scope: str = ""
    subject_ref: str = ""
    urgent: bool = False
    secret: bool = False
    is_private: bool = False
    batch: str = ""
    language: str = "en"
    own: tuple[str, str] | None = None
    is_test: bool = False
    useful_until: datetime | None = None
    calendar: dict[str, Any] | None = field(default=None)
    headers: dict[str, str] = field(default_factory=dict)


def post(draft: Draft, *, now: datetime) -> OutboxMessage:
    """Queues the message with its finished words; gives the row, old or new."""
    session = needs_transaction()
    say = _SAY[session.get_bind().dialect.name]
    row = session.scalar(say, finished(draft, now=now))
    if row is None:
        return session.scalars(_SAID, {"key": draft.dedupe_key}).one()
    nudge("mail")
    return row


def finished(draft: Draft, *, now: datetime) -> dict[str, Any]:
    """The columns of a message, with its words as they will be read."""
    ref = public_id()
    values = values_of(draft)
    return {
        "public_id": ref,
        "scope": draft.scope,
        "subject_ref": draft.subject_ref,
        "template": draft.template,
        "urgent": draft.urgent,
        "secret": draft.secret,
        "is_private": draft.is_private,
        "batch": draft.batch,
        "to_address": draft.to.address,
        "domain": draft.to.address.rpartition("@")[2].lower(),
        "to_name": rules.readable(draft.to.name)[:LONGEST_NAME],
        "language": draft.language,
        "subject": rendering.subject_of(draft.template, values, is_test=draft.is_test),
        "text": rendering.text_of(draft.template, values),
        "values": values,
        "calendar": draft.calendar,
        "headers": draft.headers,
        "message_id": f"<{ref}@{current_app.config['SETTINGS'].hostname}>",
        "dedupe_key": draft.dedupe_key,
        "created_at": now,
        "due_at": now,
        "useful_until": draft.useful_until,
    }


def values_of(draft: Draft) -> dict[str, Any]:
    """What a message made of this draft now would show, with the organisers' own words: equal values are
    equal mails."""
    values = rendering.frozen(draft.values, draft.language)
    wordable = _wordables().of(draft.template, values)
    if wordable is None:
        return values
    own = draft.own or queries.own_words(draft.scope).get((wordable.key, draft.language))
    if own is None:
        return values
    subject, opening = own
    spelt = {
        "subject": rules.own_subject(subject, wordable, values),
        "opening": rules.own_opening(opening, wordable, values),
    }
    return values | {"own": spelt}


def _wordables() -> rules.Wordables:
    known: rules.Wordables = current_app.extensions["wordables"]
    return known


def attach_calendar(message_id: int, *, method: str, entry: dict[str, Any]) -> bool:
    """Adds the calendar part to a message of this same transaction; False when it has one already."""
    row = needs_transaction().get_one(OutboxMessage, message_id)
    if row.calendar is not None or row.state != MessageState.QUEUED:
        return False
    row.calendar = {"method": method, "entry": entry}
    return True
