"""Messages that wait until somebody has read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, update

from app.kernel.transaction import needs_transaction
from app.kernel.work import nudge
from app.mail.actions.posting import Draft, finished
from app.mail.enums import MessageState
from app.mail.models import OutboxMessage


def prepare(draft: Draft, *, now: datetime) -> OutboxMessage:
    """The same, but it waits until `let_go`: people read it first, with its real words."""
    session = needs_transaction()
    row = OutboxMessage(**finished(draft, now=now), state=MessageState.PREPARED)
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
