"""The database: one `db`, typed models, instants that are always UTC, and SQLite's door.

SQLite: the driver's own transaction handling is switched off and `BEGIN` is said by us, because
only then can a writing transaction begin with `BEGIN IMMEDIATE` (see `transaction.py`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, event
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

WRITES = "bootcamp_writes"  # execution option of a connection whose transaction will write

NAMING = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UTCDateTime(TypeDecorator[datetime]):
    """An instant. Goes in and comes out aware, in UTC; a naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a time zone cannot be stored")
        instant = value.astimezone(UTC)
        return instant.replace(tzinfo=None) if dialect.name == "sqlite" else instant

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Model(DeclarativeBase):
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={datetime: UTCDateTime, dict[str, Any]: JSON, list[Any]: JSON},
    )


db = SQLAlchemy(model_class=Model)
migrate = Migrate()


def engine_options(url: str) -> dict[str, Any]:
    """Options of `create_engine` for a database URL. What a statement was about (addresses, names) does not
    stand in its error, since errors stand in logs."""
    quiet = {"hide_parameters": True}
    if url.startswith("sqlite"):
        return quiet | {"connect_args": {"timeout": 30, "check_same_thread": False}}
    return quiet | {"pool_size": 5, "max_overflow": 5, "pool_pre_ping": True, "pool_timeout": 30}


def open_sqlite_door(engine: Engine) -> None:
    """Sets what SQLite needs on each connection; does nothing for other databases."""
    if engine.dialect.name != "sqlite":
        return

    @event.listens_for(engine, "connect")
    def _on_connect(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 30000")
        cursor.execute("PRAGMA journal_mode = WAL")
        cursor.execute("PRAGMA synchronous = FULL")
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def _on_begin(connection: Any) -> None:
        writes = connection.get_execution_options().get(WRITES, False)
        # To the driver itself: every request begins two or three times, and nobody listens for it.
        connection.connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
