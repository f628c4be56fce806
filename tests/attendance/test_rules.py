"""Who may join when, and what counts as having been there."""

import pytest

from app.attendance import errors, rules
from app.attendance.enums import Source
from app.registration.enums import PlaceState
from tests.support.builders import at

CONFIRMED = PlaceState.CONFIRMED


@pytest.mark.parametrize(
    ("name", "state", "is_cancelled", "now", "refusal"),
    [
        ("a minute too early", CONFIRMED, False, "10:14", errors.TooEarly),
        ("when it opens", CONFIRMED, False, "10:15", None),
        ("when it begins", CONFIRMED, False, "10:30", None),
        ("a minute before its end", CONFIRMED, False, "11:14", None),
        ("at its end", CONFIRMED, False, "11:15", errors.Over),
        ("waiting, at the time", PlaceState.WAITING, False, "10:30", errors.StillWaiting),
        ("waiting, long before", PlaceState.WAITING, False, "08:00", errors.StillWaiting),
        ("waiting, at its end", PlaceState.WAITING, False, "11:15", errors.Over),
        ("given up", PlaceState.CANCELLED, False, "10:30", errors.NoPlace),
        ("applied, not drawn", PlaceState.APPLIED, False, "10:30", errors.OnlyAWish),
        ("offered, not taken", PlaceState.OFFERED, False, "10:30", errors.OfferFirst),
        ("let an offer pass", PlaceState.EXPIRED, False, "10:30", errors.NoPlace),
        ("declined", PlaceState.DECLINED, False, "10:30", errors.NoPlace),
        ("the session is off", CONFIRMED, True, "10:30", errors.SessionOff),
        ("off and given up", PlaceState.CANCELLED, True, "10:30", errors.SessionOff),
    ],
)
def test_why_not_join(name, state, is_cancelled, now, refusal):
    found = rules.why_not_join(
        state=state,
        is_cancelled=is_cancelled,
        starts_at=at("10:30"),
        ends_at=at("11:15"),
        opens_minutes=15,
        now=at(now),
    )
    assert type(found) is (refusal or type(None)), name


def test_too_early_knows_when_it_opens():
    found = rules.why_not_join(
        state=CONFIRMED,
        is_cancelled=False,
        starts_at=at("10:30"),
        ends_at=at("11:15"),
        opens_minutes=0,
        now=at("10:29"),
    )
    assert found.opens_at == at("10:30")


@pytest.mark.parametrize(
    ("name", "is_cancelled", "now", "refusal"),
    [
        ("before it begins", False, "10:29", errors.NotBegun),
        ("as it begins", False, "10:30", None),
        ("days later", False, "23:00", None),
        ("cancelled", True, "11:00", errors.SessionOff),
    ],
)
def test_why_not_mark(name, is_cancelled, now, refusal):
    found = rules.why_not_mark(is_cancelled=is_cancelled, starts_at=at("10:30"), now=at(now))
    assert type(found) is (refusal or type(None)), name


JOIN, HOST = Source.JOIN, Source.HOST


@pytest.mark.parametrize(
    ("name", "marks", "join_counts", "host_counts", "was_there"),
    [
        ("nobody knows", {}, True, True, False),
        ("joined", {JOIN: True}, True, True, True),
        ("ticked", {HOST: True}, True, True, True),
        ("joined, the host says no", {JOIN: True, HOST: False}, True, True, False),
        ("both say yes", {JOIN: True, HOST: True}, True, True, True),
        ("the host says no", {HOST: False}, True, True, False),
        ("joined, where joining does not count", {JOIN: True}, False, True, False),
        ("ticked, where ticks do not count", {HOST: True}, True, False, False),
        ("joined, and a tick that does not count", {JOIN: True, HOST: False}, True, False, True),
        ("ticked, where joining does not count", {JOIN: True, HOST: True}, False, True, True),
    ],
)
def test_was_there(name, marks, join_counts, host_counts, was_there):
    found = rules.was_there(marks, join_counts=join_counts, host_counts=host_counts)
    assert found is was_there, name
