"""The programme as a calendar: what it says, how it counts, and that it stays the same."""

from datetime import timedelta

import vobject

from app.kernel import clock as clocks
from app.kernel.transaction import transaction
from app.programme.actions import correct_words, move_slot
from app.programme.models import Session
from app.timetable import queries
from tests.pages.exports.programmes import a_programme, cancel, release
from tests.support.builders import at


def calendar(client, path="/next/programme.ics"):
    data = client.get(path).response.data.decode()
    return {one.uid.value: one for one in vobject.readOne(data).contents.get("vevent", [])}


def entry(client, slot):
    return calendar(client)[f"{slot.public_id}@bootcamp.test"]


def test_what_stands_in_an_entry(event, client):
    podcast, _film, gone = a_programme(event)
    release(event)
    assert len(calendar(client)) == 4
    said = entry(client, podcast)
    assert said.summary.value == "Setting up a podcast"
    assert said.dtstart.value == at("10:30") and said.dtend.value == at("11:15")
    assert (said.location.value, said.status.value) == ("Studio A", "CONFIRMED")
    assert "Norfolk" in said.description.value and "One." in said.description.value
    assert said.url.value.endswith(f"/next/sessions/{podcast.session.slug}")
    cancelled = entry(client, gone)
    assert cancelled.status.value == "CANCELLED"
    assert "Nobody can present it." in cancelled.description.value


def test_equal_bytes_until_something_changes(event, client, clock):
    _podcast, film, _gone = a_programme(event)
    release(event)
    first = client.get("/next/programme.ics").response
    clock.at += timedelta(hours=2)
    assert client.get("/next/programme.ics").response.data == first.data
    tag = first.headers["ETag"]
    client.get("/next/programme.ics", status=304, headers={"If-None-Match": tag})
    cancel(film, "")
    second = client.get("/next/programme.ics", headers={"If-None-Match": tag}).response
    assert second.headers["ETag"] != tag


def test_a_move_counts_up_and_words_alone_are_stamped(event, client, clock):
    _podcast, film, _gone = a_programme(event)
    release(event)
    before = entry(client, film)
    clock.at += timedelta(minutes=5)
    with transaction() as session:
        correct_words(
            session.get_one(Session, film.session_id),
            title="Other words", abstract="", outcomes="", now=clocks.now(), actor="orla",
        )  # fmt: skip
    words = entry(client, film)
    assert words.sequence.value == before.sequence.value
    assert words.dtstamp.value == before.dtstamp.value + timedelta(minutes=5)
    clock.at += timedelta(minutes=5)
    with transaction():
        move_slot(
            film, film.room, starts_at=at("13:30"), ends_at=at("14:15"),
            now=clocks.now(), actor="orla",
        )  # fmt: skip
    moved = entry(client, film)
    assert int(moved.sequence.value) > int(words.sequence.value)
    assert moved.dtstart.value == at("13:30")


def test_what_is_only_drafted_is_in_no_calendar(event, client):
    podcast, _film, _gone = a_programme(event)
    release(event)
    before = client.get("/next/programme.ics").response.data
    with transaction():
        placement = queries.placement(event.id, podcast.public_id)
        placement.starts_at, placement.ends_at = at("16:00"), at("17:00")
    assert client.get("/next/programme.ics").response.data == before


def test_filters(event, client):
    _podcast, film, _gone = a_programme(event)
    assert len(calendar(client, "/next/programme.ics?room=" + film.room.slug)) == 2
    assert len(calendar(client, "/next/programme.ics?level=beginner&tag=reading")) == 2
    assert calendar(client, "/next/programme.ics?track=nothing") == {}
    assert len(calendar(client, "/next/programme.ics?free=1")) == 3, "one is cancelled"


def test_one_session(event, client):
    podcast, _film, _gone = a_programme(event)
    found = calendar(client, f"/next/sessions/{podcast.session.slug}.ics")
    assert [one.summary.value for one in found.values()] == ["Setting up a podcast"] * 2
    client.get("/next/sessions/nothing.ics", status=404)
    client.get(f"/next/sessions/{podcast.session.slug}")
