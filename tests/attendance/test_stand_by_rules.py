"""Who may stand by, for how many places, and when a late holder finds theirs gone."""

import pytest

from app.attendance import errors, rules
from app.attendance.rules import Crowd
from app.registration.enums import PlaceKind, PlaceState
from tests.support.builders import at

WAITING = PlaceState.WAITING


def a_crowd(licence, capacity, *, presenters=0, joined=0, stand_bys=0):
    return Crowd(
        licence=licence,
        capacity=capacity,
        presenters=presenters,
        joined=joined,
        stand_bys=stand_bys,
    )


@pytest.mark.parametrize(
    ("name", "crowd", "now", "free"),
    [
        ("a minute before it begins", a_crowd(10, 10), "10:34", 0),
        ("as it begins, nobody came", a_crowd(10, 10), "10:35", 10),
        ("some came", a_crowd(10, 10, joined=7), "10:35", 3),
        ("all came", a_crowd(10, 10, joined=10), "10:35", 0),
        ("fewer places than the room takes", a_crowd(100, 10, joined=7), "10:35", 3),
        ("some stood by before", a_crowd(10, 10, joined=7, stand_bys=2), "10:40", 1),
        ("presenters take of the licence", a_crowd(10, 8, presenters=2, joined=7), "10:35", 1),
        ("overbooked up to the licence", a_crowd(10, 10, presenters=1, joined=8), "10:35", 1),
        ("late holders came too", a_crowd(100, 10, joined=9, stand_bys=3), "10:50", 0),
        ("the room was made smaller", a_crowd(5, 10, joined=7), "10:50", 0),
    ],
)
def test_places_to_stand_by(name, crowd, now, free):
    begins_at = rules.stand_by_begins_at(at("10:30"), minutes=5)
    assert rules.places_to_stand_by(crowd, begins_at=begins_at, now=at(now)) == free, name


@pytest.mark.parametrize(
    ("name", "state", "is_cancelled", "now", "refusal"),
    [
        ("a minute too early", WAITING, False, "10:14", errors.StandByLater),
        ("when joining opens", WAITING, False, "10:15", None),
        ("a minute before the end", WAITING, False, "11:14", None),
        ("at the end", WAITING, False, "11:15", errors.Over),
        ("the session is off", WAITING, True, "10:30", errors.SessionOff),
        ("left by a closed list", PlaceState.EXPIRED, False, "10:30", errors.NotWaiting),
        ("a wish", PlaceState.APPLIED, False, "10:30", errors.NotWaiting),
        ("an offer", PlaceState.OFFERED, False, "10:30", errors.NotWaiting),
        ("has a place", PlaceState.CONFIRMED, False, "10:30", errors.NotWaiting),
        ("given up", PlaceState.CANCELLED, False, "10:30", errors.NotWaiting),
    ],
)
def test_why_not_stand_by(name, state, is_cancelled, now, refusal):
    found = rules.why_not_stand_by(
        state=state,
        is_cancelled=is_cancelled,
        starts_at=at("10:30"),
        ends_at=at("11:15"),
        opens_minutes=15,
        now=at(now),
    )
    assert type(found) is (refusal or type(None)), name


FULL = a_crowd(2, 2, joined=1, stand_bys=1)
ATTENDEE, PRESENTER, STOOD_BY = PlaceKind.ATTENDEE, PlaceKind.PRESENTER, PlaceKind.STAND_BY


@pytest.mark.parametrize(
    ("name", "crowd", "kind", "has_joined", "now", "refusal"),
    [
        ("late, and the room is full", FULL, ATTENDEE, False, "10:36", errors.PlaceWent),
        ("before stand-by begins", FULL, ATTENDEE, False, "10:34", None),
        ("was in, and comes back", FULL, ATTENDEE, True, "10:36", None),
        ("presents", FULL, PRESENTER, False, "10:36", None),
        ("stood by and was let in", FULL, STOOD_BY, False, "10:36", None),
        ("the room has room", a_crowd(3, 2, joined=1, stand_bys=1), ATTENDEE, False, "10:36", None),
        ("full, but nobody stood by", a_crowd(2, 2, joined=2), ATTENDEE, False, "10:36", None),
    ],
)
def test_why_too_late(name, crowd, kind, has_joined, now, refusal):
    found = rules.why_too_late(
        crowd, kind=kind, has_joined=has_joined, begins_at=at("10:35"), now=at(now)
    )
    assert type(found) is (refusal or type(None)), name
