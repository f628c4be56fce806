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


with db.engine.connect().execution_options(**{WRITES: True}) as connection:
    migrate(connection)
    connection.commit()
