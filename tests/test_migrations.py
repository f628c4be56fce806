"""Migrations give the tables of the models, and the database refuses what must never be."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, insert, inspect, select
from sqlalchemy.exc import IntegrityError

from app import create_app
from app.events.models import LibraryService
from app.kernel.database import Model, db
from app.kernel.transaction import transaction
from app.registration import queries
from app.registration.models import Booking, Registration
from tests.support.builders import a_registration, a_slot, an_event
from tests.support.databases import make_database, settings_for


@pytest.fixture
def fresh(database_kind, request, tmp_path):
    """A database of its own: going down takes the tables away."""
    is_postgres = database_kind == "postgresql"
    server = request.getfixturevalue("postgres_server") if is_postgres else None
    database = make_database(database_kind, tmp_path, server, f"migrations_{tmp_path.name}".lower())
    made = create_app(settings_for(database.url, tmp_path))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


def differences() -> list:
    with db.engine.connect() as connection:
        return compare_metadata(MigrationContext.configure(connection), Model.metadata)


def test_the_tables_are_those_of_the_models(fresh):
    assert differences() == []
    assert db.session.scalar(select(func.count()).select_from(LibraryService)) == 208


def test_down_to_nothing_and_up_again(fresh):
    downgrade(revision="base")
    assert [
        name for name in inspect(db.engine).get_table_names() if name != "alembic_version"
    ] == []
    upgrade()
    assert differences() == []


def copy_of(row, **changes):
    """The same row again, but for what must be its own."""
    values = {c.name: getattr(row, c.name) for c in row.__table__.columns if c.name != "id"}
    return insert(type(row)).values(values | changes)


def test_the_database_itself_refuses_a_second_live_registration(app):
    ada = a_registration(an_event())
    again = copy_of(ada, public_id="x" * 24, reference="OTHER", form_token="other")
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(again)
    with transaction() as session:  # an ended one is no hindrance
        session.execute(again.values(state="cancelled"))
    assert db.session.scalar(select(func.count()).select_from(Registration)) == 2


def test_the_database_itself_refuses_a_second_booking_and_a_second_position(app):
    event = an_event()
    slot = a_slot(event, capacity=0)
    ada, ben = (a_registration(event, [slot], name=name) for name in ("Ada", "Ben"))
    first, second = (queries.bookings_of(one.id)[0] for one in (ada, ben))
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(copy_of(first, public_id="x" * 24, position=9))
    with pytest.raises(IntegrityError), transaction() as session:
        session.get_one(Booking, second.id).position = 1
        session.flush()
    with pytest.raises(IntegrityError), transaction() as session:
        session.execute(copy_of(first, public_id="y" * 24, position=9, state="nonsense"))
