"""What the worker does about files: looking at each that came, releases, reminders, the daily sweep."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, cast

import structlog
from flask import current_app
from sqlalchemy import Table, bindparam, or_, update

from app.kernel import clock, jobs
from app.kernel.storage import NoSuchObject, StorageAway, StorageFull, storage
from app.kernel.transaction import after_commit, transaction
from app.kernel.work import Kind, claimed
from app.materials import actions, queries, rules
from app.materials.actions.files import SWEEP, SWEEP_EVERY
from app.materials.enums import FileKind, ScanState
from app.materials.inspector import inspect
from app.materials.models import StoredFile
from app.materials.scanning import scan
from app.materials.serving import has_scanner, thumbnail_key

LEASE_FOR = timedelta(minutes=10)  # a scan and a look take longer than a mail
UNKNOWN_FOR = timedelta(
    days=1
)  # an object without a row is somebody's upload just now, or nobody's
log = structlog.get_logger(__name__)

_FILES = cast("Table", StoredFile.__table__)
_CLAIM = (
    update(_FILES)
    .where(
        _FILES.c.id == bindparam("row_id"),
        or_(_FILES.c.inspect_at.is_(None), _FILES.c.inspect_at <= bindparam("now")),
    )
    .values(inspect_at=bindparam("until"))
    .returning(_FILES)
)


def look_at(row_id: int) -> None:
    """Scans one file and looks into it. Whatever goes wrong, the file stays and is looked at again."""
    now = clock.now()
    found = claimed(_CLAIM, row_id=row_id, now=now, until=now + LEASE_FOR)
    if found is None:
        return
    row = StoredFile(**found._mapping)  # of no session: nothing is open while it takes its time
    try:
        with _copied(row.storage_key) as path:
            state = _scanned(path)
            lets_out = rules.is_let_out(state, has_scanner=has_scanner())
            looked = inspect(path, FileKind(row.kind)) if lets_out else None
    except NoSuchObject:
        log.error("file_lost", file=row.public_id)
        state, looked = ScanState.FAILED if has_scanner() else ScanState.NOT_CONFIGURED, None
    pages = looked.pages if looked else []
    with transaction():
        actions.note_inspection(
            row.public_id,
            scan=state,
            findings=(looked.findings or []) if looked else None,
            thumbnails=_stored(row.storage_key, pages),
            now=clock.now(),
        )


def _scanned(path: Path) -> ScanState:
    scanner = current_app.config["SETTINGS"].scanner
    if scanner is None:
        return ScanState.NOT_CONFIGURED
    with path.open("rb") as file:
        return scan(scanner, file)


@contextmanager
def _copied(key: str) -> Iterator[Path]:
    """The object as a file on this machine: the child knows nothing of stores."""
    with tempfile.NamedTemporaryFile(prefix="upload-") as copy:
        for chunk in storage().chunks(key):
            copy.write(chunk)
        copy.flush()
        yield Path(copy.name)


def _stored(key: str, pages: Sequence[bytes]) -> int:
    """How many pictures of pages could be kept."""
    for number, picture in enumerate(pages, 1):
        try:
            storage().write(thumbnail_key(key, number), iter([picture]))
        except (StorageAway, StorageFull):
            return number - 1
    return len(pages)


KIND = Kind(
    due=lambda now, limit: queries.due_files(now, limit, has_scanner=has_scanner()),
    run=look_at,
    one_at_a_time=True,
)


def release(payload: dict[str, Any], _now: datetime) -> None:
    actions.release(payload["event_id"])


def chase(payload: dict[str, Any], now: datetime) -> None:
    at = datetime.fromisoformat(payload["at"])
    actions.chase(payload["event_id"], step=rules.Step(payload["step"]), at=at, now=now)


def sweep(_payload: dict[str, Any], now: datetime) -> None:
    """Once a day: what lies in the storage for a day without a row goes. After the transaction, since a
    store may take its time, and nothing is lost when it does not come to it today."""
    jobs.post(SWEEP, key=SWEEP, due_at=now + SWEEP_EVERY)
    after_commit(SWEEP, remove_unknown)


def remove_unknown() -> None:
    """Deletes objects that no row knows and that are older than a day; pictures of pages go with theirs."""
    owners = {key: key.partition(".")[0] for key in storage().older_than(UNKNOWN_FOR)}
    known = queries.known_keys(sorted(set(owners.values())))
    gone = [key for key, owner in owners.items() if owner not in known]
    for key in gone:
        with suppress(StorageAway):
            storage().delete(key)
    if gone:
        log.info("files_swept", number=len(gone))
