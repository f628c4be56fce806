"""A backup: all rows of one instant and all uploaded files, in one ZIP file that any database can take in.

    manifest.json         when, which version of the tables, how many rows and files
    tables/NAME.jsonl     a row a line, in the order of its number
    files/KEY             uploaded files

The secret key is not in it: whoever has the file alone cannot open personal links or access needs. A site
with another key cannot either, so restoring asks for the same one.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

from alembic.migration import MigrationContext
from flask import current_app
from sqlalchemy import Connection, Table, select

from app.kernel.database import Model, db
from app.kernel.keys import current_key
from app.kernel.storage import NoSuchObject, storage
from app.operations.rows import line_of

FORMAT = 1
LAST = "last_backup.json"  # in the instance folder: what `flask doctor` reads
A_PIECE = 500  # rows


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """`key` is a digest of the secret key, to know it again; `revision` the version of the tables."""

    format: int
    made_at: str
    revision: str
    key: str
    rows: dict[str, int]
    files: int


def create(path: Path, *, now: datetime) -> Manifest:
    """Writes the backup; nothing stands under its name before it is whole. Mails and bookings go on
    meanwhile: what comes after the first row was read is not in it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with _unseen(draft) as archive, _one_instant() as connection:
            rows = {table.name: _write_rows(archive, connection, table) for table in tables()}
            revision = MigrationContext.configure(connection).get_current_revision() or ""
            files = sum(_write_file(archive, key) for key in storage().older_than(timedelta()))
            manifest = Manifest(
                format=FORMAT,
                made_at=now.isoformat(),
                revision=revision,
                key=key_digest(),
                rows=rows,
                files=files,
            )
            archive.writestr("manifest.json", json.dumps(asdict(manifest), indent=2))
        _make_safe(draft)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    _note(manifest)
    return manifest


def tables() -> list[Table]:
    """Each after those that it points to."""
    return list(Model.metadata.sorted_tables)


def key_digest() -> str:
    return sha256(b"backup:" + current_key().encode()).hexdigest()[:16]


def last_made(instance: Path) -> datetime | None:
    """When `create` last ran on this machine."""
    path = instance / LAST
    if not path.exists():
        return None
    return datetime.fromisoformat(json.loads(path.read_text())["made_at"])


def _unseen(draft: Path) -> ZipFile:
    """Readable by its owner alone: it holds everybody's addresses."""
    os.close(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600))
    return ZipFile(draft, "w", ZIP_DEFLATED)


def _one_instant() -> Connection:
    """On SQLite each reading transaction sees one instant, PostgreSQL is asked to."""
    connection = db.engine.connect()
    if connection.dialect.name == "postgresql":
        connection = connection.execution_options(isolation_level="REPEATABLE READ")
    return connection


def _write_rows(archive: ZipFile, connection: Connection, table: Table) -> int:
    number = 0
    ordered = select(table).order_by(*table.primary_key.columns)
    with archive.open(f"tables/{table.name}.jsonl", "w", force_zip64=True) as file:
        for row in connection.execute(ordered).yield_per(A_PIECE):
            file.write(line_of(row))
            number += 1
    return number


def _write_file(archive: ZipFile, key: str) -> int:
    """1, or 0 for one that was deleted meanwhile."""
    try:
        pieces: Iterator[bytes] = storage().chunks(key)
        with archive.open(f"files/{key}", "w", force_zip64=True) as file:
            for piece in pieces:
                file.write(piece)
    except NoSuchObject:
        return 0
    return 1


def _make_safe(draft: Path) -> None:
    with draft.open("rb") as file:
        os.fsync(file.fileno())


def _note(manifest: Manifest) -> None:
    path = Path(current_app.instance_path) / LAST
    path.write_text(json.dumps({"made_at": manifest.made_at, "rows": sum(manifest.rows.values())}))
