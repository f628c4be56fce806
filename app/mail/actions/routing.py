"""Holding all mail back, and letting it go again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from app.kernel.transaction import needs_transaction
from app.kernel.work import nudge
from app.mail.enums import WAITING_TO_GO, MessageState
from app.mail.models import OutboxMessage, Route


def hold_route(because: str, *, now: datetime) -> None:
    """Nothing goes from now on, of no event, but codes to sign in; what waits keeps waiting. Organisers read
    `because`."""
    route = the_route()
    route.held_at, route.held_because = now, because[:200]


def release_route(*, now: datetime) -> None:
    """Mail goes again, as if the server had never been away."""
    route = the_route()
    route.held_at, route.held_because = None, ""
    route.failures, route.put_off, route.last_error = 0, "", ""
    route.away_since = route.paused_until = None
    nudge("mail")


def stop_waiting(*, because: str) -> int:
    """Stops everything that waits to go, of all events, but codes to sign in; gives how many. Each can be
    sent again by hand."""
    stopped = needs_transaction().execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.state.in_((*WAITING_TO_GO, MessageState.SENDING)),
            ~OutboxMessage.secret,
        )
        .values(state=MessageState.STOPPED, last_error=because, leased_until=None)
        .returning(OutboxMessage.id)
    )
    return len(stopped.all())


def the_route() -> Route:
    """The one row, made when it is first needed."""
    session = needs_transaction()
    route = session.get(Route, 1, with_for_update=True)
    if route is None:
        route = Route(id=1, failures=0, put_off="", last_error="", held_because="")
        session.add(route)
        session.flush()
    return route
