"""The decision tables of materials."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from app.materials import errors, rules
from app.materials.enums import Audience, ScanState
from app.materials.rules import Shown, Step, Viewer

NOW = datetime(2027, 6, 10, 12, tzinfo=UTC)
BEFORE, AFTER = NOW - timedelta(seconds=1), NOW + timedelta(seconds=1)
FILE = {"scan": ScanState.NOT_CONFIGURED}
NOBODY = set()
INSIDE = {Viewer.ORGANISER, Viewer.PRESENTER}
HERE = INSIDE | {Viewer.ATTENDEE}
ALL = set(Viewer)


@pytest.mark.parametrize(
    ("shown", "who"),
    [
        pytest.param({"released_at": BEFORE}, ALL, id="released to everyone"),
        pytest.param({"released_at": NOW}, ALL, id="released at this very moment"),
        pytest.param({"released_at": AFTER}, INSIDE, id="released a second later"),
        pytest.param({"released_at": None}, INSIDE, id="no time is known"),
        pytest.param({"released_at": BEFORE, "audience": Audience.ATTENDEES}, HERE, id="for attendees"),
        pytest.param({"released_at": BEFORE, "is_withdrawn": True}, INSIDE, id="withdrawn"),
        pytest.param({"released_at": BEFORE, "is_published": False}, INSIDE, id="the event is a draft"),
        pytest.param({"released_at": BEFORE, "is_agreed": False}, INSIDE, id="a recording without consent"),
        pytest.param({"released_at": BEFORE, **FILE}, ALL, id="never scanned, no scanner"),
        pytest.param({"released_at": BEFORE, **FILE, "has_scanner": True}, NOBODY, id="not scanned yet"),
        *(
            pytest.param(
                {"released_at": BEFORE, "scan": state, "has_scanner": scanner},
                ALL if state == ScanState.CLEAN else NOBODY,
                id=f"{state}, {'a scanner' if scanner else 'no scanner'}",
            )
            for state in (ScanState.CLEAN, ScanState.WAITING, ScanState.INFECTED, ScanState.FAILED)
            for scanner in (True, False)
        ),
    ],
)  # fmt: skip
def test_who_sees_a_material(shown, who):
    assert {viewer for viewer in Viewer if rules.may_see(Shown(**shown), viewer, now=NOW)} == who


T1, T2, T3 = (NOW + timedelta(hours=n) for n in (1, 2, 3))


@pytest.mark.parametrize(
    ("own", "rule", "ends", "expected"),
    [
        pytest.param(None, None, [T1, T3, T2], T3, id="when its last time has ended"),
        pytest.param(None, None, [], None, id="a session without a time"),
        pytest.param(None, T1, [T2], T1, id="the event's time"),
        pytest.param(T3, T1, [T2], T3, id="its own time"),
        pytest.param(T3, None, [], T3, id="its own time without one of the session"),
    ],
)
def test_when_it_is_released(own, rule, ends, expected):
    assert rules.released_at(own, rule=rule, ends=ends) == expected


@pytest.mark.parametrize(
    ("url", "is_good"),
    [
        pytest.param("https://example.org/slides", True, id="an address"),
        pytest.param("https://xn--4ca.example.org:8443/a?b=c#d", True, id="with all there is"),
        pytest.param("https://example.org/Ystafell%20ŵ", True, id="with letters of Wales"),
        pytest.param("http://example.org/slides", False, id="not encrypted"),
        pytest.param("javascript:alert(1)", False, id="a script"),
        pytest.param("data:text/html,x", False, id="data"),
        pytest.param("https://", False, id="no host"),
        pytest.param("https://localhost/slides", False, id="this machine"),
        pytest.param("https://me:secret@example.org/", False, id="with a password"),
        pytest.param("https://@example.org/", False, id="with an empty user"),
        pytest.param("https://example.org/a b", False, id="a space"),
        pytest.param('https://example.org/"><script>', False, id="marks"),
        pytest.param("https://example.org\\@evil.example", False, id="a backslash"),
        pytest.param("https://exa\nmple.org/", False, id="a line break"),
        pytest.param("https://example.org/\u202ex", False, id="a change of direction"),
        pytest.param("https://[example.org/", False, id="brackets"),
        pytest.param("https://example.org/" + "x" * 1000, False, id="too long"),
    ],
)
def test_links(url, is_good):
    assert (rules.why_not_link(url) is None) == is_good


@pytest.mark.parametrize(
    ("is_recorded", "presenters", "said", "refusal"),
    [
        pytest.param(True, [1, 2], {1: True, 2: True}, None, id="all agree"),
        pytest.param(True, [1, 2], {1: True}, errors.NoConsent, id="one has not said"),
        pytest.param(True, [1, 2], {1: True, 2: False}, errors.NoConsent, id="one does not agree"),
        pytest.param(True, [1, None], {1: True}, errors.NoConsent, id="one cannot be asked"),
        pytest.param(True, [], {}, errors.NoConsent, id="nobody presents"),
        pytest.param(True, [1], {1: True, 2: False}, None, id="somebody else does not agree"),
        pytest.param(False, [1], {1: True}, errors.NotRecorded, id="not recorded"),
    ],
)
def test_recordings(is_recorded, presenters, said, refusal):
    found = rules.why_not_record(is_recorded=is_recorded, presenters=presenters, said=said)
    assert type(found) is (refusal or type(None))


@pytest.mark.parametrize(("living", "refused"), [(0, False), (19, False), (20, True)])
def test_how_many(living, refused):
    assert bool(rules.why_not_add(living)) == refused


@pytest.mark.parametrize(("used", "size", "refused"), [(0, 2**31, False), (1, 2**31, True)])
def test_how_much(used, size, refused):
    assert bool(rules.why_not_store(used, size=size)) == refused


def test_when_presenters_are_chased():
    times = rules.chase_times(date(2027, 6, 10), slides_days=7)
    assert rules.due_on(date(2027, 6, 10), slides_days=7) == date(2027, 6, 3)
    assert times == {
        Step.SOON: datetime(2027, 5, 27, 8, 30, tzinfo=UTC),  # 9:30 in British Summer Time
        Step.TOMORROW: datetime(2027, 6, 2, 8, 30, tzinfo=UTC),
        Step.LATE: datetime(2027, 6, 4, 8, 30, tzinfo=UTC),
    }
    assert set(rules.chase_times(date(2027, 6, 10), slides_days=1)) == {Step.SOON, Step.TOMORROW}
    assert rules.chase_times(date(2027, 12, 10), slides_days=7)[Step.SOON].hour == 9


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, True, id="a session with a time and without slides"),
        pytest.param({"is_published": False}, False, id="a draft"),
        pytest.param({"chase": False}, False, id="switched off"),
        pytest.param({"has_time": False}, False, id="no time, or cancelled"),
        pytest.param({"has_slides": True}, False, id="slides are there"),
    ],
)
def test_who_is_chased(changes, expected):
    values = {"is_published": True, "chase": True, "has_time": True, "has_slides": False} | changes
    assert rules.is_to_chase(**values) == expected


@pytest.mark.parametrize(
    ("scan", "tries", "minutes"),
    [
        (ScanState.CLEAN, 1, None),
        (ScanState.INFECTED, 1, None),
        (ScanState.NOT_CONFIGURED, 1, None),
        (ScanState.FAILED, 1, 2),
        (ScanState.FAILED, 2, 4),
        (ScanState.FAILED, 9, 60),
        (ScanState.FAILED, 10_000, 60),
    ],
)
def test_when_a_scan_is_tried_again(scan, tries, minutes):
    expected = None if minutes is None else NOW + timedelta(minutes=minutes)
    assert rules.next_try(scan, tries=tries, now=NOW) == expected
