"""Calendar entries as bytes: shape, refusals, text and feeds. Times are in test_icalendar_times."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import vobject
from hypothesis import given
from hypothesis import strategies as st

from app.kernel.icalendar import Entry, serialise
from app.kernel.mailbox import Mailbox
from app.kernel.plain_text import clean_line, clean_text

PRODUCT = "-//Digital Bootcamp//Bootcamp//EN"
LINK = "https://bootcamp.example.org/j/Zx81"
ENTRY = Entry(
    uid="f3b1c9@bootcamp.example.org",
    sequence=2,
    stamp_at=datetime(2020, 11, 1, 8, 0, 5, tzinfo=UTC),
    starts_at=datetime(2020, 11, 12, 9, 30, tzinfo=UTC),
    ends_at=datetime(2020, 11, 12, 10, 15, tzinfo=UTC),
    summary="Starting a podcast",
    description="To give up: https://bootcamp.example.org/p/abc\nSpeaker: Ann Price",
    location=LINK,
    url=LINK,
    organiser=Mailbox("Bootcamp team", "team@example.org"),
    attendee=Mailbox("Ŵyn Price", "wyn@example.org"),
    conference_url=LINK,
    categories=("Podcasting",),
)
OTHER = replace(
    ENTRY, uid="other@example.org", attendee=Mailbox("Someone Else", "other@example.org")
)
CANCELLED = replace(ENTRY, status="CANCELLED", sequence=3)


def unfolded(calendar: bytes) -> list[str]:
    """The lines, read by nothing but RFC 5545, 3.1."""
    assert calendar.endswith(b"\r\n")
    return calendar.decode().replace("\r\n ", "").split("\r\n")[:-1]


def value(calendar: bytes, name: str) -> str:
    """One TEXT property's value, unescaped by RFC 5545, 3.3.11."""
    (line,) = [line for line in unfolded(calendar) if re.match(rf"{name}[;:]", line)]
    marks = {"n": "\n", "N": "\n"}
    return re.sub(r"\\(.)", lambda found: marks.get(found[1], found[1]), line.split(":", 1)[1])


def request(entry: Entry = ENTRY) -> bytes:
    return serialise([entry], method="REQUEST", product=PRODUCT)


def test_a_request_in_full():
    lines = unfolded(request())
    event = lines[lines.index("BEGIN:VEVENT") :]
    assert lines[:5] == [
        "BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCT}", "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
    ]  # fmt: skip
    assert event == [
        "BEGIN:VEVENT",
        "UID:f3b1c9@bootcamp.example.org",
        "SEQUENCE:2",
        "DTSTAMP:20201101T080005Z",
        "LAST-MODIFIED:20201101T080005Z",
        "DTSTART;TZID=Europe/London:20201112T093000",
        "DTEND;TZID=Europe/London:20201112T101500",
        "SUMMARY:Starting a podcast",
        "DESCRIPTION:To give up: https://bootcamp.example.org/p/abc\\nSpeaker: Ann Price",
        f"LOCATION:{LINK}",
        f"URL:{LINK}",
        "CATEGORIES:Podcasting",
        "STATUS:CONFIRMED",
        "TRANSP:OPAQUE",
        'ORGANIZER;CN="Bootcamp team":mailto:team@example.org',
        "ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;"
        'CN="Ŵyn Price":mailto:wyn@example.org',
        f"CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO:{LINK}",
        "END:VEVENT",
        "END:VCALENDAR",
    ]


def test_a_cancel_says_so_twice():
    lines = unfolded(serialise([CANCELLED], method="CANCEL", product=PRODUCT))
    assert {"METHOD:CANCEL", "STATUS:CANCELLED", "SEQUENCE:3"} <= set(lines)


@pytest.mark.parametrize(
    ("entries", "method"),
    [
        pytest.param([], "REQUEST", id="about nothing"),
        pytest.param([ENTRY, OTHER], "REQUEST", id="about two"),
        pytest.param([replace(ENTRY, organiser=None)], "REQUEST", id="from nobody"),
        pytest.param([replace(ENTRY, attendee=None)], "REQUEST", id="for nobody"),
        pytest.param([replace(CANCELLED, attendee=None)], "CANCEL", id="cancel for nobody"),
        pytest.param([ENTRY], "CANCEL", id="cancel of what stands"),
        pytest.param([CANCELLED], "REQUEST", id="request of what is cancelled"),
        pytest.param([ENTRY, ENTRY], None, id="one uid twice"),
    ],
)
def test_refused(entries, method):
    with pytest.raises(ValueError):
        serialise(entries, method=method, product=PRODUCT)


@pytest.mark.parametrize(
    "change",
    [
        {"uid": " "},
        {"starts_at": datetime(2020, 11, 12, 9, 30)},
        {"ends_at": ENTRY.starts_at},
        {"status": "MAYBE"},
        {"sequence": -1},
    ],
)
def test_an_entry_out_of_shape_is_refused(change):
    with pytest.raises(ValueError):
        replace(ENTRY, **change)


@pytest.mark.parametrize("method", ["PUBLISH", None])
def test_a_feed_names_nobody_else(method):
    calendar = serialise([ENTRY, OTHER], method=method, product=PRODUCT)
    assert b"ATTENDEE" not in calendar
    assert b"wyn@" not in calendar and b"other@example.org:" not in calendar
    assert (b"METHOD" in calendar) == (method is not None)


def test_a_message_carries_the_own_address_only():
    addresses = set(re.findall(r"mailto:(\S+)", "\n".join(unfolded(request()))))
    assert addresses == {"team@example.org", "wyn@example.org"}


def test_a_feed_says_its_name_and_when_to_come_again():
    feed = serialise(
        [ENTRY, replace(CANCELLED, uid="gone@example.org")],
        method=None, product=PRODUCT, name="My day; Leeds, 2020", refresh_for=timedelta(hours=6),
    )  # fmt: skip
    lines = unfolded(feed)
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT6H" in lines
    assert "X-PUBLISHED-TTL:PT6H" in lines
    assert value(feed, "NAME") == value(feed, "X-WR-CALNAME") == "My day; Leeds, 2020"
    assert lines.count("BEGIN:VTIMEZONE") == 1
    assert "STATUS:CANCELLED" in lines, "a cancelled session stays in the feed"


def test_equal_input_gives_equal_bytes():
    again = Entry.from_json(json.loads(json.dumps(ENTRY.to_json())))
    assert again == ENTRY
    assert request(again) == request()


def test_lines_end_in_crlf_and_hold_75_octets_with_an_emoji_at_each_place_of_the_fold():
    for ahead in range(50, 80):
        entry = replace(ENTRY, summary="x" * ahead + "👩🏽‍💻é" * 20, description=";" * 200)
        calendar = request(entry)
        assert calendar.count(b"\n") == calendar.count(b"\r") == calendar.count(b"\r\n")
        for line in calendar.split(b"\r\n"):
            assert len(line) <= 75
            line.decode("utf-8")
        assert value(calendar, "SUMMARY") == entry.summary
        assert value(calendar, "DESCRIPTION") == entry.description


@pytest.mark.parametrize("field", ["summary", "location", "description"])
@pytest.mark.parametrize(
    "text",
    [
        "back\\slash", "C:\\New\\names", "semi;colon", "com,ma", "new\nline", "a\\, b\\; c\\n",
        "Bournemouth, Christchurch and Poole", "“quotes” \"and\" 'more'", "BEGIN:VEVENT\nUID:x",
    ],
)  # fmt: skip
def test_special_characters_come_back_as_typed(field, text):
    calendar = request(replace(ENTRY, **{field: text}))
    assert value(calendar, field.upper()) == text
    event = vobject.readOne(calendar.decode()).vevent
    assert getattr(event, field).value == text, "by a second parser"
    assert unfolded(calendar).count("BEGIN:VEVENT") == 1


def test_several_categories():
    entry = replace(ENTRY, categories=("Film, and video", "Podcasts"))
    assert "CATEGORIES:Film\\, and video,Podcasts" in unfolded(request(entry))


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ('Ann "Annie" Price', '"Ann Annie Price"'),
        ("Price, Ann", '"Price, Ann"'),
        ("Ann; Price: x", '"Ann; Price: x"'),
        ("Ann\r\nATTENDEE:mailto:x@example.org", '"Ann ATTENDEE:mailto:x@example.org"'),
    ],
)
def test_names_of_people_cannot_leave_their_place(name, written):
    lines = unfolded(request(replace(ENTRY, attendee=Mailbox(name, "wyn@example.org"))))
    (attendee,) = [line for line in lines if line.startswith("ATTENDEE")]
    assert attendee.endswith(f";CN={written}:mailto:wyn@example.org")


def test_control_characters_and_lone_carriage_returns_are_stripped():
    calendar = request(
        replace(ENTRY, summary="a\rb\x00\x07c\x1bd\x85e\ud800f\r\ng", url=LINK + "\r\n x")
    )
    assert value(calendar, "SUMMARY") == "abcdef\ng"
    assert f"URL:{LINK}x" in unfolded(calendar)


@given(
    summary=st.text(st.characters(codec=None), max_size=200),
    description=st.text(alphabet="\\;,nN:\r\n\t \"^'é🎧a", max_size=300),
    name=st.text(max_size=60),
)
def test_any_text_comes_back(summary, description, name):
    entry = replace(
        ENTRY, summary=summary, description=description, attendee=Mailbox(name, "wyn@example.org")
    )
    calendar = request(entry)
    assert value(calendar, "SUMMARY") == clean_text(summary)
    if description:
        assert value(calendar, "DESCRIPTION") == clean_text(description)
    assert all(len(line) <= 75 for line in calendar.split(b"\r\n"))
    assert len([line for line in unfolded(calendar) if line.startswith("ATTENDEE;")]) == 1
    assert "\n" not in clean_line(name)
