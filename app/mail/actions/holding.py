"""What people decide about messages that have not gone, or did not arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select, update

from app.kernel.transaction import needs_transaction
from app.kernel.work import nudge
from app.mail.enums import ENDED, WAITING_TO_GO, MessageState
from app.mail.models import OutboxMessage, Wording


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


def stop_untrue(
    *,
    because: str,
    scope: str = "",
    subject_ref: str = "",
    batch: str = "",
    templates: Sequence[str] = (),
) -> None:
    """Stops what waits to go of an event, about one thing (a public id) or of one sending, of these folders
    or of all: it is not true any more, or not wanted. `because` stands where answers stand."""
    given = (
        (OutboxMessage.scope, scope),
        (OutboxMessage.subject_ref, subject_ref),
        (OutboxMessage.batch, batch),
    )
    chosen = [column == value for column, value in given if value]
    if not chosen:
        raise ValueError("it must be said what is not true any more")
    if templates:
        chosen.append(OutboxMessage.template.in_(templates))
    needs_transaction().execute(
        update(OutboxMessage)
        .where(*chosen, OutboxMessage.state.in_(WAITING_TO_GO))
        .values(state=MessageState.STOPPED, last_error=because)
    )


def rename_scope(old: str, new: str) -> None:
    """The messages of an event, and its own words of them, follow it to its new address."""
    session = needs_transaction()
    session.execute(update(OutboxMessage).where(OutboxMessage.scope == old).values(scope=new))
    session.execute(update(Wording).where(Wording.scope == old).values(scope=new))


def try_again(public_ref: str, *, now: datetime) -> bool:
    """Queues a failed or stopped message anew, with the same Message-ID. Who presses this has read it: it
    goes also when it was stopped because it was late."""
    row = _locked(public_ref)
    if row is None or row.state not in (MessageState.FAILED, MessageState.STOPPED):
        return False
    row.state, row.due_at, row.attempts = MessageState.QUEUED, now, 0
    row.last_error, row.failure, row.tried_at = "", None, None
    row.useful_until = None
    nudge("mail")
    return True


def try_domain_again(scope: str, domain: str, *, now: datetime) -> int:
    """The same for all messages of an event to one domain that did not arrive or are tried later; gives how
    many."""
    queued = needs_transaction().execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.scope == scope,
            OutboxMessage.domain == domain,
            OutboxMessage.state.in_((MessageState.FAILED, MessageState.RETRYING)),
        )
        .values(
            state=MessageState.QUEUED,
            due_at=now,
            attempts=0,
            tried_at=None,
            last_error="",
            failure=None,
        )
        .returning(OutboxMessage.id)
    )
    nudge("mail")
    return len(queued.all())


def _locked(public_ref: str) -> OutboxMessage | None:
    return needs_transaction().scalar(
        select(OutboxMessage).where(OutboxMessage.public_id == public_ref).with_for_update()
    )
