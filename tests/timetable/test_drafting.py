"""The draft: what each change writes, and what it refuses."""

import pytest
from sqlalchemy import delete, select

from app.audit.models import AuditEntry
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme import errors as programme_errors
from app.programme.actions import cancel_slot, move_slot, place_session, remove_room
from app.programme.models import Room
from app.timetable import actions, errors, queries
from app.timetable.enums import BreakKind
from app.timetable.models import Break, DraftStep
from tests.support.builders import HOUR, a_room, a_slot, an_event, at
from tests.support.timetable import draft
from tests.support.timetables import a_placement, a_session, draft_of

ORLA, SAM = "orla@example.org", "sam@example.org"
NOON = (at("12:00"), at("12:45"))


@pytest.fixture
def event(app):
    return an_event()


def do(action, *args, actor=ORLA, **more):
    with transaction():
        return action(*args, now=clock.now(), actor=actor, **more)


def move(placement, room, times=NOON, *, seen=None, actor=ORLA):
    starts_at, ends_at = times
    seen = seen or placement.version
    do(actions.move, placement, room, starts_at=starts_at, ends_at=ends_at, seen=seen, actor=actor)


def steps():
    rows = db.session.scalars(select(DraftStep).order_by(DraftStep.id))
    return [(row.actor, row.what, row.title) for row in rows]


def audited():
    rows = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    return [row.action for row in rows if row.action.startswith("draft")]


def test_placing_writes_a_row_a_step_and_a_line(event):
    placed = a_placement(event, "Zines", room=a_room(event, "Lab"), capacity=12, actor=ORLA)
    assert draft_of(event) == [("Zines", "Lab", "10:30", "11:15")]
    assert (placed.version, placed.capacity, placed.slot_id) == (1, 12, None)
    assert steps() == [(ORLA, "placed", "Zines")]
    assert audited() == ["draft: placed"]


def test_nothing_of_the_draft_is_out(event):
    a_placement(event, "Zines")
    assert queries.published(event.id).document.sessions == ()


def test_two_sessions_may_stand_in_one_room_at_one_time(event):
    room = a_room(event, "Lab")
    a_placement(event, "Zines", room=room)
    a_placement(event, "Maps", room=room)
    assert len(draft_of(event)) == 2


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        pytest.param("11:00", "11:00", programme_errors.EndsBeforeStart, id="no length"),
        pytest.param("11:00", "10:00", programme_errors.EndsBeforeStart, id="backwards"),
    ],
)
def test_times_that_cannot_be(event, start, end, why):
    placed = a_placement(event)
    with pytest.raises(why):
        move(placed, placed.room, (at(start), at(end)))


def test_another_day_is_refused(event):
    placed = a_placement(event)
    tomorrow = (placed.starts_at + 24 * HOUR, placed.ends_at + 24 * HOUR)
    with pytest.raises(programme_errors.OutsideTheDay):
        move(placed, placed.room, tomorrow)


def test_a_number_of_places_that_cannot_be_is_refused(event):
    with pytest.raises(programme_errors.BadCapacity):
        a_placement(event, capacity=-1)
    with pytest.raises(programme_errors.BadCapacity):
        a_placement(event, overbook_percent=101)


def test_moving_counts_the_version_and_leaves_the_slot(event):
    slot = a_slot(event, "Zines", room=a_room(event, "Lab"))
    placed = queries.placement(event.id, slot.public_id)
    move(placed, a_room(event, "Attic"))
    assert draft_of(event) == [("Zines", "Attic", "12:00", "12:45")]
    assert (placed.version, placed.updated_by) == (2, ORLA)
    assert (slot.room.name, slot.starts_at) == ("Lab", at("10:30"))


def test_moving_nowhere_writes_nothing(event):
    placed = a_placement(event)
    before = steps()
    move(placed, placed.room, (placed.starts_at, placed.ends_at))
    assert (placed.version, steps()) == (1, before)


def test_a_stale_move_is_refused_with_both_versions(event):
    lab, attic = a_room(event, "Lab"), a_room(event, "Attic")
    placed = a_placement(event, room=lab)
    move(placed, attic, actor=SAM)
    with pytest.raises(errors.Stale) as refusal:
        move(placed, lab, (at("14:00"), at("14:45")), seen=1)
    theirs, yours = refusal.value.theirs, refusal.value.yours
    assert (theirs.room, theirs.starts_at, theirs.version) == ("Attic", at("12:00"), 2)
    assert (yours.room, yours.starts_at, yours.version) == ("Lab", at("14:00"), 1)
    assert refusal.value.by == SAM
    assert draft_of(event)[0][1:3] == ("Attic", "12:00")


def test_what_is_gone_cannot_be_moved(event):
    placed = a_placement(event)
    room = placed.room
    with transaction():
        again = queries.placement(event.id, placed.public_id)
        actions.take_out(again, "", seen=1, now=clock.now(), actor=SAM)
    with pytest.raises(errors.NotInDraft), transaction():
        actions.move(
            placed, room, starts_at=NOON[0], ends_at=NOON[1], seen=1, now=clock.now(), actor=ORLA
        )


def test_a_swap_changes_rooms_and_starts_and_keeps_lengths(event):
    one = a_placement(event, "Zines", room=a_room(event, "Lab"), start="10:00", end="10:45")
    other = a_placement(event, "Maps", room=a_room(event, "Attic"), start="14:00", end="14:20")
    do(actions.swap, one, other, seen=1, seen_other=1)
    assert draft_of(event) == [
        ("Maps", "Lab", "10:00", "10:20"),
        ("Zines", "Attic", "14:00", "14:45"),
    ]


@pytest.mark.parametrize(("seen", "seen_other"), [(2, 1), (1, 2)], ids=["one", "the other"])
def test_a_stale_swap_changes_neither(event, seen, seen_other):
    one, other = a_placement(event, "Zines"), a_placement(event, "Maps", start="14:00", end="15:00")
    before = draft_of(event)
    with pytest.raises(errors.Stale):
        do(actions.swap, one, other, seen=seen, seen_other=seen_other)
    assert draft_of(event) == before


def test_nothing_is_swapped_with_itself(event):
    one = a_placement(event)
    with pytest.raises(errors.SameTwice):
        do(actions.swap, one, one, seen=1, seen_other=1)


def test_what_never_was_released_goes_altogether(event):
    placed = a_placement(event)
    do(actions.take_out, placed, "", seen=1)
    assert draft_of(event) == []


def test_what_is_out_is_marked_and_can_be_put_back(event):
    slot = a_slot(event, "Zines", room=a_room(event, "Lab"))
    placed = queries.placement(event.id, slot.public_id)
    do(actions.take_out, placed, "The speaker is ill", seen=1)
    assert draft_of(event) == [("Zines", "Lab", "10:30", "11:15×")]
    assert placed.cancelled_because == "The speaker is ill"
    assert not slot.is_cancelled
    with pytest.raises(errors.TakenOut):
        move(placed, placed.room)
    do(actions.put_back, placed, seen=2)
    assert (placed.is_cancelled, placed.cancelled_because, placed.version) == (False, "", 3)
    with pytest.raises(errors.NotTakenOut):
        do(actions.put_back, placed, seen=3)


def test_what_was_cancelled_for_everybody_stays_where_it_was(event):
    slot = a_slot(event)
    with transaction():
        cancel_slot(slot, "Ill", now=clock.now(), actor=ORLA)
    placed = queries.placement(event.id, slot.public_id)
    with pytest.raises(errors.HasEnded):
        move(placed, placed.room)
    with pytest.raises(errors.HasEnded):
        do(actions.put_back, placed, seen=placed.version)


def test_details_are_of_what_is_not_out(event):
    placed = a_placement(event)
    do(actions.edit_details, placed, actions.Details(capacity=7, overbook_percent=10), seen=1)
    assert (placed.capacity, placed.overbook_percent, placed.version) == (7, 10, 2)
    out = queries.placement(event.id, a_slot(event).public_id)
    with pytest.raises(errors.IsReleased):
        do(actions.edit_details, out, actions.Details(capacity=7), seen=1)


def a_break(event, room=None, *, title="Lunch", kind=BreakKind.BREAK, start="12:00", end="13:00"):
    draft = actions.BreakDraft(
        kind=kind, title=title, room=room, starts_at=at(start), ends_at=at(end)
    )
    return do(actions.add_break, event.id, draft)


def test_breaks_are_added_changed_and_removed_in_the_draft(event):
    room = a_room(event, "Lab")
    row = a_break(event)
    draft = actions.BreakDraft(
        kind=BreakKind.BLOCKER, title="Cleaning", room=room, starts_at=NOON[0], ends_at=NOON[1]
    )
    do(actions.edit_break, row, draft, seen=1)
    assert (row.kind, row.title, row.room.name, row.version) == ("blocker", "Cleaning", "Lab", 2)
    with pytest.raises(errors.Stale):
        do(actions.edit_break, row, draft, seen=1)
    with pytest.raises(errors.Stale):
        do(actions.remove_break, row, seen=1)
    do(actions.remove_break, row, seen=2)
    assert db.session.scalars(select(Break)).all() == []
    assert [what for _who, what, _title in steps()] == [
        "break added",
        "break changed",
        "break removed",
    ]


def test_a_room_stays_while_something_is_planned_in_it(event):
    room, other, free = a_room(event, "Lab"), a_room(event, "Attic"), a_room(event, "Cellar")
    a_placement(event, room=room)
    a_break(event, other)
    for used in (room, other):
        with pytest.raises(errors.RoomPlanned):
            do(remove_room, used)
    do(remove_room, free)


def test_a_session_may_run_again(event):
    item = a_session(event, "Zines")
    a_placement(event, item=item)
    a_placement(event, item=item, start="14:00", end="15:00")
    assert [row[0] for row in draft_of(event)] == ["Zines", "Zines"]


def add_a_break(room, **more):
    draft = actions.BreakDraft(
        kind=BreakKind.BLOCKER, title="Rehearsal", room=room, starts_at=NOON[0], ends_at=NOON[1]
    )
    actions.add_break(room.event_id, draft, **more)


INTO_A_ROOM = [
    pytest.param(
        lambda slot, room, **more: actions.place(
            slot.session, room, starts_at=NOON[0], ends_at=NOON[1], **more
        ),
        id="placed",
    ),
    pytest.param(
        lambda slot, room, **more: actions.move(
            draft(slot), room, starts_at=NOON[0], ends_at=NOON[1], seen=1, **more
        ),
        id="moved",
    ),
    pytest.param(lambda _slot, room, **more: add_a_break(room, **more), id="kept free"),
    pytest.param(
        lambda slot, room, **more: place_session(
            slot.session, room, starts_at=NOON[0], ends_at=NOON[1], **more
        ),
        id="placed at once",
    ),
    pytest.param(
        lambda slot, room, **more: move_slot(
            slot, room, starts_at=NOON[0], ends_at=NOON[1], **more
        ),
        id="moved at once",
    ),
]


@pytest.mark.parametrize("act", INTO_A_ROOM)
def test_a_room_that_somebody_removed_meanwhile(event, act):
    """It was read before the event's row was locked; then the other transaction was first."""
    slot, room = a_slot(event, "Podcast"), a_room(event, "Lab")
    with pytest.raises(programme_errors.RoomLeft), transaction() as session:
        assert room.name == "Lab"
        gone = delete(Room).where(Room.id == room.id)
        session.execute(gone.execution_options(synchronize_session=False))
        act(slot, room, now=clock.now(), actor=ORLA)
    assert draft_of(event) == [("Podcast", "Studio A", "10:30", "11:15")]
