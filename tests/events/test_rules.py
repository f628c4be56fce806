"""Decisions about events."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.events import errors, rules
from app.events.enums import Missing, Role
from app.kernel.clock import london

NOW = datetime(2027, 5, 3, 9, 0, tzinfo=UTC)
DAY = date(2027, 6, 10)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("held", "organiser", "host", "access_lead"),
    [
        ([], False, False, False),
        ([Role.ORGANISER], True, True, False),
        ([Role.HOST], False, True, False),
        ([Role.ACCESS_LEAD], False, False, True),
        ([Role.HOST, Role.ACCESS_LEAD], False, True, True),
    ],
)
def test_may_act(held, organiser, host, access_lead):
    may = [rules.may_act(held, role) for role in (Role.ORGANISER, Role.HOST, Role.ACCESS_LEAD)]
    assert may == [organiser, host, access_lead]


@pytest.mark.parametrize(
    ("slug", "refusal"),
    [
        ("next", None),
        ("june-2027", None),
        ("2020", None),
        ("a", errors.BadAddress),
        ("", errors.BadAddress),
        ("a" * 60, None),
        ("a" * 61, errors.BadAddress),
        ("June", errors.BadAddress),
        ("june--2027", errors.BadAddress),
        ("-june", errors.BadAddress),
        ("june-", errors.BadAddress),
        ("june/2027", errors.BadAddress),
        ("..", errors.BadAddress),
        ("ŵyl", errors.BadAddress),
        ("june\n", errors.BadAddress),
        ("events", errors.AddressReserved),
        ("sign-in", errors.AddressReserved),
    ],
)
def test_why_not_address(slug, refusal):
    assert type(rules.why_not_address(slug)) is (refusal or type(None))


def test_every_first_part_of_our_own_addresses_is_reserved(app):
    firsts = {rule.rule.split("/")[1] for rule in app.url_map.iter_rules()}
    ours = {part for part in firsts if part and "<" not in part and part[0] != "."}
    assert ours - rules.RESERVED == set()


@pytest.mark.parametrize(
    ("opens_at", "closes_at", "refusal"),
    [
        pytest.param(None, None, None, id="nothing is known yet"),
        pytest.param(NOW, None, None, id="only the opening"),
        pytest.param(NOW, NOW + HOUR, None, id="an hour"),
        pytest.param(NOW, NOW, errors.ClosesBeforeOpening, id="no time at all"),
        pytest.param(NOW, NOW - HOUR, errors.ClosesBeforeOpening, id="backwards"),
        pytest.param(
            NOW, datetime(2027, 6, 10, 22, 59, tzinfo=UTC), None, id="the day's last minute"
        ),
        pytest.param(
            NOW,
            datetime(2027, 6, 10, 23, 0, tzinfo=UTC),
            errors.ClosesAfterTheDay,
            id="midnight in London",
        ),
    ],
)
def test_why_not_window(opens_at, closes_at, refusal):
    why = rules.why_not_window(opens_at=opens_at, closes_at=closes_at, day_on=DAY)
    assert type(why) is (refusal or type(None))


@pytest.mark.parametrize(
    ("before", "is_published", "opens_at", "is_refused"),
    [
        pytest.param(NOW + HOUR, True, NOW, False, id="not open yet"),
        pytest.param(NOW, True, NOW + HOUR, True, id="open: not later"),
        pytest.param(NOW, True, None, True, id="open: not undecided"),
        pytest.param(NOW, True, NOW, False, id="open: unchanged"),
        pytest.param(NOW, False, NOW + HOUR, False, id="a draft takes no bookings"),
        pytest.param(None, True, NOW, False, id="was undecided"),
    ],
)
def test_why_not_open_at(before, is_published, opens_at, is_refused):
    why = rules.why_not_open_at(opens_at, before=before, is_published=is_published, now=NOW)
    assert (why is not None) == is_refused


@pytest.mark.parametrize(
    ("day_on", "opens", "closes"),
    [
        pytest.param(date(2027, 9, 16), "2027-07-22 09:00", "2027-09-15 17:00", id="far"),
        pytest.param(date(2028, 1, 20), "2027-11-25 09:00", "2028-01-19 17:00", id="winter time"),
        pytest.param(DAY, "2027-05-03 10:00", "2027-06-09 17:00", id="near: opens this hour"),
        pytest.param(date(2027, 5, 3), "2027-05-03 10:00", "2027-05-03 17:00", id="today"),
        pytest.param(date(2027, 5, 1), "2027-05-01 16:00", "2027-05-01 17:00", id="past"),
    ],
)
def test_default_window(day_on, opens, closes):
    window = rules.default_window(
        day_on, opens_weeks_before=8, closes_days_before=1, now=NOW + timedelta(minutes=12)
    )
    assert [london(at).strftime("%Y-%m-%d %H:%M") for at in window] == [opens, closes]


READY = {
    "description": "A day.",
    "contact_email": "team@example.org",
    "opens_at": NOW,
    "closes_at": NOW + HOUR,
    "day_on": DAY,
}


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({}, ()),
        ({"description": " \n"}, (Missing.DESCRIPTION,)),
        ({"contact_email": ""}, (Missing.CONTACT,)),
        ({"opens_at": None}, (Missing.WINDOW,)),
        ({"closes_at": None}, (Missing.WINDOW,)),
        ({"day_on": date(2027, 5, 2)}, (Missing.COMING_DAY,)),
        ({"day_on": date(2027, 5, 3)}, ()),
    ],
)
def test_what_is_missing(change, missing):
    assert rules.what_is_missing(**{**READY, **change}, now=NOW) == missing


@pytest.mark.parametrize(
    ("opens_at", "is_refused"), [(None, False), (NOW + HOUR, False), (NOW, True)]
)
def test_why_not_unpublish(opens_at, is_refused):
    assert (rules.why_not_unpublish(opens_at=opens_at, now=NOW) is not None) == is_refused


@pytest.mark.parametrize(
    ("role", "others", "is_refused"),
    [(Role.ORGANISER, 0, True), (Role.ORGANISER, 1, False), (Role.HOST, 0, False)],
)
def test_why_not_end_role(role, others, is_refused):
    assert (rules.why_not_end_role(role, other_organisers=others) is not None) == is_refused
