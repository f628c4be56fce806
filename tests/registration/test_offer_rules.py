"""When an offer is made, and until when it stands. 2027: Good Friday is 26 March, Easter Monday 29 March."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.events.policies import PlacesPolicy
from app.kernel.clock import LONDON, london
from app.registration.rules import offers

POLICY = PlacesPolicy()
FAR = datetime(2028, 3, 30, tzinfo=UTC)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=LONDON).astimezone(UTC)


@pytest.mark.parametrize(
    ("made", "ends", "why"),
    [
        ("2027-06-10 15:00", "2027-06-14 15:00", "Thursday: the weekend does not count"),
        ("2027-06-07 22:00", "2027-06-10 08:00", "Monday late: not at night"),
        ("2027-06-07 10:00", "2027-06-09 10:00", "two plain days"),
        ("2027-06-12 12:00", "2027-06-16 08:00", "Saturday: counts from Monday, ends Wednesday morning"),
        ("2027-06-07 08:00", "2027-06-09 08:00", "the first minute of the waking hours"),
        ("2027-06-07 20:00", "2027-06-09 20:00", "the last minute"),
        ("2027-06-07 20:01", "2027-06-10 08:00", "one minute after it"),
        ("2027-06-07 07:59", "2027-06-09 08:00", "one minute before the first"),
        ("2027-03-25 12:00", "2027-03-31 12:00", "Easter: Friday and Monday are bank holidays"),
        ("2027-03-26 09:00", "2027-04-01 08:00", "made on a bank holiday"),
        ("2027-10-29 12:00", "2027-11-02 12:00", "the clocks go back on Sunday: nobody loses an hour"),
        ("2027-12-24 12:00", "2027-12-30 12:00", "Christmas falls on a weekend: Monday and Tuesday too"),
        ("2027-06-10 21:00", "2027-06-15 08:00", "late Thursday ends late Monday, so Tuesday morning"),
        ("2027-06-11 21:00", "2027-06-16 08:00", "late Friday"),
    ],
)  # fmt: skip
def test_an_offer_ends(made, ends, why):
    end = offers.offer_ends_at(POLICY, starts_at=FAR, now=local(made))
    assert london(end) == local(ends), why
    assert end.tzinfo is UTC


def test_an_offer_ends_a_day_before_the_start_at_the_latest():
    starts = local("2028-01-06 10:00")
    end = offers.offer_ends_at(
        PlacesPolicy(offer_hours=96), starts_at=starts, now=local("2027-12-29 09:00")
    )
    assert end == local("2028-01-05 10:00")


def test_every_offer_ends_within_waking_hours_of_a_working_day():
    made = datetime(2027, 1, 1, tzinfo=UTC)
    for number in range(0, 24 * 365, 5):
        end = london(
            offers.offer_ends_at(POLICY, starts_at=FAR, now=made + timedelta(hours=number))
        )  # fmt: skip
        assert offers.is_working_day(end.date())
        assert (8, 0) <= (end.hour, end.minute) <= (20, 0)


@pytest.mark.parametrize(
    ("before", "state", "last_day"),
    [
        (timedelta(days=7, minutes=1), "offered", False),
        (timedelta(days=7), "confirmed", False),
        (timedelta(days=2), "confirmed", False),
        (timedelta(hours=24, minutes=1), "confirmed", False),
        (timedelta(hours=24), "confirmed", True),
        (timedelta(minutes=1), "confirmed", True),
    ],
)
def test_the_way_up_depends_on_the_time_that_is_left(before, state, last_day):
    assert offers.way_up(POLICY, starts_at=FAR, now=FAR - before) == state
    assert offers.is_last_day(starts_at=FAR, now=FAR - before) == last_day


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2027, 1, 1), False),
        (date(2027, 3, 17), False),  # Northern Ireland
        (date(2027, 8, 2), False),  # Scotland
        (date(2027, 8, 30), False),
        (date(2027, 8, 31), True),
        (date(2027, 9, 4), False),
    ],
)
def test_nobodys_bank_holiday_counts(day, works):
    assert offers.is_working_day(day) is works
