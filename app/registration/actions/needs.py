"""Reading access needs leaves a trace: who read whose, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from app.audit.actions import record
from app.events.models import Event
from app.registration.models import Registration


def note_reading(
    event: Event, people: Sequence[Registration], *, now: datetime, actor: str
) -> None:
    """The references are written down, never the words."""
    record(
        "access needs read",
        now=now,
        actor=actor,
        scope=event.slug,
        references=[one.reference for one in people],
    )
