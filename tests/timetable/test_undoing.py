"""Undo and redo: one's own steps, in their order, never over somebody else's."""

import pytest
from sqlalchemy import select

from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.actions import remove_room
from app.timetable import actions, errors, queries
from app.timetable.actions import steps as steps_module
from app.timetable.enums import BreakKind
from app.timetable.models import DraftStep
from tests.support.builders import a_room, a_slot, an_event, at
from tests.support.timetables import a_placement, draft_of

ORLA, SAM = "orla@example.org", "sam@example.org"


@pytest.fixture
def event(app):
    return an_event()


def do(action, *args, actor=ORLA, **more):
    with transaction():
        return action(*args, now=clock.now(), actor=actor, **more)


def move_to(placement, start, end, *, actor=ORLA):
    do(
        actions.move,
        placement,
        placement.room,
        starts_at=at(start),
        ends_at=at(end),
        seen=placement.version,
        actor=actor,
    )


def undo(event, actor=ORLA):
    return do(actions.undo, event.id, actor=actor)


def redo(event, actor=ORLA):
    return do(actions.redo, event.id, actor=actor)


def test_everything_can_be_taken_back_and_done_again(event):
    lab, attic = a_room(event, "Lab"), a_room(event, "Attic")
    states = [draft_of(event)]
    one = a_placement(event, "Zines", room=lab, actor=ORLA)
    states.append(draft_of(event))
    other = a_placement(event, "Maps", room=attic, start="14:00", end="15:00", actor=ORLA)
    states.append(draft_of(event))
    move_to(one, "12:00", "12:30")
    states.append(draft_of(event))
    do(actions.swap, one, other, seen=one.version, seen_other=other.version)
    states.append(draft_of(event))
    do(actions.take_out, other, "", seen=other.version)
    states.append(draft_of(event))
    for state in reversed(states[:-1]):
        undo(event)
        assert draft_of(event) == state
    with pytest.raises(errors.NothingToUndo):
        undo(event)
    for state in states[1:]:
        redo(event)
        assert draft_of(event) == state
    with pytest.raises(errors.NothingToRedo):
        redo(event)


def test_a_row_that_comes_back_is_the_same_one_in_another_version(event):
    placed = a_placement(event, actor=ORLA)
    ref, seen = placed.public_id, placed.version
    undo(event)
    redo(event)
    again = queries.placement(event.id, ref)
    assert again.version > seen
    move_to(again, "12:00", "12:30", actor=SAM)
    move_to(again, "10:30", "11:15", actor=SAM)
    highest = again.version
    undo(event)
    redo(event)
    assert queries.placement(event.id, ref).version > highest


def test_breaks_and_details_too(event):
    draft = actions.BreakDraft(
        kind=BreakKind.BREAK,
        title="Lunch",
        room=None,
        starts_at=at("12:00"),
        ends_at=at("13:00"),
    )
    row = do(actions.add_break, event.id, draft)
    do(actions.remove_break, row, seen=1)
    undo(event)
    (found,) = queries.breaks(event.id)
    assert (found.title, found.kind, found.starts_at) == ("Lunch", "break", at("12:00"))
    placed = a_placement(event, actor=ORLA)
    do(actions.edit_details, placed, actions.Details(capacity=3), seen=1)
    undo(event)
    assert placed.capacity is None


def test_a_mark_of_cancelling_goes_and_comes(event):
    slot = a_slot(event)
    placed = queries.placement(event.id, slot.public_id)
    do(actions.take_out, placed, "Ill", seen=1)
    undo(event)
    assert not placed.is_cancelled
    redo(event)
    assert (placed.is_cancelled, placed.cancelled_because) == (True, "Ill")


def test_each_person_takes_back_their_own(event):
    one = a_placement(event, "Zines", actor=ORLA)
    a_placement(event, "Maps", start="14:00", end="15:00", actor=SAM)
    move_to(one, "12:00", "12:30")
    undo(event, SAM)
    assert draft_of(event) == [("Zines", one.room.name, "12:00", "12:30")]
    undo(event, ORLA)
    assert draft_of(event) == [("Zines", one.room.name, "10:30", "11:15")]


def test_nobody_takes_back_over_somebody_elses_change(event):
    one = a_placement(event, "Zines", actor=ORLA)
    move_to(one, "12:00", "12:30")
    move_to(one, "15:00", "15:30", actor=SAM)
    before = draft_of(event)
    with pytest.raises(errors.ChangedSince) as refusal:
        undo(event)
    assert "Zines" in str(refusal.value)
    assert draft_of(event) == before
    undo(event, SAM)
    undo(event, ORLA)
    assert draft_of(event)[0][2:] == ("10:30", "11:15")


def test_a_swap_is_taken_back_whole_or_not_at_all(event):
    one = a_placement(event, "Zines", actor=SAM)
    other = a_placement(event, "Maps", start="14:00", end="15:00", actor=SAM)
    do(actions.swap, one, other, seen=1, seen_other=1)
    move_to(other, "16:00", "16:30", actor=SAM)
    before = draft_of(event)
    with pytest.raises(errors.ChangedSince):
        undo(event)
    assert draft_of(event) == before


def test_a_new_step_ends_what_could_be_redone(event):
    one = a_placement(event, "Zines", actor=ORLA)
    move_to(one, "12:00", "12:30")
    undo(event)
    move_to(one, "13:00", "13:30")
    with pytest.raises(errors.NothingToRedo):
        redo(event)


def test_what_was_released_since_cannot_be_unplaced(event):
    one = a_placement(event, "Zines", actor=ORLA)
    seen = queries.fingerprint(event.id)
    with transaction():
        actions.release_draft(event.id, seen=seen, note="", now=clock.now(), actor=SAM)
    with pytest.raises(errors.IsReleased):
        undo(event)
    move_to(one, "12:00", "12:30")
    undo(event)
    assert draft_of(event)[0][2:] == ("10:30", "11:15")


def test_a_room_that_is_gone_is_said(event):
    room = a_room(event, "Lab")
    placed = a_placement(event, room=room, actor=ORLA)
    do(actions.take_out, placed, "", seen=1)
    do(remove_room, room)
    with pytest.raises(errors.RoomPlannedIsGone):
        undo(event)


def test_only_so_many_steps_are_kept(event, monkeypatch):
    monkeypatch.setattr(steps_module, "MOST_STEPS", 3)
    one = a_placement(event, actor=ORLA)
    for hour in range(11, 16):
        move_to(one, f"{hour}:00", f"{hour}:30")
    assert len(db.session.scalars(select(DraftStep)).all()) == 3
