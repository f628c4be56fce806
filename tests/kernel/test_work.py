"""Working off rows in several threads of one process."""

from __future__ import annotations

import threading

import pytest

from app.kernel.work import Kind, Turn, work_off


@pytest.fixture
def kinds(app):
    before = app.extensions["work"]
    app.extensions["work"] = made = {}
    yield made
    app.extensions["work"] = before


def in_a_thread(app, results: list[int]) -> threading.Thread:
    def work() -> None:
        with app.app_context():
            results.append(work_off("rows"))

    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_one_thread_works_and_a_nudge_meanwhile_makes_it_look_again(app, kinds):
    """While the first row is done a second one comes, and another thread is told of it."""
    waiting, done, elsewhere = [1], [], []

    def run(row: int) -> None:
        if row == 1:
            waiting.append(2)
            in_a_thread(app, elsewhere).join(timeout=30)
        waiting.remove(row)
        done.append((row, threading.current_thread()))

    kinds["rows"] = Kind(due=lambda _now, _limit: list(waiting[:1]), run=run, one_at_a_time=True)
    assert work_off("rows") == 2
    assert done == [(1, threading.current_thread()), (2, threading.current_thread())]
    assert elsewhere == [0], "the other thread is free at once"


def test_a_look_that_breaks_gives_the_turn_to_the_next(app, kinds):
    looks = []

    def due(_now, _limit):
        looks.append(1)
        if len(looks) == 1:
            raise ZeroDivisionError
        return []

    kinds["rows"] = Kind(due=due, run=lambda _row: None, one_at_a_time=True)
    with pytest.raises(ZeroDivisionError):
        work_off("rows")
    assert work_off("rows") == 0
    assert len(looks) == 2


def test_what_was_kept_open_is_let_go_when_nothing_is_left(app, kinds):
    rows, said = [1, 2, 3, 4, 5], []
    kinds["rows"] = Kind(
        due=lambda _now, limit: rows[:limit],
        run=lambda row: (said.append(row), rows.remove(row)),
        batch=2,
        ended=lambda: said.append("ended"),
    )
    assert work_off("rows") == 5
    assert said == [1, 2, 3, 4, 5, "ended"]


def test_told_that_it_is_over_it_leaves_the_rest(app, kinds):
    done = []
    kinds["rows"] = Kind(due=lambda _now, _limit: [1, 2, 3], run=done.append, one_at_a_time=True)
    assert work_off("rows", is_over=lambda: len(done) == 1) == 1
    assert done == [1]
    assert work_off("rows") == 3, "the next one may begin"


def test_turns():
    turn = Turn()
    assert turn.take() and not turn.take()
    assert turn.goes_on() and not turn.goes_on()
    assert turn.take() and turn.goes_on() and not turn.goes_on()
