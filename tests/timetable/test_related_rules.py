"""Which sessions are offered beside another."""

import pytest

from app.timetable.rules import related
from tests.support.documents import a_document, a_session_shown, a_slot_shown

ONE = a_session_shown("one", track="sound", tags=("digital", "reading"), services=("suffolk",))


@pytest.mark.parametrize(
    ("others", "cancelled", "found"),
    [
        pytest.param([a_session_shown("far")], (), [], id="nothing shared, nothing offered"),
        pytest.param(
            [
                a_session_shown("service", services=("suffolk",)),
                a_session_shown("track", track="sound"),
                a_session_shown("offer", tags=("digital",)),
            ],
            (),
            ["offer", "track", "service"],
            id="an offer says more than a track, a track more than the service",
        ),
        pytest.param(
            [
                a_session_shown("offer", tags=("digital",)),
                a_session_shown("both", tags=("digital", "reading")),
            ],
            (),
            ["both", "offer"],
            id="two offers say more than one",
        ),
        pytest.param(
            [a_session_shown(name, track="sound") for name in ("d", "c", "b", "a")],
            (),
            ["a", "b", "c"],
            id="three at most, equals by title",
        ),
        pytest.param(
            [a_session_shown("gone", track="sound"), a_session_shown("on", track="sound")],
            ("gone",),
            ["on"],
            id="not what is cancelled",
        ),
        pytest.param(
            [a_session_shown("all", track="sound", kind="plenary")], (), [], id="not a plenary"
        ),
        pytest.param(
            [a_session_shown("none", track="")], (), [], id="no track is no track in common"
        ),
    ],
)
def test_related(others, cancelled, found):
    sessions = [ONE, *others]
    slots = [a_slot_shown(one.slug, cancelled=one.slug in cancelled) for one in sessions]
    assert [one.slug for one in related(a_document(slots, sessions), ONE)] == found


def test_of_equals_the_earlier_one_comes_first():
    sessions = [ONE, a_session_shown("a", track="sound"), a_session_shown("b", track="sound")]
    slots = [
        a_slot_shown("one"),
        a_slot_shown("a", "14:00", "15:00"),
        a_slot_shown("b", "09:00", "10:00"),
        a_slot_shown("b", "16:00", "17:00"),
    ]
    assert [one.slug for one in related(a_document(slots, sessions), ONE)] == ["b", "a"]
