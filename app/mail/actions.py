"""Writing a message into the outbox, in the transaction of what caused it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import current_app, render_template
from sqlalchemy import bindparam, delete, select, update
from sqlalchemy.dialects import postgresql, sqlite

from app.kernel.mailbox import Mailbox
from app.kernel.plain_text import clean_line
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.kernel.work import nudge
from app.mail.enums import ENDED, WAITING_TO_GO, MessageState
from app.mail.models import OutboxMessage

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
    `body.txt` and `body.html`. `values` are what the three show: plain JSON, frozen now.
    `scope` is an event's slug, `subject_ref` the public id of whom or what it is about.
    """

    template: str
    to: Mailbox
    values: dict[str, Any]
    dedupe_key: str
    scope: str = ""
    subject_ref: str = ""
    urgent: bool = False
    secret: bool = False
    language: str = "en"
    calendar: dict[str, Any] | None = field(default=None)


def post(draft: Draft, *, now: datetime) -> OutboxMessage:
    """Queues the message with its finished words; gives the row, old or new."""
    session = needs_transaction()
    say = _SAY[session.get_bind().dialect.name]
    row = session.scalar(say, _finished(draft, now=now))
    if row is None:
        return session.scalars(_SAID, {"key": draft.dedupe_key}).one()
    nudge("mail")
    return row


def prepare(draft: Draft, *, now: datetime) -> OutboxMessage:
    """The same, but it waits until `let_go`: people read it first, with its real words."""
    session = needs_transaction()
    row = OutboxMessage(**_finished(draft, now=now), state=MessageState.PREPARED)
    session.add(row)
    return row


def let_go(message_ids: Sequence[int], *, now: datetime) -> None:
    """Prepared messages go now. Which have gone since, or were stopped, stay as they are."""
    needs_transaction().execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(message_ids), OutboxMessage.state == MessageState.PREPARED)
        .values(state=MessageState.QUEUED, due_at=now)
    )
    nudge("mail")


def drop_prepared(scope: str, subject_refs: Sequence[str]) -> None:
    """Prepared messages about these things (public ids) are not true any more. Nobody has had them."""
    needs_transaction().execute(
        delete(OutboxMessage).where(
            OutboxMessage.scope == scope,
            OutboxMessage.subject_ref.in_(subject_refs),
            OutboxMessage.state == MessageState.PREPARED,
        )
    )


def _finished(draft: Draft, *, now: datetime) -> dict[str, Any]:
    ref = public_id()
    return {
        "public_id": ref,
        "scope": draft.scope,
        "subject_ref": draft.subject_ref,
        "template": draft.template,
        "urgent": draft.urgent,
        "secret": draft.secret,
        "to_address": draft.to.address,
        "to_name": draft.to.name,
        "language": draft.language,
        "subject": clean_line(render_template(f"{draft.template}/subject.txt", **draft.values)),
        "text": render_template(f"{draft.template}/body.txt", **draft.values).strip() + "\n",
        "values": draft.values,
        "calendar": draft.calendar,
        "message_id": f"<{ref}@{current_app.config['SETTINGS'].hostname}>",
        "dedupe_key": draft.dedupe_key,
        "created_at": now,
        "due_at": now,
    }


def attach_calendar(message_id: int, *, method: str, entry: dict[str, Any]) -> bool:
    """Adds the calendar part to a message of this same transaction; False when it has one already."""
    row = needs_transaction().get_one(OutboxMessage, message_id)
    if row.calendar is not None or row.state != MessageState.QUEUED:
        return False
    row.calendar = {"method": method, "entry": entry}
    return True


def hold(public_ref: str) -> bool:
    """Stops a message that has not gone: it stays readable and is never sent. A prepared one goes by
    nothing but its telling, and is not stopped: a stopped one can be sent by hand."""
    row = _locked(public_ref)
    if row is None or row.state in (*ENDED, MessageState.SENDING, MessageState.PREPARED):
        return False
    row.state = MessageState.STOPPED
    return True


def hold_all(scope: str, *, because: str) -> None:
    """Stops every message of an event that has not gone; `because` stands where answers stand."""
    needs_transaction().execute(
        update(OutboxMessage)
        .where(OutboxMessage.scope == scope, OutboxMessage.state.in_(WAITING_TO_GO))
        .values(state=MessageState.STOPPED, last_error=because)
    )


def rename_scope(old: str, new: str) -> None:
    """The messages of an event follow it to its new address."""
    rows = update(OutboxMessage).where(OutboxMessage.scope == old)
    needs_transaction().execute(rows.values(scope=new))


def try_again(public_ref: str, *, now: datetime) -> bool:
    """Queues a failed or stopped message anew, with the same Message-ID."""
    row = _locked(public_ref)
    if row is None or row.state not in (MessageState.FAILED, MessageState.STOPPED):
        return False
    row.state, row.due_at, row.attempts, row.last_error = MessageState.QUEUED, now, 0, ""
    nudge("mail")
    return True


def _locked(public_ref: str) -> OutboxMessage | None:
    return needs_transaction().scalar(
        select(OutboxMessage).where(OutboxMessage.public_id == public_ref).with_for_update()
    )
