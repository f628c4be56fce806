"""Decision tables: hours in common, tech checks, whose a note is."""

from datetime import date, timedelta

import pytest

from app.speakers import errors, rules
from tests.support.builders import at

HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("said", "common"),
    [
        pytest.param([], list(rules.HOURS), id="nobody has said: all hours"),
        pytest.param([None, None], list(rules.HOURS), id="asked, not said"),
        pytest.param([[9, 10, 11]], [9, 10, 11], id="one"),
        pytest.param([[9, 10, 11], [10, 11, 12]], [10, 11], id="two, what both can"),
        pytest.param([[9, 10], None], [9, 10], id="who has not said does not count"),
        pytest.param([[9], [14]], [], id="nothing in common"),
        pytest.param([[9, 10], []], [], id="one cannot at all"),
        pytest.param([[3, 9]], [9], id="an hour that is not asked for"),
    ],
)
def test_hours_in_common(said, common):
    assert rules.common_hours(said) == common


@pytest.mark.parametrize(
    ("hours", "spans"),
    [
        ([], []),
        ([9], [(9, 10)]),
        ([9, 10, 13], [(9, 11), (13, 14)]),
        ([14, 13, 13], [(13, 15)]),
    ],
)
def test_spans(hours, spans):
    assert rules.spans(hours) == spans


@pytest.mark.parametrize(
    ("starts", "ends", "fits"),
    [
        pytest.param("10:00", "11:00", True, id="exactly their hour"),
        pytest.param("10:30", "11:15", True, id="over two of their hours"),
        pytest.param("11:30", "12:00", True, id="until the end of their last hour"),
        pytest.param("11:30", "12:05", False, id="five minutes too long"),
        pytest.param("09:55", "10:40", False, id="begins too early"),
    ],
)
def test_whether_a_session_fits(starts, ends, fits):
    assert rules.fits([10, 11], starts_at=at(starts), ends_at=at(ends)) is fits


@pytest.mark.parametrize(
    ("now", "places", "taken", "why"),
    [
        pytest.param("09:00", 1, 0, type(None), id="free"),
        pytest.param("09:00", 1, 1, errors.CheckFull, id="taken"),
        pytest.param("09:00", 2, 1, type(None), id="one of two left"),
        pytest.param("10:00", 2, 0, errors.CheckOver, id="begins now"),
        pytest.param("11:00", 2, 2, errors.CheckOver, id="over and full"),
    ],
)
def test_choosing_a_tech_check(now, places, taken, why):
    refusal = rules.why_not_book(starts_at=at("10:00"), places=places, taken=taken, now=at(now))
    assert type(refusal) is why


@pytest.mark.parametrize(
    ("starts", "ends", "day", "why"),
    [
        pytest.param("10:00", "10:15", date(2027, 6, 10), type(None), id="on the day"),
        pytest.param("10:00", "10:15", date(2027, 6, 20), type(None), id="before"),
        pytest.param("10:00", "10:15", date(2027, 6, 9), errors.AfterTheDay, id="after"),
        pytest.param("10:00", "10:00", date(2027, 6, 10), errors.EndsBeforeStart, id="no length"),
    ],
)
def test_offering_a_tech_check(starts, ends, day, why):
    refusal = rules.why_not_offer(starts_at=at(starts), ends_at=at(ends), day_on=day)
    assert type(refusal) is why


@pytest.mark.parametrize(
    ("kind", "room", "slots", "mine"),
    [
        pytest.param("", None, [], True, id="for everybody"),
        pytest.param("talk", None, [("talk", 1)], True, id="for my kind"),
        pytest.param("panel", None, [("talk", 1)], False, id="for another kind"),
        pytest.param("", 1, [("talk", 1)], True, id="for my room"),
        pytest.param("", 2, [("talk", 1)], False, id="for another room"),
        pytest.param("", 2, [("talk", None)], False, id="no room yet"),
        pytest.param(
            "talk", 1, [("talk", 2), ("panel", 1)], False, id="kind and room of one session"
        ),
        pytest.param("talk", 1, [("panel", 1), ("talk", 1)], True, id="one of several"),
    ],
)
def test_whose_a_note_is(kind, room, slots, mine):
    assert rules.is_for(kind, room, slots=slots) is mine
