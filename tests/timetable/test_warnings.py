"""What a draft is warned of: a table of drafts, and of what is said about each."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from app.timetable.enums import WarningKind as Kind
from app.timetable.rules import (
    BookedTwice,
    Pause,
    Plan,
    Planned,
    Who,
    meeting_anew,
    slides_from,
    warnings_in,
)
from tests.support.builders import at

ADA, BEN = Who(1, "Ada"), Who(2, "Ben")
DUE = date(2027, 6, 3)


def planned(ref="zines", start="10:00", end="10:45", *, room=1, **more) -> Planned:
    values = {
        "slug": ref,
        "title": ref.title(),
        "room_name": f"Room {room}",
        "starts_at": at(start),
        "ends_at": at(end),
        "licence": 100,
    } | more
    return Planned(ref=ref, room=room, **values)


def pause(start="10:30", end="11:00", *, room=None, is_blocker=False) -> Pause:
    return Pause(
        ref="p",
        title="Lunch",
        room=room,
        is_blocker=is_blocker,
        starts_at=at(start),
        ends_at=at(end),
    )


def warned(*items, today=DUE - timedelta(days=30), **more):
    plan = Plan(items=items, slides_from_on=slides_from(DUE), slides_due_on=DUE, **more)
    return [(one.kind, one.refs) for one in warnings_in(plan, today=today)]


ZINES = planned()
MAPS = planned("maps", "10:30", "11:15")
ELSEWHERE = replace(MAPS, room=2, room_name="Room 2")
BOTH = ("zines", "maps")

TIMES = [
    pytest.param([ZINES, MAPS], [(Kind.ROOM, BOTH)], id="one room, at one time"),
    pytest.param([MAPS, ZINES], [(Kind.ROOM, BOTH)], id="the earlier is named first"),
    pytest.param([ZINES, ELSEWHERE], [], id="two rooms"),
    pytest.param(
        [ZINES, planned("maps", "10:45", "11:00")], [(Kind.CHANGEOVER, BOTH)], id="no time between"
    ),
    pytest.param(
        [ZINES, planned("maps", "10:49", "11:00")], [(Kind.CHANGEOVER, BOTH)], id="four minutes"
    ),
    pytest.param([ZINES, planned("maps", "10:50", "11:00")], [], id="five minutes"),
    pytest.param(
        [
            planned("zines", "10:00", "12:00"),
            planned("maps", "10:10", "10:20"),
            planned("films", "12:00", "13:00"),
        ],
        [(Kind.ROOM, BOTH), (Kind.CHANGEOVER, ("zines", "films"))],
        id="the changeover is after what ends last",
    ),
    pytest.param([ZINES, replace(MAPS, is_cancelled=True)], [], id="one is to be cancelled"),
    pytest.param([ZINES, replace(MAPS, has_ended=True)], [], id="one is cancelled"),
    pytest.param(
        [ZINES, MAPS, planned("films", "10:35", "10:40")],
        [
            (Kind.ROOM, BOTH),
            (Kind.ROOM, ("zines", "films")),
            (Kind.ROOM, ("maps", "films")),
        ],
        id="three at one time",
    ),
]


@pytest.mark.parametrize(("items", "expected"), TIMES)
def test_rooms(items, expected):
    assert warned(*items) == expected


@pytest.mark.parametrize(
    ("paused", "is_warned"),
    [
        pytest.param(pause(), True, id="a break in all rooms"),
        pytest.param(pause(room=1), True, id="in this room"),
        pytest.param(pause(room=2), False, id="in another"),
        pytest.param(pause("10:45", "11:00"), False, id="right after"),
        pytest.param(pause(room=1, is_blocker=True), True, id="a blocker"),
    ],
)
def test_breaks(paused, is_warned):
    assert warned(ZINES, pauses=(paused,)) == (
        [(Kind.BLOCKED, ("zines", "p"))] if is_warned else []
    )


@pytest.mark.parametrize(
    ("one", "other", "kind"),
    [
        pytest.param({"presenters": (ADA,)}, {"presenters": (ADA,)}, Kind.PRESENTER, id="presents"),
        pytest.param({"presenters": (ADA,)}, {"presenters": (BEN,)}, None, id="two people"),
        pytest.param({"crew": (ADA,)}, {"crew": (ADA,)}, Kind.CREW, id="hosts both"),
        pytest.param({"presenters": (ADA,)}, {"crew": (ADA,)}, Kind.CREW, id="presents and hosts"),
        pytest.param({"crew": (ADA, ADA)}, {}, None, id="two tasks in one session"),
        pytest.param({"crew": (ADA,), "presenters": (ADA,)}, {}, None, id="both in one session"),
    ],
)
def test_people(one, other, kind):
    found = warned(replace(ZINES, **one), replace(ELSEWHERE, **other))
    assert found == ([(kind, BOTH)] if kind else [])


def test_all_who_are_in_two_places_stand_in_one_warning():
    plan = Plan(
        items=(replace(ZINES, presenters=(BEN, ADA)), replace(ELSEWHERE, presenters=(ADA, BEN))),
        slides_from_on=DUE,
        slides_due_on=DUE,
    )
    (warning,) = warnings_in(plan, today=date(2027, 1, 1))
    assert warning.values["names"] == ("Ada", "Ben")


@pytest.mark.parametrize(
    ("can", "is_warned"),
    [
        pytest.param(None, False, id="nobody has said"),
        pytest.param(((at("9:00"), at("11:00")),), False, id="inside"),
        pytest.param(((at("10:00"), at("10:45")),), False, id="exactly"),
        pytest.param(((at("10:30"), at("12:00")),), True, id="begins before"),
        pytest.param(((at("9:00"), at("10:30")), (at("10:30"), at("12:00"))), True, id="across"),
        pytest.param((), True, id="at no hour"),
    ],
)
def test_hours(can, is_warned):
    assert warned(replace(ZINES, can=can)) == ([(Kind.HOURS, ("zines",))] if is_warned else [])


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        pytest.param({"places": 100}, None, id="as many as the licence"),
        pytest.param({"places": 101}, Kind.LICENCE, id="one more"),
        pytest.param({"places": None, "taken": 100}, None, id="as many people"),
        pytest.param({"places": 200, "taken": 101}, Kind.FULL, id="more people than fit in"),
        pytest.param({"lacks": ("bsl",)}, Kind.ACCESS, id="BSL wanted"),
        pytest.param({"is_confirmed": False}, Kind.NOT_CONFIRMED, id="not confirmed"),
        pytest.param({"has_slides": False}, None, id="slides are not due for long"),
        pytest.param(
            {"is_cancelled": True, "taken": 3}, Kind.CANCELLED, id="cancelled with people"
        ),
        pytest.param({"is_cancelled": True}, None, id="cancelled without"),
        pytest.param({"has_ended": True, "taken": 3}, None, id="people were told"),
        pytest.param({"is_cancelled": True, "has_ended": True, "taken": 3}, None, id="long ago"),
    ],
)
def test_one_session(values, kind):
    assert warned(replace(ZINES, **values)) == ([(kind, ("zines",))] if kind else [])


@pytest.mark.parametrize(
    ("today", "is_warned"),
    [
        pytest.param(date(2027, 5, 30), False, id="four days before"),
        pytest.param(date(2027, 5, 31), True, id="three days before"),
        pytest.param(date(2027, 6, 9), True, id="past"),
    ],
)
def test_slides(today, is_warned):
    found = warned(replace(ZINES, has_slides=False), today=today)
    assert found == ([(Kind.NO_SLIDES, ("zines",))] if is_warned else [])


def quiet(number):
    return planned(f"quiet{number}", "14:00", "15:00", room=10 + number)


@pytest.mark.parametrize(
    ("one", "other", "is_warned"),
    [
        pytest.param({"waiting": 12}, {"stars": 14}, True, id="both are wanted"),
        pytest.param({"waiting": 5, "stars": 5}, {"stars": 10}, True, id="just"),
        pytest.param({"waiting": 12}, {"stars": 9}, False, id="fewer is chance"),
        pytest.param({"waiting": 12}, {"stars": 14, "is_plenary": True}, False, id="a plenary"),
        pytest.param({"waiting": 12}, {"stars": 14, "slug": "zines"}, False, id="a repeat"),
    ],
)
def test_popular(one, other, is_warned):
    items = [replace(ZINES, **one), replace(ELSEWHERE, **other), *map(quiet, range(8))]
    assert warned(*items) == ([(Kind.POPULAR, BOTH)] if is_warned else [])


def test_what_everybody_wants_alike_is_not_popular():
    items = [replace(planned(f"s{n}", room=n), waiting=20) for n in range(5)]
    assert warned(*items) == []


def test_people_in_two_sessions_are_named():
    two = BookedTwice("maps", "zines", ("Ada", "Ben"))
    plan = Plan(
        items=(ZINES, ELSEWHERE), booked_twice=(two,), slides_from_on=DUE, slides_due_on=DUE
    )
    (warning,) = warnings_in(plan, today=date(2027, 1, 1))
    assert (warning.kind, warning.refs) == (Kind.BOOKED, BOTH)
    assert warning.values["names"] == ("Ada", "Ben")
    assert (warning.values["starts_at"], warning.values["ends_at"]) == (at("10:30"), at("10:45"))


MORNING, NOON = (at("10:00"), at("10:45")), (at("12:00"), at("12:45"))


@pytest.mark.parametrize(
    ("one", "other", "meets"),
    [
        pytest.param({"out": MORNING}, {"out": NOON}, True, id="after each other until now"),
        pytest.param({"out": MORNING}, {"out": MORNING}, False, id="out like that already"),
        pytest.param({"out": MORNING}, {}, False, id="one is new, nobody has booked it"),
        pytest.param({"out": MORNING}, {"out": NOON, "is_cancelled": True}, False, id="cancelled"),
    ],
)
def test_what_would_meet_now(one, other, meets):
    items = [replace(ZINES, **one), replace(ELSEWHERE, **other)]
    assert [(a.ref, b.ref) for a, b in meeting_anew(items)] == ([BOTH] if meets else [])


def test_sessions_without_a_time_are_one_warning():
    assert warned(unplaced=(("a", "A"), ("b", "B"))) == [(Kind.NOT_PLACED, ())]


def test_nothing_to_say_of_nothing():
    assert warned() == []
