"""When each reminder goes: London's clock, quiet hours, what is of use."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.campaigns import rules
from app.campaigns.enums import Because
from app.campaigns.rules import Dates, Line
from app.events.enums import Reminder
from app.events.policies import BadPolicy, MailsPolicy, MovedReminder, Policies
from app.kernel.clock import LONDON

SUMMER, AUTUMN, SPRING = date(2027, 6, 10), date(2027, 11, 4), date(2027, 4, 1)
ALWAYS = {"quiet_from_hour": 0, "quiet_to_hour": 0}


def london(on: date, clock: str) -> datetime:
    hour, minute = map(int, clock.split(":"))
    return datetime(on.year, on.month, on.day, hour, minute, tzinfo=LONDON).astimezone(UTC)


def dates(on=SUMMER, *starts, end="16:00", **more) -> Dates:
    begin = tuple(london(on, start) for start in starts or ("10:00",))
    return Dates(day_on=on, starts=begin, ends_at=london(on, end), **more)


def when(reminder, given: Dates, policy: MailsPolicy | None = None) -> list[datetime]:
    lines = rules.lines_of(given, policy or MailsPolicy())
    return [line.at for line in lines if line.reminder == reminder]


@pytest.mark.parametrize(
    ("reminder", "on", "expected"),
    [
        pytest.param("week_before", SUMMER, (date(2027, 6, 3), "10:00"), id="a week before"),
        pytest.param("day_before", SUMMER, (date(2027, 6, 9), "10:00"), id="the day before"),
        pytest.param("tech_check", SUMMER, (date(2027, 6, 7), "10:00"), id="three days before"),
        pytest.param("after", SUMMER, (SUMMER, "17:00"), id="an hour after the last session"),
        pytest.param("week_after", SUMMER, (date(2027, 6, 17), "10:00"), id="a week after"),
        pytest.param(
            "week_before", AUTUMN, (date(2027, 10, 28), "10:00"), id="clocks go back meanwhile"
        ),
        pytest.param(
            "week_before", SPRING, (date(2027, 3, 25), "10:00"), id="clocks go forward meanwhile"
        ),
        pytest.param("week_after", date(2027, 10, 28), (AUTUMN, "10:00"), id="and after the day"),
    ],
)
def test_lines_by_days_go_at_an_hour_of_london(reminder, on, expected):
    assert when(reminder, dates(on)) == [london(*expected)]


def test_an_hour_before_goes_before_each_start_once():
    given = dates(SUMMER, "10:00", "10:30", "13:00")
    assert when("hour_before", given) == [london(SUMMER, at) for at in ("09:00", "09:30", "12:00")]


def test_without_sessions_nothing_goes_by_them():
    lines = rules.lines_of(Dates(day_on=SUMMER), MailsPolicy())
    assert {line.reminder for line in lines} == {
        "week_before",
        "day_before",
        "tech_check",
        "week_after",
    }


@pytest.mark.parametrize(
    ("closes", "expected"),
    [
        pytest.param(None, [], id="no end"),
        pytest.param("23:59", [(date(2027, 5, 7), "10:00")], id="three days before the end"),
        pytest.param("00:30", [(date(2027, 5, 7), "10:00")], id="by the day of London"),
    ],
)
def test_reviewers_are_reminded_before_reviewing_ends(closes, expected):
    at = london(date(2027, 5, 10), closes) if closes else None
    given = dates(SUMMER, reviews_close_at=at)
    assert when("reviews_left", given) == [london(*one) for one in expected]


@pytest.mark.parametrize(
    ("start", "policy", "expected"),
    [
        pytest.param("10:00", {}, (SUMMER, "09:00"), id="awake"),
        pytest.param("09:00", {}, (SUMMER, "08:00"), id="just when they end"),
        pytest.param("08:30", {}, (SUMMER, "08:00"), id="moves to their end"),
        pytest.param(
            "08:00", {}, (date(2027, 6, 9), "20:45"), id="too late then: before they begin"
        ),
        pytest.param("22:00", {}, (SUMMER, "20:45"), id="in the evening: before they begin"),
        pytest.param("23:30", {}, (SUMMER, "20:45"), id="late in the evening too"),
        pytest.param("08:00", ALWAYS, (SUMMER, "07:00"), id="no quiet hours"),
        pytest.param(
            "14:00", {"quiet_from_hour": 12, "quiet_to_hour": 14}, (SUMMER, "11:45"), id="at noon"
        ),
        pytest.param(
            "14:30",
            {"quiet_from_hour": 12, "quiet_to_hour": 14},
            (SUMMER, "14:00"),
            id="after noon",
        ),
    ],
)
def test_quiet_hours_move_what_falls_into_them(start, policy, expected):
    given = dates(SUMMER, start, end="23:45")
    assert when("hour_before", given, MailsPolicy(**policy)) == [london(*expected)]


def test_quiet_hours_last_as_long_as_the_night_does():
    night = london(date(2027, 10, 30), "22:00")  # the clocks go back
    quiet = rules.quiet_hours_at(night, from_hour=21, to_hour=8)
    assert quiet is not None and quiet[1] - quiet[0] == timedelta(hours=12)
    assert rules.quiet_hours_at(quiet[0], from_hour=21, to_hour=8) == quiet
    assert rules.quiet_hours_at(quiet[1], from_hour=21, to_hour=8) is None
    assert rules.quiet_hours_at(quiet[1] - timedelta(seconds=1), from_hour=21, to_hour=8) == quiet


def test_the_evening_mail_of_a_long_day_waits_for_the_morning():
    given = dates(SUMMER, "10:00", end="21:30")
    assert when("after", given) == [london(date(2027, 6, 11), "08:00")]


def test_organisers_may_move_lines_within_limits():
    policy = MailsPolicy().with_time(Reminder.WEEK_BEFORE, days=10, hour=16)
    assert when("week_before", dates(), policy) == [london(date(2027, 5, 31), "16:00")]
    assert policy.with_time(Reminder.WEEK_BEFORE, days=7, hour=10).moved == ()


@pytest.mark.parametrize(
    ("reminder", "days", "hour"),
    [
        pytest.param(Reminder.WEEK_BEFORE, 3, 10, id="too near"),
        pytest.param(Reminder.WEEK_BEFORE, 29, 10, id="too far"),
        pytest.param(Reminder.DAY_BEFORE, 0, 10, id="on the day"),
        pytest.param(Reminder.DAY_BEFORE, 1, 6, id="too early"),
        pytest.param(Reminder.DAY_BEFORE, 1, 21, id="too late"),
        pytest.param(Reminder.AFTER, 1, 10, id="goes by the sessions"),
    ],
)
def test_other_times_are_refused(reminder, days, hour):
    with pytest.raises(BadPolicy):
        MailsPolicy().with_time(reminder, days=days, hour=hour)


LINE = Line(
    reminder=Reminder.HOUR_BEFORE,
    at=london(SUMMER, "09:00"),
    useful_until=london(SUMMER, "10:00"),
    starts_at=london(SUMMER, "10:00"),
)


@pytest.mark.parametrize(
    ("is_on", "clock", "why"),
    [
        pytest.param(True, "09:00", None, id="in time"),
        pytest.param(True, "09:59", None, id="late and still of use"),
        pytest.param(True, "10:00", Because.LATE, id="the session has begun"),
        pytest.param(False, "09:00", Because.OFF, id="switched off"),
        pytest.param(False, "11:00", Because.OFF, id="off and late: off"),
    ],
)
def test_why_a_reminder_goes_to_nobody(is_on, clock, why):
    assert rules.why_nobody(LINE, is_on=is_on, now=london(SUMMER, clock)) == why


@pytest.mark.parametrize(
    ("reminder", "useful"),
    [
        pytest.param("week_before", (date(2027, 6, 8), "10:00"), id="until a day before the next"),
        pytest.param("day_before", (SUMMER, "10:00"), id="until the day begins"),
        pytest.param("tech_check", (SUMMER, "10:00"), id="the check too"),
        pytest.param("after", (date(2027, 6, 17), "17:00"), id="thanks for a week"),
    ],
)
def test_until_when_each_is_of_use(reminder, useful):
    lines = rules.lines_of(dates(), MailsPolicy())
    assert [x.useful_until for x in lines if x.reminder == reminder] == [london(*useful)]


def test_occasions_tell_starts_apart():
    assert LINE.occasion == "20270610T0900Z"
    assert Line(reminder=Reminder.AFTER, at=LINE.at, useful_until=LINE.at).occasion == ""


def test_policies_keep_switches_and_times():
    policies = Policies()
    assert all(policies.reminds(reminder) for reminder in Reminder)
    for reminder in Reminder:
        off = policies.but(**policies.switching(reminder, is_on=False))
        assert [one for one in Reminder if not off.reminds(one)] == [reminder]
        assert Policies.from_json(off.to_json()) == off
        assert off.but(**off.switching(reminder, is_on=True)) == policies
    moved = policies.but(
        mails=MailsPolicy(moved=(MovedReminder(reminder="week_after", days=9, hour=9),))
    )
    assert Policies.from_json(moved.to_json()).mails.time_of(Reminder.WEEK_AFTER) == (9, 9)


def test_missing_slides_have_one_switch():
    """That of the rules for slides: both pages show and change the same value."""
    off = Policies().but(**Policies().switching(Reminder.NO_SLIDES, is_on=False))
    assert off.materials.chase is False and off.mails.off == ()
