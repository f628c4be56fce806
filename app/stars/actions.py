"""Starring a session, and taking a star off. Nobody is asked who they are, so no audit names anybody."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.dialects import postgresql, sqlite

from app.kernel.transaction import needs_transaction
from app.programme.models import Session
from app.stars.errors import NoSuchSession
from app.stars.models import Star


def star(event_id: int, slug: str, *, visitor: str, now: datetime) -> None:
    """Starred already: nothing changes. A visitor has at most as many stars as there are sessions."""
    session = needs_transaction()
    dialect = session.get_bind().dialect.name
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(Star)
    row = {"visitor": visitor, "session_id": _session_id(event_id, slug), "starred_at": now}
    session.execute(insert.values(row).on_conflict_do_nothing())


def unstar(event_id: int, slug: str, *, visitor: str) -> None:
    """Not starred: nothing changes."""
    session_id = _session_id(event_id, slug)
    needs_transaction().execute(
        delete(Star).where(Star.visitor == visitor, Star.session_id == session_id)
    )


def _session_id(event_id: int, slug: str) -> int:
    found = needs_transaction().scalar(
        select(Session.id).where(Session.event_id == event_id, Session.slug == slug)
    )
    if found is None:
        raise NoSuchSession
    return found
