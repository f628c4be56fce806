"""What a look at a file has found."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from app.audit.actions import record
from app.events import queries as events
from app.kernel.transaction import needs_transaction
from app.kernel.work import nudge
from app.mail.actions import post
from app.materials import messages, rules
from app.materials.enums import ScanState
from app.materials.models import StoredFile


def note_inspection(
    file_ref: str,
    *,
    scan: ScanState,
    findings: Sequence[Any] | None,
    thumbnails: int,
    now: datetime,
) -> None:
    """Writes down what was found, and when to look again. Public pages follow, since a scan decides what
    they show. Of a virus the uploader and the event's contact hear once. Nothing, when the file was replaced
    or taken back meanwhile."""
    session = needs_transaction()
    # By its public id: on SQLite a file sent meanwhile may have the number of one that is gone.
    row = session.scalar(select(StoredFile).where(StoredFile.public_id == file_ref))
    if row is None:
        return
    event = events.locked(row.event_id)
    was_infected = row.scan == ScanState.INFECTED
    if row.scan != scan:
        event.programme_changed()
    row.scan = scan
    row.inspections += 1
    row.inspect_at = rules.next_try(scan, tries=row.inspections, now=now)
    row.findings = list(findings) if findings is not None else row.findings
    row.thumbnails = thumbnails or row.thumbnails
    nudge("file")  # what came meanwhile waits for this thread
    if scan == ScanState.INFECTED and not was_infected:
        for draft in messages.infected(row, event):
            post(draft, now=now)
        record(
            "file infected",
            now=now,
            actor="",
            scope=event.slug,
            subject=row.public_id,
            name=row.name,
        )
