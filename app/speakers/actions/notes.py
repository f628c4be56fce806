"""The organisers' notes for speakers."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime

from app.audit.actions import record
from app.events.models import Event
from app.kernel.transaction import needs_transaction
from app.speakers.models import SpeakerNote


@dataclass(frozen=True, kw_only=True)
class NoteDraft:
    """`kind` a kind of session, or empty; `room_id` a room of the event, or None."""

    title: str
    body: str
    kind: str = ""
    room_id: int | None = None


def add_note(event: Event, draft: NoteDraft, *, now: datetime, actor: str) -> SpeakerNote:
    note = SpeakerNote(event_id=event.id, updated_at=now, **asdict(draft))
    session = needs_transaction()
    session.add(note)
    session.flush()
    record("speaker note added", now=now, actor=actor, scope=event.slug, subject=note.public_id)
    return note


def edit_note(
    note: SpeakerNote, event: Event, draft: NoteDraft, *, now: datetime, actor: str
) -> None:
    needs_transaction().refresh(note)
    for name, value in asdict(draft).items():
        setattr(note, name, value)
    note.updated_at = now
    record("speaker note changed", now=now, actor=actor, scope=event.slug, subject=note.public_id)


def remove_note(note: SpeakerNote, event: Event, *, now: datetime, actor: str) -> None:
    record("speaker note removed", now=now, actor=actor, scope=event.slug, subject=note.public_id)
    needs_transaction().delete(note)
