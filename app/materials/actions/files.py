"""Stored files: their rows, and that the worker looks at them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime, timedelta

from flask import current_app

from app.kernel import jobs
from app.kernel.storage import StorageAway, storage
from app.kernel.tokens import public_id
from app.kernel.transaction import after_commit, needs_transaction
from app.kernel.work import nudge
from app.materials.enums import ScanState
from app.materials.models import StoredFile
from app.materials.uploads import Received

SWEEP = "materials.sweep"
SWEEP_EVERY = timedelta(days=1)


def add_file(event_id: int, file: Received, *, now: datetime, actor: str) -> StoredFile:
    """The row of a file that `received` has stored; `actor` is the address of who uploaded it. The worker
    scans and inspects it once this is safe."""
    session = needs_transaction()
    has_scanner = current_app.config["SETTINGS"].scanner is not None
    row = StoredFile(
        public_id=public_id(),
        event_id=event_id,
        storage_key=file.storage_key,
        name=file.name,
        kind=file.kind,
        size=file.size,
        sha256=file.sha256,
        uploaded_by=actor,
        created_at=now,
        scan=ScanState.WAITING if has_scanner else ScanState.NOT_CONFIGURED,
        thumbnails=0,
        inspect_at=now,
        inspections=0,
    )
    session.add(row)
    session.flush()
    nudge("file")
    jobs.post(SWEEP, key=SWEEP, due_at=now + SWEEP_EVERY)
    return row


def remove_file(row: StoredFile) -> None:
    """For good, once this is safe: who replaces a file again and again would else fill the disk before the
    sweep comes. Nothing may point at the row any more. The pictures of its pages are left to the sweep."""
    key = row.storage_key
    needs_transaction().delete(row)

    def forget() -> None:
        with suppress(StorageAway):  # the sweep finds it
            storage().delete(key)

    after_commit(("remove file", key), forget)
