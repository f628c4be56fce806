"""Whose steps can be taken back or done again."""

from __future__ import annotations

from sqlalchemy import select

from app.kernel.database import db
from app.timetable.models import DraftStep


def step_to_undo(event_id: int, actor: str) -> DraftStep | None:
    """The person's last step that stands."""
    return db.session.scalar(
        select(DraftStep)
        .where(
            DraftStep.event_id == event_id,
            DraftStep.actor == actor,
            DraftStep.is_undone.is_(False),
        )
        .order_by(DraftStep.id.desc())
        .limit(1)
    )


def step_to_redo(event_id: int, actor: str) -> DraftStep | None:
    """The step that the person undid last: what is undone is undone backwards."""
    return db.session.scalar(
        select(DraftStep)
        .where(
            DraftStep.event_id == event_id,
            DraftStep.actor == actor,
            DraftStep.is_undone.is_(True),
        )
        .order_by(DraftStep.id)
        .limit(1)
    )
