"""Times in calendar entries: both offsets, the change days, midnight, servers elsewhere."""

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil.rrule import rrulestr

from app.kernel.icalendar import Entry, serialise

LONDON = ZoneInfo("Europe/London")


def entry(starts_at: datetime, minutes: int = 45) -> Entry:
    return Entry(
        uid="t@example.org",
        sequence=0,
        stamp_at=datetime(2020, 11, 1, tzinfo=UTC),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        summary="Session",
        description="",
    )


def lines(*entries: Entry) -> list[str]:
    return serialise(entries, method=None, product="x").decode().split("\r\n")


@pytest.mark.parametrize(
    ("starts_at", "minutes", "start", "end"),
    [
        pytest.param((2020, 11, 12, 9, 30), 45, "20201112T093000", "20201112T101500", id="GMT"),
        pytest.param((2021, 6, 10, 9, 30), 45, "20210610T103000", "20210610T111500", id="BST"),
        pytest.param(
            (2021, 3, 28, 0, 30), 60, "20210328T003000", "20210328T023000", id="into summer"
        ),
        pytest.param((2021, 3, 28, 9), 60, "20210328T100000", "20210328T110000", id="that morning"),
        pytest.param(
            (2021, 10, 30, 23, 30), 180, "20211031T003000", "20211031T023000", id="into winter"
        ),
        pytest.param((2021, 10, 31, 9), 60, "20211031T090000", "20211031T100000", id="that day"),
        pytest.param(
            (2020, 11, 12, 23, 30), 60, "20201112T233000", "20201113T003000", id="over midnight"
        ),
    ],
)
def test_london_clock(starts_at, minutes, start, end):
    made = entry(datetime(*starts_at, tzinfo=UTC), minutes)
    found = lines(made)
    assert f"DTSTART;TZID=Europe/London:{start}" in found
    assert f"DTEND;TZID=Europe/London:{end}" in found
    event = vobject.readOne("\r\n".join(found)).vevent
    for value, at in ((event.dtstart.value, made.starts_at), (event.dtend.value, made.ends_at)):
        assert value.replace(tzinfo=LONDON).astimezone(UTC) == at, "by a second parser"


@pytest.mark.parametrize("hour", [0, 1])
def test_an_hour_that_london_has_twice_is_given_in_utc(hour):
    found = lines(entry(datetime(2021, 10, 31, hour, 15, tzinfo=UTC), 90))
    assert f"DTSTART:20211031T0{hour}1500Z" in found
    assert f"DTEND:20211031T0{hour + 1}4500Z" in found


def london_changes(first: int, last: int) -> list[tuple[datetime, timedelta]]:
    """When London's offset changes, to the hour, and to what: from zoneinfo."""
    found, day = [], datetime(first, 1, 1, tzinfo=UTC)
    while day.year <= last:
        hours = [day + timedelta(hours=hour) for hour in range(25)]
        offsets = [at.astimezone(LONDON).utcoffset() for at in (hours[0], hours[-1])]
        if offsets[0] != offsets[1]:
            onset = next(at for at in hours if at.astimezone(LONDON).utcoffset() == offsets[1])
            found.append((onset, offsets[1]))
        day = hours[-1]
    assert len(found) == 2 * (last - first + 1)
    return found


def test_vtimezone_changes_when_zoneinfo_does():
    zone = vobject.readOne(
        serialise([], method=None, product="x").decode()
    ).vtimezone  # read by a second parser
    given = []
    for part in [*zone.contents["daylight"], *zone.contents["standard"]]:
        start = datetime.strptime(str(part.dtstart.value), "%Y-%m-%d %H:%M:%S")
        before, after = (
            timedelta(hours=int(line.value[:3])) for line in (part.tzoffsetfrom, part.tzoffsetto)
        )
        rule = rrulestr(part.rrule.value, dtstart=start)
        for onset in rule.between(datetime(2019, 1, 1), datetime(2032, 1, 1)):
            given.append(((onset - before).replace(tzinfo=UTC), after))
    assert sorted(given) == london_changes(2019, 2031)


@pytest.mark.parametrize("zone", ["UTC", "America/New_York", "Asia/Kolkata"])
def test_the_servers_own_zone_does_not_matter(zone, monkeypatch):
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        made = entry(datetime(2021, 6, 10, 23, 30, tzinfo=UTC))
        found = lines(replace(made, uid=f"{zone}@example.org"))
    finally:
        monkeypatch.undo()
        time.tzset()
    assert "DTSTART;TZID=Europe/London:20210611T003000" in found
    assert "DTEND;TZID=Europe/London:20210611T011500" in found
    assert "DTSTAMP:20201101T000000Z" in found


def test_fractions_of_a_second_do_not_matter():
    whole = entry(datetime(2020, 11, 12, 9, 30, tzinfo=UTC))
    assert lines(whole) == lines(replace(whole, stamp_at=whole.stamp_at.replace(microsecond=7)))
