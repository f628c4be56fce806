"""Reading stars."""

from __future__ import annotations

from sqlalchemy import func, select

from app.kernel.database import db
from app.programme.models import Session
from app.stars.models import Star


def starred(visitor: str, event_id: int) -> frozenset[str]:
    """The slugs of the sessions of an event that this visitor has starred; `visitor` as in `Star`."""
    query = (
        select(Session.slug)
        .join(Star, Star.session_id == Session.id)
        .where(Star.visitor == visitor, Session.event_id == event_id)
    )
    return frozenset(db.session.scalars(query))


def counts(event_id: int) -> dict[int, int]:
    """How many visitors have starred each session, by its row's id; without those that nobody has."""
    query = (
        select(Star.session_id, func.count())
        .join(Session, Session.id == Star.session_id)
        .where(Session.event_id == event_id)
        .group_by(Star.session_id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}
