"""Whether who presents agrees to a recording."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.kernel.transaction import needs_transaction
from app.speakers.models import RecordingConsent


def say_recording(session_id: int, person_id: int, *, agrees: bool, now: datetime) -> None:
    """What was said before is replaced."""
    session = needs_transaction()
    row = session.scalar(
        select(RecordingConsent).where(
            RecordingConsent.session_id == session_id, RecordingConsent.person_id == person_id
        )
    )
    if row is None:
        row = RecordingConsent(session_id=session_id, person_id=person_id)
        session.add(row)
    row.agrees, row.said_at = agrees, now
