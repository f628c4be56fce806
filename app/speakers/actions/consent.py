"""Whether who presents agrees to a recording."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.events import queries as events
from app.kernel.transaction import needs_transaction
from app.programme.models import Session
from app.speakers.models import RecordingConsent


def say_recording(session_id: int, person_id: int, *, agrees: bool, now: datetime) -> None:
    """What was said before is replaced. Public pages follow, since a recording is shown with the consent of
    all."""
    session = needs_transaction()
    event = events.locked(session.get_one(Session, session_id).event_id)
    row = session.scalar(
        select(RecordingConsent).where(
            RecordingConsent.session_id == session_id, RecordingConsent.person_id == person_id
        )
    )
    if row is None:
        row = RecordingConsent(session_id=session_id, person_id=person_id)
        session.add(row)
    row.agrees, row.said_at = agrees, now
    event.programme_changed()
