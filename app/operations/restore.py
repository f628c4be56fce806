"""Taking a backup in: into an empty database only, and with all mail held.

What waited in the backup may have gone after it was made. So nothing goes until somebody has looked and said
whether what waits shall be sent or stopped.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from alembic.migration import MigrationContext
from flask_babel import lazy_gettext as _
from sqlalchemy import Table, bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import OperationalError, StatementError
from sqlalchemy.orm import Session

from app.kernel import shown
from app.kernel.database import db
from app.kernel.errors import Refusal
from app.kernel.storage import CHUNK, is_key, storage
from app.kernel.transaction import transaction
from app.mail.actions import hold_route
from app.operations.backup import A_PIECE, FORMAT, Manifest, key_digest, tables
from app.operations.rows import values_of

# What reading a file raises that is cut off, changed or no backup at all. A database that is away is none.
DAMAGED = (
    BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    RuntimeError,  # packed in a way that Python does not know, or with a password
    StatementError,
)
BY_MIGRATIONS = ("library_services", "library_service_aliases")


class NoBackup(Refusal):
    sentence = _("This is not a backup of a bootcamp, or it is damaged.")


class NoTables(Refusal):
    sentence = _("This database has no tables yet. First run: flask --app wsgi db upgrade")


class OtherVersion(Refusal):
    def __init__(self, theirs: str, ours: str) -> None:
        super().__init__(
            _(
                "The backup has version %(theirs)s of the tables, this site has %(ours)s. Restore it with "
                "the version of the bootcamp that made it, then run: flask --app wsgi db upgrade",
                theirs=theirs,
                ours=ours,
            )
        )


class OtherKey(Refusal):
    sentence = _(
        "The backup was made with another SECRET_KEY. Set that one: without it nobody's personal link and "
        "no access need can be opened."
    )


class NotEmpty(Refusal):
    sentence = _(
        "There is something in this database already. A backup is restored into an empty one: choose "
        "another DATABASE_URL, run flask --app wsgi db upgrade, and try again."
    )


def restore(path: Path, *, now: datetime) -> Manifest:
    """Files first, then all rows in one transaction: when it fails, the database is as empty as before."""
    try:
        with ZipFile(path) as archive:
            manifest = _manifest(archive)
            _check(manifest)
            with transaction() as session:  # before a file is touched
                _refuse_unless_empty(session)
            _restore_files(archive)
            with transaction() as session:
                _refuse_unless_empty(session)
                _restore_rows(session, archive, manifest)
                made = shown.moment(datetime.fromisoformat(manifest.made_at))
                hold_route(f"Restored from the backup of {made}", now=now)
    except OperationalError:
        raise
    except DAMAGED as error:
        raise NoBackup() from error
    return manifest


def _manifest(archive: ZipFile) -> Manifest:
    manifest = Manifest(**json.loads(archive.read("manifest.json")))
    if not all(isinstance(number, int) for number in (*manifest.rows.values(), manifest.files)):
        raise ValueError("a number that is none")
    datetime.fromisoformat(manifest.made_at)
    return manifest


def _check(manifest: Manifest) -> None:
    with db.engine.connect() as connection:
        ours = MigrationContext.configure(connection).get_current_revision() or ""
    if not ours:
        raise NoTables()
    if manifest.format != FORMAT or manifest.revision != ours:
        raise OtherVersion(manifest.revision, ours)
    if manifest.key != key_digest():
        raise OtherKey()


def _refuse_unless_empty(session: Session) -> None:
    for table in tables():
        if table.name not in BY_MIGRATIONS and session.scalar(
            select(func.count()).select_from(table)
        ):
            raise NotEmpty()


def _restore_files(archive: ZipFile) -> None:
    """Refused before the first is written: a name that is not of our making, and might lead elsewhere."""
    names = [name for name in archive.namelist() if name.startswith("files/")]
    keys = [name.removeprefix("files/") for name in names]
    if not all(is_key(key) for key in keys):
        raise ValueError("not a key of the storage")
    for name, key in zip(names, keys, strict=True):
        with archive.open(name) as file:
            storage().write(key, _pieces(file))


def _pieces(file: IO[bytes]) -> Iterator[bytes]:
    while piece := file.read(CHUNK):
        yield piece


def _restore_rows(session: Session, archive: ZipFile, manifest: Manifest) -> None:
    """Refused: other numbers of rows than the manifest says."""
    for name in reversed(BY_MIGRATIONS):
        session.execute(delete(_named(name)))
    later: list[tuple[Table, list[dict[str, Any]]]] = []
    for table in tables():
        put_off, number = _pointing_ahead(table), 0
        with archive.open(f"tables/{table.name}.jsonl") as file:
            rows = (values_of(line, table) for line in file)
            while piece := list(islice(rows, A_PIECE)):
                later.append((table, [_taken_out(row, put_off) for row in piece if put_off]))
                session.execute(insert(table), piece)
                number += len(piece)
        if number != manifest.rows[table.name]:
            raise ValueError(f"{table.name} has {number} rows")
        _go_on_counting(session, table)
    for table, updates in later:
        _point(session, table, [row for row in updates if len(row) > 1])


def _named(name: str) -> Table:
    return next(table for table in tables() if table.name == name)


def _pointing_ahead(table: Table) -> list[str]:
    """Columns that point to rows which are not there yet: of this table, or of one that comes later."""
    known = {one.name for one in tables()[: tables().index(table)]}
    return [key.parent.name for key in table.foreign_keys if key.column.table.name not in known]


def _taken_out(row: dict[str, Any], columns: list[str]) -> dict[str, Any]:
    """Empties these columns of the row; gives what is to be set once everything is there."""
    taken = {f"new_{name}": row[name] for name in columns if row[name] is not None}
    row.update(dict.fromkeys(columns))
    return {"row_id": row["id"], **taken}


def _point(session: Session, table: Table, updates: list[dict[str, Any]]) -> None:
    for row in updates:
        names = [name.removeprefix("new_") for name in row if name != "row_id"]
        statement = update(table).where(table.c.id == bindparam("row_id"))
        session.execute(statement.values({name: bindparam(f"new_{name}") for name in names}), row)


def _go_on_counting(session: Session, table: Table) -> None:
    """PostgreSQL counts rows on its own, and was not told of those that came with a number."""
    if session.get_bind().dialect.name == "postgresql" and "id" in table.c:
        highest = session.scalar(select(func.max(table.c.id)))
        if highest is not None:
            sequence = text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :highest)")
            session.execute(sequence, {"name": table.name, "highest": highest})
