"""The pages anybody may read."""

import pytest

from app.kernel.transaction import transaction
from app.registration import actions, queries
from tests.support.builders import a_registration, a_slot, an_event


@pytest.fixture
def event(app):
    return an_event(notice="Illustrative programme.")


def test_home_lists_what_is_on(event, client):
    an_event("hidden", state="draft")
    page = client.get("/")
    assert "Digital Bootcamp next" in page.text
    assert "hidden" not in page.text


def test_home_without_any_event_says_so(app, client):
    assert "No event has been published" in client.get("/").text


def test_programme_shows_places_truly_at_every_moment(event, client, clock):
    slot = a_slot(event, "Podcast", capacity=2, services=("suffolk",))
    assert "2 places left" in client.get("/next/programme").text
    ada = a_registration(event, [slot])
    assert "1 place left" in client.get("/next/programme").text
    a_registration(event, [slot])
    assert "Full" in client.get("/next/programme").text
    a_registration(event, [slot])
    assert "1 waiting" in client.get("/next/programme").text
    with transaction():
        actions.give_up(queries.bookings_of(ada.id)[0].public_id, now=clock.now())
    assert "waiting" not in client.get("/next/programme").text


def test_filters(event, client):
    a_slot(event, "Podcast", services=("suffolk",))
    a_slot(event, "Filming", services=("norfolk",), start="13:00", end="13:45")
    page = client.get("/next/programme?service=norfolk")
    assert "Filming" in page.text and "Podcast" not in page.text
    assert "1 of 2 sessions" in page.text
    assert "No session fits" in client.get("/next/programme?service=nowhere").text
    grid = client.get("/next/programme?view=grid")
    assert grid.html.find("table", class_="bc-grid")


def test_a_kept_page_costs_one_query_and_is_304_when_asked_again(event, client):
    a_slot(event, "Podcast")
    client.get("/next/programme")
    page = client.get("/next/programme")
    assert page.queries == 1
    tag = page.response.headers["ETag"]
    assert page.response.headers["Cache-Control"] == "public, no-cache"
    assert "Set-Cookie" not in page.response.headers
    client.get("/next/programme", status=304, headers={"If-None-Match": tag})
    a_slot(event, "Filming")
    client.get("/next/programme", headers={"If-None-Match": tag})


def test_many_sessions_need_no_more_queries(event, client):
    def queries_for(number):
        for index in range(number):
            a_slot(event, f"Session {index}", services=("suffolk",))
        return client.get("/next/programme").queries

    assert queries_for(1) == queries_for(29)


def test_a_session_page(event, client):
    slot = a_slot(event, "A <script>bad</script> & title", services=("suffolk",), capacity=5)
    page = client.get(f"/next/sessions/{slot.session.slug}")
    assert page.h1 == "A <script>bad</script> & title"
    assert "5 places left" in page.text
    assert page.html.find("a", string="Book this session")["href"].endswith(slot.session.slug)
    client.get("/next/sessions/nothing", status=404)


def test_programme_as_calendar_same_bytes_and_304(event, client, clock):
    slot = a_slot(event, "One; two, three\\four", services=("bournemouth-christchurch-and-poole",))
    a_slot(event, "Filming", services=("norfolk",), start="13:00", end="13:45")
    one = client.get("/next/programme.ics").response
    again = client.get("/next/programme.ics").response
    assert one.data == again.data
    assert one.mimetype == "text/calendar"
    assert b"SUMMARY:One\\; two\\, three\\\\four\r\n" in one.data
    assert f"UID:{slot.public_id}@bootcamp.test".encode() in one.data.replace(b"\r\n ", b"")
    tag = one.headers["ETag"]
    client.get("/next/programme.ics", status=304, headers={"If-None-Match": tag})
    filtered = client.get("/next/programme.ics?service=norfolk").response.data
    assert filtered.count(b"BEGIN:VEVENT") == 1


def test_pages_carry_the_notice_and_security_headers(event, client):
    page = client.get("/next/")
    assert "Illustrative programme." in page.html.get_text()
    headers = page.response.headers
    assert "unsafe-inline" not in headers["Content-Security-Policy"]
    assert headers["X-Content-Type-Options"] == "nosniff"


def test_a_host_we_do_not_serve_is_refused(event, client):
    client.get("/", status=400, headers={"Host": "evil.example.com"})


def test_wrong_method_is_405_and_helps(event, client):
    client.get("/p/forged/give-up", status=405)
