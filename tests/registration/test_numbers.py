"""What pages say of places is kept for one revision of the event, and never from an open transaction."""

import pytest
from sqlalchemy import event as listening

from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.queries import menu
from app.registration.queries.numbers import numbers_of
from tests.support.builders import a_registration, a_slot, an_event


@pytest.fixture
def event(app):
    return an_event()


def asked(act) -> int:
    """How many statements this takes."""
    found = []

    def listen(_connection, _cursor, statement, *_more):
        found.append(statement)

    listening.listen(db.engine, "before_cursor_execute", listen)
    try:
        act()
    finally:
        listening.remove(db.engine, "before_cursor_execute", listen)
    return len(found)


def test_counted_once_for_each_revision(event):
    slot = a_slot(event, capacity=2)
    assert numbers_of(event).slots[slot.id].left == 2
    assert asked(lambda: numbers_of(event)) == 0
    a_registration(event, [slot])
    db.session.refresh(event)
    assert numbers_of(event).slots[slot.id].left == 1


def test_what_an_open_transaction_sees_is_not_kept(event):
    slot = a_slot(event, capacity=2)
    with pytest.raises(RuntimeError), transaction() as session:
        row = session.get_one(type(slot), slot.id)
        inner = session.get_one(type(event), event.id)
        row.capacity = 0
        inner.programme_changed()
        session.flush()
        assert numbers_of(inner).slots[slot.id].left == 0
        assert menu(inner)[0].capacity == 0
        raise RuntimeError("something else fails")
    with transaction() as session:  # the same revision, of another change
        session.get_one(type(event), event.id).programme_changed()
    db.session.refresh(event)
    assert menu(event)[0].capacity == 2
    assert numbers_of(event).slots[slot.id].left == 2
