"""Several organisers at the very same moment: one change of a session wins, no other is lost unseen."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from app.kernel import clock
from app.kernel.database import db
from app.kernel.errors import Refusal
from app.kernel.transaction import transaction
from app.timetable import actions, errors, queries
from tests.support.builders import a_room, an_event, at
from tests.support.timetables import a_placement, draft_of

AT_ONCE = 6


def at_once(app, act) -> list[object]:
    """What `act(number)` gave or raised, each in a thread with a connection of its own."""
    barrier = Barrier(AT_ONCE)

    def one(number: int) -> object:
        with app.app_context():
            try:
                barrier.wait(timeout=60)
                return act(number)
            except Refusal as refusal:
                return refusal
            finally:
                db.session.remove()

    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(one, range(AT_ONCE)))


def move(event_id: int, ref: str, number: int) -> str:
    start = f"{10 + number}:00"
    with transaction():
        row = queries.placement(event_id, ref)
        actions.move(
            row,
            row.room,
            starts_at=at(start),
            ends_at=at(f"{10 + number}:30"),
            seen=1,
            now=clock.now(),
            actor=f"person{number}@example.org",
        )
    return start


def test_of_many_moves_of_one_session_one_wins_and_the_others_are_told(app):
    event = an_event()
    placed = a_placement(event, "Zines", start="8:00", end="8:30")
    event_id, ref = event.id, placed.public_id
    db.session.rollback()
    found = at_once(app, lambda number: move(event_id, ref, number))
    won = [one for one in found if isinstance(one, str)]
    lost = [one for one in found if isinstance(one, errors.Stale)]
    assert (len(won), len(lost)) == (1, AT_ONCE - 1)
    db.session.rollback()
    assert [row[2] for row in draft_of(event)] == won
    assert {clock.london(one.theirs.starts_at).strftime("%H:%M") for one in lost} == set(won)


def test_moves_of_different_sessions_are_all_kept(app):
    event = an_event()
    room = a_room(event)
    refs = [a_placement(event, f"S {n}", room=room).public_id for n in range(AT_ONCE)]
    event_id = event.id
    db.session.rollback()
    found = at_once(app, lambda number: move(event_id, refs[number], number))
    assert found == [f"{10 + number}:00" for number in range(AT_ONCE)]
    db.session.rollback()
    assert [row[2] for row in draft_of(event)] == found
