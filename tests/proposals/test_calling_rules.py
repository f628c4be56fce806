"""When the call is open, for which type, and what a late code is worth."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.kernel.clock import london
from app.proposals import errors, rules
from app.proposals.enums import CallState
from app.proposals.rules import Window

NOON = datetime(2027, 3, 1, 12, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)
DAY_ON = date(2027, 6, 10)


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        pytest.param(Window(), Window(NOON, NOON + HOUR), id="none of its own"),
        pytest.param(Window(NOON - HOUR), Window(NOON - HOUR, NOON + HOUR), id="opens by itself"),
        pytest.param(
            Window(None, NOON + 2 * HOUR), Window(NOON, NOON + 2 * HOUR), id="closes by itself"
        ),
        pytest.param(
            Window(NOON + HOUR, NOON + 3 * HOUR),
            Window(NOON + HOUR, NOON + 3 * HOUR),
            id="both its own",
        ),
    ],
)
def test_a_types_dates_count_before_the_calls(own, expected):
    assert rules.window_for(Window(NOON, NOON + HOUR), own) == expected


@pytest.mark.parametrize(
    ("opens", "closes", "withdrawn", "expected"),
    [
        pytest.param(None, None, False, "early", id="no opening said"),
        pytest.param(None, NOON + HOUR, False, "early", id="a deadline without an opening"),
        pytest.param(NOON + SECOND, None, False, "early", id="a second before it opens"),
        pytest.param(NOON, None, False, "open", id="the second it opens, no deadline"),
        pytest.param(NOON - HOUR, NOON + SECOND, False, "open", id="a second before the deadline"),
        pytest.param(NOON - HOUR, NOON, False, "closed", id="the second of the deadline"),
        pytest.param(NOON - HOUR, NOON + HOUR, True, "withdrawn", id="withdrawn while open"),
        pytest.param(NOON - HOUR, NOON, True, "withdrawn", id="withdrawn after the deadline"),
        pytest.param(None, None, True, "withdrawn", id="withdrawn before it opened"),
    ],
)
def test_how_the_call_stands(opens, closes, withdrawn, expected):
    found = rules.state_of_call(Window(opens, closes), is_withdrawn=withdrawn, now=NOON)
    assert found == CallState(expected)


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        pytest.param([], "closed", id="no types"),
        pytest.param(["closed", "open", "early"], "open", id="one is open"),
        pytest.param(["closed", "early"], "early", id="one is still to open"),
        pytest.param(["closed", "closed"], "closed", id="all closed"),
        pytest.param(["withdrawn", "withdrawn"], "withdrawn", id="withdrawn"),
    ],
)
def test_the_call_as_a_whole(states, expected):
    assert rules.together(CallState(state) for state in states) == CallState(expected)


@pytest.mark.parametrize(
    ("state", "has_code", "expected"),
    [
        pytest.param("open", False, None, id="open"),
        pytest.param("open", True, None, id="open, a code changes nothing"),
        pytest.param("early", False, errors.CallNotOpen, id="early"),
        pytest.param("early", True, errors.CallNotOpen, id="a code opens nothing early"),
        pytest.param("closed", False, errors.CallClosed, id="closed"),
        pytest.param("closed", True, None, id="closed, with a late code"),
        pytest.param("withdrawn", False, errors.CallWithdrawn, id="withdrawn"),
        pytest.param("withdrawn", True, errors.CallWithdrawn, id="a code against no withdrawal"),
    ],
)
def test_whether_something_can_be_sent(state, has_code, expected):
    found = rules.why_closed(CallState(state), has_late_code=has_code)
    assert type(found) is (expected or type(None))


@pytest.mark.parametrize(
    ("expires", "ended", "expected"),
    [
        pytest.param(NOON + SECOND, None, True, id="a second is left"),
        pytest.param(NOON, None, False, id="expired this second"),
        pytest.param(NOON + HOUR, NOON - HOUR, False, id="ended by an organiser"),
    ],
)
def test_how_long_a_late_code_lives(expires, ended, expected):
    assert rules.code_lives(expires_at=expires, ended_at=ended, now=NOON) is expected


@pytest.mark.parametrize(
    ("lives", "uses", "used", "expected"),
    [
        pytest.param(True, 1, 0, None, id="the last use"),
        pytest.param(True, 1, 1, errors.LateCodeUsedUp, id="used up"),
        pytest.param(True, 2, 3, errors.LateCodeUsedUp, id="more than there were"),
        pytest.param(False, 5, 0, errors.NoSuchLateCode, id="expired or ended"),
    ],
)
def test_whether_a_late_code_can_be_used(lives, uses, used, expected):
    found = rules.why_not_use_code(lives=lives, uses=uses, used=used)
    assert type(found) is (expected or type(None))


@pytest.mark.parametrize(
    ("opens", "closes", "expected"),
    [
        pytest.param(None, None, None, id="nothing said"),
        pytest.param(NOON, NOON + HOUR, None, id="an hour"),
        pytest.param(NOON, NOON, errors.ClosesBeforeOpening, id="closes as it opens"),
        pytest.param(
            None, datetime(2027, 6, 10, 22, 59, tzinfo=UTC), None, id="the day's last minute"
        ),
        pytest.param(
            None,
            datetime(2027, 6, 10, 23, tzinfo=UTC),
            errors.ClosesAfterTheDay,
            id="midnight in London after the day",
        ),
    ],
)
def test_which_dates_can_be(opens, closes, expected):
    found = rules.why_not_dates(Window(opens, closes), day_on=DAY_ON)
    assert type(found) is (expected or type(None))


@pytest.mark.parametrize(
    ("day_on", "closes_on"),
    [
        pytest.param(date(2027, 6, 10), date(2027, 4, 1), id="ten weeks before, in summer time"),
        pytest.param(date(2027, 4, 1), date(2027, 3, 15), id="two weeks at least"),
        pytest.param(date(2027, 3, 5), date(2027, 3, 5), id="never after the day"),
    ],
)
def test_dates_offered_for_a_new_call(day_on, closes_on):
    found = rules.default_dates(day_on, now=NOON + timedelta(minutes=7))
    assert found.opens_at == NOON
    local = london(found.closes_at)
    assert (local.date(), local.hour) == (closes_on, 17)
    assert rules.why_not_dates(found, day_on=day_on) is None


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        pytest.param("30,45", (30, 45), id="two"),
        pytest.param(" 45 , 30, 45 ,", (45, 30), id="spaces, twice, a comma too many"),
        pytest.param("5, 480", (5, 480), id="the bounds"),
        pytest.param("", errors.NotALength, id="nothing"),
        pytest.param("4", errors.NotALength, id="too short"),
        pytest.param("481", errors.NotALength, id="too long"),
        pytest.param("half an hour", errors.NotALength, id="words"),
        pytest.param("-30", errors.NotALength, id="negative"),
        pytest.param("٣٠", errors.NotALength, id="digits of another script"),
        pytest.param("9" * 5000, errors.NotALength, id="a giant number"),
        pytest.param("5,6,7,8,9,10,11,12,13", errors.TooManyLengths, id="too many"),
    ],
)
def test_lengths(typed, expected):
    if isinstance(expected, tuple):
        assert rules.lengths_of(typed) == expected
    else:
        with pytest.raises(expected):
            rules.lengths_of(typed)
