"""Reading what presenters need leaves a trace of who read whose, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.audit.actions import record
from app.events.models import Event
from app.proposals.models import Presenter


def note_needs_read(
    event: Event, presenters: Sequence[Presenter], *, now: datetime, actor: str
) -> None:
    """The presenters' public ids are written down, never the words."""
    refs = [one.public_id for one in presenters]
    record("speakers' needs read", now=now, actor=actor, scope=event.slug, presenters=refs)
