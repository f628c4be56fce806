"""The machine: clock, disk, database, queue, files, the last backup."""

from __future__ import annotations

import ctypes
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from app.kernel.database import db
from app.kernel.storage import NoSuchObject, StorageAway, storage
from app.operations.backup import last_made
from app.operations.doctor.findings import Finding, Grade

FRESH_FOR = timedelta(hours=26)  # of a nightly backup
OLD_AFTER = timedelta(days=3)
HOUR = timedelta(hours=1)
CLOCKS_DIFFER = timedelta(seconds=2)
LITTLE_ROOM = 1_000_000_000  # bytes
_CLOCK_IS_LOOSE = 5  # TIME_ERROR of adjtimex(2)


def look_at_machine(*, now: datetime) -> Iterator[Finding]:
    yield _clock()
    yield _database()
    yield _database_clock(now=datetime.now(UTC))
    yield _queue()
    yield _files()
    yield _room(Path(current_app.instance_path))
    yield _backup(Path(current_app.instance_path), now=now)


def _clock() -> Finding:
    """Whether something keeps this machine's clock right; the kernel knows (adjtimex)."""
    try:
        state = ctypes.CDLL(None).adjtimex(ctypes.create_string_buffer(256))
    except (OSError, AttributeError):
        return Finding("clock", Grade.UNSURE, "this system does not say whether it is kept right")
    if state == _CLOCK_IS_LOOSE:
        advice = "Switch on time synchronisation (such as systemd-timesyncd or chrony)."
        return Finding("clock", Grade.WEAK, "nothing keeps it right", advice)
    if state < 0:
        return Finding("clock", Grade.UNSURE, "this system does not say whether it is kept right")
    return Finding("clock", Grade.WELL, "kept right")


def _database() -> Finding:
    root = current_app.config["ROOT"]
    head = ScriptDirectory(f"{root}/migrations").get_current_head()
    try:
        with db.engine.connect() as connection:
            is_at = MigrationContext.configure(connection).get_current_revision()
    except SQLAlchemyError as error:
        return Finding("database", Grade.ILL, f"away ({type(error).__name__})", "Start it.")
    if is_at != head:
        advice = "Run: flask --app wsgi db upgrade"
        return Finding("database", Grade.ILL, f"has version {is_at or 'none'} of {head}", advice)
    return Finding("database", Grade.WELL, f"reachable, version {head}")


def _database_clock(*, now: datetime) -> Finding:
    about = "the database’s clock"
    if db.engine.dialect.name != "postgresql":
        return Finding(about, Grade.WELL, "this machine’s")
    try:
        with db.engine.connect() as connection:
            theirs: datetime = connection.execute(text("SELECT clock_timestamp()")).scalar_one()
    except SQLAlchemyError as error:
        return Finding(about, Grade.UNSURE, f"away ({type(error).__name__})")
    apart = abs(theirs - now)
    if apart > CLOCKS_DIFFER:
        advice = "Keep both machines’ clocks right; registration opens by this one’s."
        return Finding(about, Grade.WEAK, f"{apart.total_seconds():.0f} s from ours", advice)
    return Finding(about, Grade.WELL, "the same as ours")


def _queue() -> Finding:
    if current_app.extensions["engine"].is_reachable():
        return Finding("queue", Grade.WELL, "reachable")
    advice = "Mails wait for the worker’s next sweep, up to twenty seconds. Check QUEUE_URL."
    return Finding("queue", Grade.ILL, "away", advice)


def _files() -> Finding:
    try:
        storage().size("nothing/here")
    except NoSuchObject:
        return Finding("uploaded files", Grade.WELL, "reachable")
    except StorageAway as error:
        return Finding("uploaded files", Grade.ILL, f"away ({error})", "Check FILES_URL.")
    return Finding("uploaded files", Grade.WELL, "reachable")


def _room(folder: Path) -> Finding:
    free = shutil.disk_usage(folder).free
    if free < LITTLE_ROOM:
        advice = "Make room: a full disk stops bookings, uploads and mails."
        return Finding("disk", Grade.ILL, f"{free // 1_000_000} MB are left", advice)
    return Finding("disk", Grade.WELL, f"{free // 1_000_000_000} GB are left")


def _backup(instance: Path, *, now: datetime) -> Finding:
    made_at = last_made(instance)
    advice = "Each night: flask --app wsgi backup create FILE. Keep it on another machine."
    if made_at is None:
        return Finding("backup", Grade.WEAK, "none was made here", advice)
    age = now - made_at
    if age < FRESH_FOR:
        return Finding("backup", Grade.WELL, f"the last one is {age // HOUR} hours old")
    grade = Grade.WEAK if age < OLD_AFTER else Grade.ILL
    return Finding("backup", grade, f"the last one is {age // HOUR} hours old", advice)
