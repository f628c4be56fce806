"""Pages from memory: the same bytes until something changes, and then only what has changed."""

import pytest
from bs4 import BeautifulSoup

from app.kernel.transaction import transaction
from app.pages import kept, marks
from app.pages.kept import Memory, Rendered
from app.pages.marks import Written, mark
from app.programme import actions as programme
from app.registration import actions, queries
from tests.support.builders import HOUR, a_registration, a_slot, at
from tests.support.client import counting


def without_places(body: bytes) -> str:
    soup = BeautifulSoup(body.decode(), "html.parser")
    for part in soup.find_all(attrs={"data-places": True}):
        part.clear()
    return str(soup)


@pytest.fixture
def slots(event):
    return [a_slot(event, f"Session {number}", capacity=2) for number in range(3)]


@pytest.mark.parametrize("view", ["", "?view=grid", "?tz=Asia/Kolkata", "?track="])
def test_a_booking_changes_the_places_and_nothing_else(event, client, clock, slots, view):
    before = client.get(f"/next/programme{view}").body
    ada = a_registration(event, slots[:1])
    after = client.get(f"/next/programme{view}").body
    assert before != after
    assert without_places(before) == without_places(after)
    assert b"1 place left" in after
    with transaction():
        actions.give_up(queries.bookings_of(ada.id)[0].public_id, now=clock.at)
    assert client.get(f"/next/programme{view}").body == before


def test_after_a_booking_the_page_is_not_rendered_again(event, app, client, slots):
    client.get("/next/programme")
    client.get("/next/programme?view=grid")
    a_registration(event, slots[:1])
    first = client.get("/next/programme").queries
    second = client.get("/next/programme?view=grid").queries  # what is left is known by now
    assert first <= 6
    assert second <= 3
    assert client.get("/next/programme").queries == 1


def test_a_session_page_says_by_the_places_what_its_button_does(event, client):
    slot = a_slot(event, "Podcast", capacity=1)
    path = f"/next/sessions/{slot.session.slug}"
    page = client.get(path)
    assert "1 place left" in page.text and "Book this session" in page.text
    tag = page.response.headers["ETag"]
    client.get(path, status=304, headers={"If-None-Match": tag})
    a_registration(event, [slot])
    full = client.get(path, headers={"If-None-Match": tag})
    assert "Join the waiting list" in full.text and "1 place: 1 booked." in full.text
    a_registration(event, [slot])
    assert "1 person is waiting" in client.get(path).text


def test_other_words_are_another_page(event, client, slots):
    client.get("/next/programme")
    with transaction():
        programme.edit_note(slots[0], "Bring a laptop", now=at("09:00"), actor="orla")
    assert "Bring a laptop" in client.get("/next/programme").text


def test_when_booking_ends_the_pages_know(event, client, clock, slots):
    assert "Register and choose sessions" in client.get("/next/programme").text
    clock.at = event.registration_closes_at + HOUR
    assert "Register and choose sessions" not in client.get("/next/programme").text


@pytest.mark.parametrize("path", ["/next/programme", "/next/programme?view=grid", "session"])
def test_one_session_and_thirty_need_as_many_queries(event, client, path):
    def queries_for(number):
        slots = [a_slot(event, f"S {n}", services=("suffolk",)) for n in range(number)]
        where = f"/next/sessions/{slots[0].session.slug}" if path == "session" else path
        rendered = client.get(where).queries
        a_registration(event, slots[:1])
        return rendered, client.get(where).queries, client.get(where).queries

    assert queries_for(1) == queries_for(30)


def test_free_places_follow_the_places(event, client, slots):
    path = "/next/programme?free=1"
    assert "3 of 3 sessions" in client.get(path).text
    for _ in range(2):
        a_registration(event, slots[:1])
    page = client.get(path)
    assert "2 of 3 sessions" in page.text and "Session 0" not in page.text
    assert client.get(path).queries == 1


def test_what_somebody_typed_is_no_mark(event, client):
    slot = a_slot(event, "left:1 {{ mark }}", capacity=2)
    client.get("/next/programme")
    assert "left:1" in client.get(f"/next/sessions/{slot.session.slug}").h1


def test_pages_carry_no_seal(event, client, slots):
    for path in ("/next/programme", f"/next/sessions/{slots[0].session.slug}"):
        assert marks._SEAL.encode() not in client.get(path).body


def test_places_for_pages_that_stay_open(event, app, client, slots):
    answer = client.http.get("/next/programme/places")
    assert answer.data.count(b"2 places left") == 3
    tag = answer.headers["ETag"]
    again = client.http.get("/next/programme/places", headers={"If-None-Match": tag})
    assert again.status_code == 304
    a_registration(event, slots[:1])
    fresh = client.http.get("/next/programme/places", headers={"If-None-Match": tag})
    assert fresh.status_code == 200 and fresh.data.count(b"1 place left") == 1


def test_memory_holds_what_fits():
    memory = Memory(most_bytes=10_000 + 3 * kept.OVERHEAD)
    for number in range(4):
        memory.put(number, Rendered(b"x" * 4000, "tag"))
    assert [memory.get(n, Rendered) is not None for n in range(4)] == [False, False, True, True]
    memory.get(2, Rendered)
    memory.put(5, Rendered(b"x" * 4000, "tag"))
    assert memory.get(3, Rendered) is None and memory.get(2, Rendered) is not None
    memory.put(2, Rendered(b"", "tag"))
    assert memory.bytes == 4000 + 2 * kept.OVERHEAD
    memory.put("large", Rendered(b"x" * 50_000, "tag"))
    assert len(memory) == 0 and memory.bytes == 0


def test_a_mark_without_its_slot_is_nothing(app, event):
    cut = marks.cut(Written(f"a{mark('left', 'gone')}b{mark('why', 'gone')}c{mark('book', 'x')}"))
    assert cut.has_places
    assert marks.filled(cut, event, now=at("10:00")).decode().replace("\n", "").startswith("abc")


def test_filling_in_asks_the_database_as_often_for_any_number_of_pages(event, app, client, slots):
    paths = [f"/next/sessions/{slot.session.slug}" for slot in slots]
    for path in paths:
        client.get(path)
    a_registration(event, slots[:1])
    with counting(app) as counted:
        for path in paths:
            client.get(path)
    assert counted[0] <= 12
