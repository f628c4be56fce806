"""What came of a try, for the message and for the way to the server."""

from __future__ import annotations

from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, bindparam, or_, select, update

from app.kernel.transaction import needs_transaction
from app.kernel.work import nudge
from app.mail import rules
from app.mail.actions.routing import the_route
from app.mail.enums import Failure, MessageState
from app.mail.models import OutboxMessage, Route

FORGOTTEN = "(forgotten after sending)"
TOO_LATE = "It could not go in time"
_OUTBOX = cast("Table", OutboxMessage.__table__)
_ROW = update(_OUTBOX).where(_OUTBOX.c.id == bindparam("row_id"))
_IS_TROUBLED = select(Route.id).where(or_(Route.failures > 0, Route.put_off != ""))
# The message's fault, unless it turns out to be the server's; and what is the server's in any case.
_MAY_BE_THE_SERVERS = (Failure.DEFERRED, Failure.UNSURE)
_NOT_OURS = (Failure.SERVER, *_MAY_BE_THE_SERVERS)


def note_sent(row_id: int, *, forget: bool, now: datetime) -> None:
    """The message is in safe hands, so the way is open. `forget`: its words are a secret."""
    changes: dict[str, Any] = {
        "state": MessageState.SENT,
        "sent_at": now,
        "leased_until": None,
        "last_error": "",
        "failure": None,
    }
    if forget:
        changes |= {"text": FORGOTTEN, "values": {}, "subject": FORGOTTEN}
    session = needs_transaction()
    session.execute(_ROW, {"row_id": row_id, **changes})
    if session.scalar(_IS_TROUBLED) is not None:
        _open_the_way(now)


def note_too_late(row_id: int) -> None:
    """What it says is of no use any more, or not true: nobody gets it. Claiming it was no try."""
    stopped = update(_OUTBOX).where(_OUTBOX.c.id == row_id, _OUTBOX.c.state == MessageState.SENDING)
    needs_transaction().execute(
        stopped.values(
            state=MessageState.STOPPED,
            attempts=_OUTBOX.c.attempts - 1,
            leased_until=None,
            last_error=TOO_LATE,
        )
    )


def note_failure(
    row_id: int,
    failure: Failure,
    said: str,
    *,
    others_first: bool,
    leased_until: datetime,
    now: datetime,
    spread: float,
) -> Failure | None:
    """The message waits for its next try, or has failed for good; gives whose fault it was after all, None
    when it took longer than its lease and another worker has the message or had it.

    The server's fault closes the way to it for a while and is no try of the message's. `others_first`: it may
    be this message after all, so that the others go before it is tried again.
    """
    row = needs_transaction().get_one(OutboxMessage, row_id, with_for_update=True)
    if row.state != MessageState.SENDING or row.leased_until != leased_until:
        return None
    row.failure, row.last_error, row.leased_until = failure, said, None
    route = the_route() if failure in _NOT_OURS else None
    if route is not None and _is_the_servers(route, row, failure, now=now):
        opens_at = _close_the_way(route, said, now=now, spread=spread)
        row.failure, row.state = Failure.SERVER, MessageState.RETRYING
        row.attempts -= 1
        waits = others_first and failure is Failure.SERVER  # five in a row are not this one's fault
        row.due_at = opens_at + rules.OTHERS_FIRST if waits else now
        return Failure.SERVER
    row.tried_at = row.tried_at or now
    due_at = rules.next_try(
        failure,
        attempts=row.attempts,
        tried_at=row.tried_at,
        now=now,
        spread=spread,
        server_is_away=route is not None and route.away_since is not None,
    )
    row.state = MessageState.FAILED if due_at is None else MessageState.RETRYING
    row.due_at = due_at or now
    return failure


def _is_the_servers(route: Route, row: OutboxMessage, failure: Failure, *, now: datetime) -> bool:
    """One message that is put off again and again is its own affair, several in a row are the server's."""
    if failure is Failure.SERVER or row.tried_at is None:
        return failure is Failure.SERVER
    put_off = {int(one) for one in route.put_off.split()} | {row.id}
    route.put_off = " ".join(map(str, sorted(put_off)))
    if not rules.says_no_to_all(put_off):
        return False
    _bring_forward(now, OutboxMessage.id.in_(put_off))
    return True


def _close_the_way(route: Route, said: str, *, now: datetime, spread: float) -> datetime:
    """Gives when it opens."""
    if route.paused_until is not None and route.paused_until > now:
        return route.paused_until  # one of several that were on their way
    route.failures += 1
    route.paused_until = now + rules.pause_before(route.failures, spread=spread)
    route.away_since = route.away_since or now
    route.last_error = rules.without_addresses(said)
    route.put_off = ""
    return route.paused_until


def _open_the_way(now: datetime) -> None:
    route = the_route()
    if route.away_since is not None:
        _bring_forward(now, OutboxMessage.failure.in_(_MAY_BE_THE_SERVERS), tried_at=None)
        nudge("mail")
    route.failures, route.put_off, route.last_error = 0, "", ""
    route.away_since = route.paused_until = None


def _bring_forward(now: datetime, condition: Any, **more: Any) -> None:
    """Those that wait for their next try are due now; which another worker just has, it has."""
    waiting = (
        select(OutboxMessage.id)
        .where(OutboxMessage.state == MessageState.RETRYING, condition)
        .with_for_update(skip_locked=True)
    )
    rows = update(OutboxMessage).where(OutboxMessage.id.in_(waiting))
    needs_transaction().execute(
        rows.values(due_at=now, **more).execution_options(synchronize_session=False)
    )
