"""Runs migrations with the app's own engine and tables: `flask --app wsgi db upgrade`."""

from alembic import context
from flask import current_app
from sqlalchemy import Connection, text

from app.kernel.database import WRITES, Model, UTCDateTime, db

ONE_MIGRATOR = 7_204_112  # a lock's number: two starts at once migrate one after the other


def render_item(kind: str, item: object, _context: object) -> str | bool:
    """Migrations name plain types, so that they stand still when the app's code moves."""
    return "sa.DateTime(timezone=True)" if isinstance(item, UTCDateTime) else False


def migrate(connection: Connection) -> None:
    options = current_app.extensions["migrate"].configure_args
    context.configure(
        connection=connection, target_metadata=Model.metadata, render_item=render_item, **options
    )
    with context.begin_transaction():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:n)"), {"n": ONE_MIGRATOR})
        context.run_migrations()


def rebuild_freely(connection: Connection, *, is_over: bool = False) -> None:
    """SQLite changes a table by making it anew, which its foreign keys would forbid. They are looked
    at once more before anything is kept."""
    if connection.dialect.name != "sqlite":
        return
    driver = connection.connection.driver_connection
    if is_over and driver.execute("PRAGMA foreign_key_check").fetchall():
        raise RuntimeError("a migration left rows that point to nothing")
    if not is_over:
        driver.execute("PRAGMA foreign_keys = OFF")


with db.engine.connect().execution_options(**{WRITES: True}) as connection:
    rebuild_freely(connection)
    migrate(connection)
    rebuild_freely(connection, is_over=True)
    connection.commit()
    connection.detach()  # closed, not used again: it has no foreign keys
