"""The demo's data: complete, without clashes, and about nobody real."""

import re
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from app.demo import words
from app.demo.names import LONGEST, ONE_WORD, POOLS
from app.demo.people import ACCESS_REQUESTS, MOST_OF_A_SERVICE, people
from app.demo.programme import ROOMS, TAGS, TRACKS, sessions
from app.events.library_services import shipped
from app.programme.enums import SessionKind

SESSIONS = sessions()
SERVICES = {service.slug: service for service in shipped()}


def by_number(number):
    return next(session for session in SESSIONS if session.number == number)


def begin(session):
    return datetime.combine(date(2020, 11, 12), session.start_time)


def end(session):
    return begin(session) + session.lasts_for


def test_rooms_are_those_of_the_design():
    assert {room.name: room.capacity for room in ROOMS} == {
        "Main stage": 500,
        "Studio A": 100,
        "Studio B": 100,
        "Lab": 24,
        "Lounge": 60,
    }
    assert len({room.meeting_url for room in ROOMS}) == 5
    assert len({room.meeting_number for room in ROOMS}) == 5


def test_meetings_are_invented():
    drama = re.compile(
        r"01632 960\d{3}|020 7946 0\d{3}|0113 496 0\d{3}|029 2018 0\d{3}|0808 157 0\d{3}"
    )
    for room in ROOMS:
        assert room.meeting_url.startswith("https://meet.example.org/")
        assert room.presenters_url.startswith("https://meet.example.org/")
        assert room.passcode and room.platform in ("Zoom", "Teams")
        assert all(drama.fullmatch(number) for number in room.dial_in.split(", "))


def test_eighteen_sessions_know_their_rooms_tracks_tags_and_services():
    assert [session.number for session in SESSIONS] == list(range(1, 19))
    assert len({session.title for session in SESSIONS}) == 18
    for session in SESSIONS:
        assert session.room in {room.slug for room in ROOMS}
        assert session.track in {track.slug for track in TRACKS} | {None}
        assert (session.track is None) == (session.kind == SessionKind.PLENARY)
        assert set(session.tags) <= {tag.slug for tag in TAGS} and session.tags
        assert set(session.services) <= set(SERVICES) and session.services
        assert set(session.services) <= {speaker.service for speaker in session.speakers}
        assert {speaker.service for speaker in session.speakers} <= set(SERVICES)
    assert {session.track for session in SESSIONS} >= {track.slug for track in TRACKS}


@pytest.mark.parametrize("session", SESSIONS, ids=lambda session: str(session.number))
def test_words_of_a_session(session):
    assert 80 <= len(session.abstract.split()) <= 140
    assert 2 <= len(session.outcomes) <= 3
    assert len(session.title) <= 200 and len(session.note) <= 300
    for text in (session.abstract, session.prerequisites):
        assert "\n" not in text.replace("\n\n", "") and "  " not in text


def test_what_each_session_is_there_to_show():
    assert by_number(2).sold_out and [s.number for s in SESSIONS if s.sold_out] == [2]
    assert by_number(3).captions and by_number(3).bsl
    assert by_number(4).capacity == 12 and by_number(4).prerequisites
    assert by_number(6).abstract.startswith("Part 2 of 2")
    assert "moved" in by_number(8).note
    assert by_number(9).language == "cy,en" and "ŵ" in by_number(9).abstract
    assert by_number(10).speakers[1] == by_number(13).speakers[0]  # the clash of a co-speaker
    assert "," in SERVICES[by_number(12).services[0]].name
    assert [s.number for s in SESSIONS if not s.recorded] == [13]
    assert (by_number(16).capacity, by_number(16).overbook_percent) == (20, 10)
    assert [s.number for s in SESSIONS if s.is_cancelled] == [17]
    assert len(by_number(18).services) == 4
    assert [s.number for s in SESSIONS if s.kind == SessionKind.PLENARY] == [1, 18]


def test_own_limits_fit_into_their_rooms():
    limits = {room.slug: room.capacity for room in ROOMS}
    for session in SESSIONS:
        if session.capacity is not None:
            most = session.capacity * (100 + session.overbook_percent) // 100
            assert 0 < most <= limits[session.room]


def test_no_room_holds_two_sessions_and_ten_minutes_lie_between():
    assert (begin(SESSIONS[0]).time(), end(SESSIONS[0]).strftime("%H:%M")) == (
        words.DOORS_OPEN,
        "10:25",
    )
    assert max(end(session) for session in SESSIONS).time() == words.DOORS_CLOSE
    for room in ROOMS:
        held = sorted((s for s in SESSIONS if s.room == room.slug), key=begin)
        assert all(begin(b) - end(a) >= timedelta(minutes=10) for a, b in pairwise(held))


def test_people_are_the_same_each_time():
    assert people(350) == people(350)
    assert people(350, seed=1) != people(350, seed=2)
    assert people(0) == []


@pytest.mark.parametrize("count", [1, 2, 7, 60, 350, 410, 1000])
def test_names_and_addresses(count):
    found = people(count)
    assert len(found) == count
    assert len({person.name for person in found}) == count
    shared = [n for n in Counter(person.email for person in found).values() if n > 1]
    assert all(n == 2 for n in shared) and len(shared) <= 3
    for person in found:
        assert re.fullmatch(r"[a-z0-9.-]+@example\.org", person.email)
        assert not re.search(r"\.\.|^\.|\.@", person.email)
        assert person.service_slug in SERVICES and person.role
        assert len(person.name) <= 100


def test_who_shares_a_mailbox_is_of_one_service():
    found = people(350)
    count = Counter(person.email for person in found)
    shared = {email for email, n in count.items() if n == 2}
    assert len(shared) == 3
    for email in shared:
        assert len({person.service_slug for person in found if person.email == email}) == 1


def test_people_come_from_120_services_most_from_few():
    sizes = Counter(person.service_slug for person in people(350))
    assert len(sizes) == 120
    assert (min(sizes.values()), max(sizes.values())) == (1, MOST_OF_A_SERVICE)
    assert sum(1 for size in sizes.values() if size <= 2) >= 40
    assert {slug for session in SESSIONS for slug in session.services} <= set(sizes)


def test_nobody_comes_from_a_service_that_did_not_exist():
    for person in people(1000):
        valid_from = SERVICES[person.service_slug].valid_from
        assert valid_from is None or valid_from <= words.FINISHED_DAY_ON


def test_more_people_than_the_services_can_send_are_refused():
    with pytest.raises(ValueError, match="At most"):
        people(9 * 208 + 1)


def test_names_have_the_shapes_that_break_software():
    assert sum(ch.isalpha() for ch in LONGEST) == 60
    names = [person.name for person in people(350)]
    assert LONGEST in names and set(ONE_WORD) <= set(names)
    for letters in ("O'", "O’", "D'", "Ŵ", "ŷ", "Mòrag", "ł", "ż", "-"):
        assert any(letters in name for name in names), letters


def test_pools_repeat_no_name():
    for pool in POOLS:
        assert len(set(pool.given)) == len(pool.given)
        assert len(set(pool.family)) == len(pool.family)


def test_twelve_access_requests_name_nobody():
    assert len(set(ACCESS_REQUESTS)) == 12
    assert not any("@" in text for text in ACCESS_REQUESTS)


def test_words_of_the_editions():
    assert words.NOTICE == (
        "Illustrative programme. Not the 2020 event; the services named did not supply these"
        " sessions."
    )
    finished, coming = words.finished_edition(), words.next_edition(date(2027, 6, 10))
    assert (finished.slug, finished.name) == ("2020", "Digital Bootcamp 2020")
    assert (coming.slug, coming.name) == ("next", "Digital Bootcamp 2027")
    for edition in (finished, coming):
        assert edition.notice == words.NOTICE
        assert len(edition.tagline) <= 200 and edition.description


@pytest.mark.parametrize(
    ("today", "day_on"),
    [
        (date(2026, 11, 23), date(2027, 6, 10)),
        (date(2026, 5, 1), date(2026, 6, 11)),
        (date(2026, 5, 28), date(2026, 6, 11)),
        (date(2026, 5, 29), date(2027, 6, 10)),
        (date(2026, 6, 11), date(2027, 6, 10)),
    ],
)
def test_the_open_edition_is_on_a_thursday_in_june_that_is_still_to_come(today, day_on):
    assert words.next_day_on(today) == day_on
    assert day_on.weekday() == 3


def test_every_address_is_at_example_org():
    for name in ("CONTACT_EMAIL", "ORGANISER_EMAIL", "ACCESS_LEAD_EMAIL", "HOST_EMAIL"):
        assert getattr(words, name).endswith("@example.org")
