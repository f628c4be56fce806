"""What is on, what comes next, and when that changes."""

from datetime import date

import pytest

from app.timetable.rules import clashes, moment_at, turns_of
from tests.support.builders import at
from tests.support.documents import a_break, a_document, a_slot_shown

NEXT_DAY = date(2027, 6, 11)
DAY = a_document(
    [
        a_slot_shown("early", "10:00", "11:00"),
        a_slot_shown("beside", "10:00", "10:30", room="b"),
        a_slot_shown("cancelled", "10:00", "12:00", room="c", cancelled=True),
        a_slot_shown("late", "13:00", "14:00"),
        a_slot_shown("morrow", "09:00", "10:00", on=NEXT_DAY),
    ],
    breaks=[a_break("12:00", "13:00")],
)


@pytest.mark.parametrize(
    ("now", "current", "pauses", "following"),
    [
        pytest.param(at("23:59", date(2027, 6, 9)), [], [], [], id="the evening before"),
        pytest.param(at("00:00"), [], [], ["early", "beside"], id="from midnight in London on"),
        pytest.param(at("09:59"), [], [], ["early", "beside"], id="a minute before"),
        pytest.param(at("10:00"), ["early", "beside"], [], ["late"], id="it begins"),
        pytest.param(at("10:30"), ["early"], [], ["late"], id="one of two has ended"),
        pytest.param(at("11:00"), [], [], ["late"], id="nothing runs"),
        pytest.param(at("12:30"), [], ["Lunch"], ["late"], id="lunch"),
        pytest.param(at("13:30"), ["late"], [], [], id="the last one of the day"),
        pytest.param(at("14:00"), [], [], [], id="it is over, and the morrow is another day"),
        pytest.param(at("08:00", NEXT_DAY), [], [], ["morrow"], id="the second day"),
    ],
)
def test_moment(now, current, pauses, following):
    found = moment_at(DAY, now)
    assert [slot.session for slot in found.current] == current
    assert [pause.title for pause in found.pauses] == pauses
    assert [slot.session for slot in found.following] == following
    assert found.is_quiet == (not (current or pauses or following))


def test_between_two_turns_the_moment_is_the_same():
    turns = turns_of(DAY)
    assert turns == tuple(sorted(set(turns)))
    assert turns[0] == at("00:00")
    for begin, end in zip(turns, turns[1:], strict=False):
        middle = begin + (end - begin) / 2
        assert moment_at(DAY, begin) == moment_at(DAY, middle)


@pytest.mark.parametrize(
    ("slots", "found"),
    [
        pytest.param([a_slot_shown("x"), a_slot_shown("y", "11:15", "12:00")], {}, id="they touch"),
        pytest.param(
            [a_slot_shown("x"), a_slot_shown("y", "11:00", "12:00")],
            {"x-10:30": ["y-11:00"], "y-11:00": ["x-10:30"]},
            id="they overlap",
        ),
        pytest.param(
            [a_slot_shown("x"), a_slot_shown("y", cancelled=True)], {}, id="one is cancelled"
        ),
        pytest.param([a_slot_shown("x"), a_slot_shown("x", room="b", ref="z")], {}, id="the same"),
    ],
)
def test_clashes(slots, found):
    assert {ref: [one.ref for one in others] for ref, others in clashes(slots).items()} == found
