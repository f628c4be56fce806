"""What must be true of the timetable, each with a violation that is planted."""

import pytest

from app.kernel import clock
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.programme.models import Session, Slot
from app.timetable.invariants import drifted
from app.timetable.models import Placement
from tests.support.builders import a_slot, an_event
from tests.support.timetable import draft, plan_cancelling, plan_move, release, roll_back


@pytest.fixture
def slot(app):
    return a_slot(an_event(), "Podcast")


def found():
    return [(one.invariant, one.subject) for one in drifted()]


def test_nothing_drifts_whatever_is_done(slot):
    event = slot.session.event
    release(event)
    plan_move(slot, "11:30", "12:15")
    assert found() == []
    release(event)
    with transaction() as session:
        row = session.get_one(Slot, slot.id)
        programme.edit_note(row, "Bring a phone", now=clock.now(), actor="o")
    plan_cancelling(slot)
    release(event)
    roll_back(event, 1)
    assert found() == []


def test_a_slot_without_a_placement_is_found(slot):
    with transaction() as session:
        session.delete(session.get_one(Placement, draft(slot).id))
    assert found() == [("draft", slot.public_id)]


def test_rows_that_changed_behind_a_release_are_found(slot):
    release(slot.session.event)
    with transaction() as session:
        session.get_one(Session, slot.session_id).title = "Another title"
    assert found() == [("release", "1")]
