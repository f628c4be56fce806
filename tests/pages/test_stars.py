"""Stars, without a script and with one."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.kernel.database import db
from app.kernel.limits import Limit
from app.kernel.tokens import digest
from app.stars.models import Star
from tests.support.builders import a_slot
from tests.support.client import CheckingClient

COOKIE = "bootcamp-stars"


@pytest.fixture
def podcast(event):
    return a_slot(event, "Podcast", services=("suffolk",)).session.slug


@pytest.fixture
def film(event):
    return a_slot(event, "Filming", start="11:00", end="12:00", services=("norfolk",)).session.slug


def number_of_stars() -> int:
    return db.session.scalar(select(func.count()).select_from(Star))


def star(client, slug):
    return client.submit(client.get(f"/next/stars/{slug}"), action=f"/stars/{slug}", status=303)


def test_a_day_of_ones_own_without_a_script(event, client, podcast, film):
    page = client.get("/next/programme")
    link = page.html.find("a", attrs={"data-star": podcast})
    assert link["href"] == f"/next/stars/{podcast}"
    done = star(client, podcast)
    star(client, film)
    page = client.follow(done)
    assert page.h1 == "Your starred sessions"
    assert [h.get_text(strip=True) for h in page.html.find("main").find_all("h2")] == [
        "Podcast",
        "Filming",
    ]
    assert page.text.count("Same time") == 2
    book = page.html.find("a", string="Register with these sessions")["href"]
    you = client.get(book)
    fields = {"name": "Ada Bryn", "email": "ada@example.org", "service": "suffolk"}
    sessions = client.submit(you, fields, status=200)
    chosen = [
        box for box in sessions.html.find_all("input", checked=True) if box["type"] == "radio"
    ]
    assert len(chosen) == 2
    page = client.submit(client.get("/next/stars"), action=f"/stars/{podcast}", status=303)
    assert "Podcast" not in client.follow(page).text
    assert "Filming" in client.get("/next/stars").text


def test_reading_changes_nothing_and_sets_no_cookie_of_stars(event, client, podcast):
    for path in ("/next/programme", f"/next/sessions/{podcast}", f"/next/stars/{podcast}"):
        page = client.get(path)
        assert COOKIE not in page.response.headers.get("Set-Cookie", "")
    assert "have starred no session yet" in client.get("/next/stars").text
    assert number_of_stars() == 0


def test_the_cookie_and_the_row(event, client, podcast):
    done = star(client, podcast)
    cookie = next(c for c in done.response.headers.getlist("Set-Cookie") if COOKIE in c)
    assert "HttpOnly" in cookie and "SameSite=Lax" in cookie and "Max-Age=31536000" in cookie
    value = client.http.get_cookie(COOKIE).value
    row = db.session.scalars(select(Star)).one()
    assert row.visitor == digest(value)
    assert value not in row.visitor


def test_each_browser_has_its_own(event, app, client, podcast):
    star(client, podcast)
    assert "have starred no session" in CheckingClient(app).get("/next/stars").text
    assert number_of_stars() == 1


def test_by_script(event, app, client, podcast):
    app.config["WTF_CSRF_ENABLED"] = True
    state = client.get("/next/stars.json").response.get_json()
    assert state["starred"] == []
    headers = {"Accept": "application/json", "X-CSRFToken": state["token"]}
    page = client.post(f"/next/stars/{podcast}", status=204, headers=headers)
    assert page.body == b""
    assert client.get("/next/stars.json").response.get_json()["starred"] == [podcast]
    client.post(f"/next/stars/{podcast}", {"do": "off"}, status=204, headers=headers)
    assert number_of_stars() == 0


def test_a_calendar_of_what_is_starred(event, client, podcast, film):
    star(client, film)
    page = client.get("/next/stars.ics").response
    assert page.mimetype == "text/calendar"
    assert page.data.count(b"BEGIN:VEVENT") == 1 and b"SUMMARY:Filming" in page.data
    assert page.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("slug", ["nothing", "a%00b", "x" * 500])
def test_what_is_not_there(event, client, podcast, slug):
    client.get(f"/next/stars/{slug}", status=404)


def test_too_many_tries_from_one_place(event, app, client, podcast):
    app.extensions["stars_limit"] = Limit(2, timedelta(minutes=10))
    try:
        page = client.get(f"/next/stars/{podcast}")
        for _ in range(2):
            client.submit(page, action=f"/stars/{podcast}", status=303)
        refused = client.submit(page, action=f"/stars/{podcast}", status=429)
    finally:
        del app.extensions["stars_limit"]
    assert refused.response.headers["Retry-After"] == "600"


def test_as_many_stars_need_no_more_queries(event, client):
    slugs = [a_slot(event, f"Session {number}").session.slug for number in range(30)]
    star(client, slugs[0])
    one = client.get("/next/stars").queries
    for slug in slugs[1:]:
        star(client, slug)
    client.get("/next/stars")
    assert client.get("/next/stars").queries == one


def test_a_cookie_that_is_none_of_ours_is_nobody(event, client, podcast):
    client.http.set_cookie(COOKIE, "x" * 4000)
    assert "have starred no session" in client.get("/next/stars").text


def test_the_cookie_is_told(event, client):
    assert COOKIE in client.get("/cookies").text
