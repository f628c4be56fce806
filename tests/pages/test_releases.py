"""Releasing through pages: what would happen is shown exactly, and then happens."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from app.timetable import queries
from tests.support.builders import a_registration, a_room, a_slot
from tests.support.client import CheckingClient, values_of
from tests.support.signing_in import be
from tests.support.timetable import out, plan, plan_cancelling, plan_move, release

RELEASE = "/next/manage/release"


def test_the_preview_names_who_would_be_told_and_nothing_happens(orla, event, outbox):
    podcast, filming = (
        a_slot(event, "Podcast"),
        a_slot(event, "Filming", start="13:00", end="13:45"),
    )
    release(event)
    ada = a_registration(event, [podcast], name="Ada")
    a_registration(event, [filming], name="Bo")
    plan_move(podcast, "11:30", "12:15")
    before = len(outbox())
    page = orla.submit(
        orla.get(RELEASE), {"note": "One moves."}, button="Show who will be told", status=200
    )
    text = page.html.main.get_text(" ", strip=True)
    assert "1 mail will go, and no other." in text
    assert f"Ada {ada.person.email} Calendar updated" in text
    assert "Bo" not in text.split("Who will be told what")[1]
    assert "“Podcast” is now at 11:30–12:15, not at 10:30–11:15. It stays in Studio A." in text
    assert len(outbox()) == before
    assert [row.release.label for row in queries.publications(event.id)] == ["1"]
    orla.submit(page, {}, button="Release now", status=303)
    assert [m.to_name for m in outbox()[before:]] == ["Ada"]
    assert out(event)[0] == ("Podcast", "11:30", "Studio A", False)
    shown = orla.get("/next/manage/releases")
    assert "One moves." in shown.text
    assert "Out now" in shown.text


def test_the_preview_opens_nobodys_page(orla, event, outbox):
    podcast = a_slot(event, "Podcast")
    release(event)
    a_registration(event, [podcast], name="Ada")
    plan_move(podcast, "11:30", "12:15")
    page = orla.submit(orla.get(RELEASE), {}, button="Show who will be told", status=200)
    assert "Hello Ada" in page.text
    assert "/p/…" in page.text
    assert not re.search(r"/p/\w", page.body.decode())
    orla.submit(page, {}, button="Release now", status=303)
    assert "/p/" in outbox(to_name="Ada")[-1].text


def test_a_draft_that_changed_meanwhile_is_looked_at_again(orla, event):
    podcast = a_slot(event, "Podcast")
    release(event)
    plan_move(podcast, "11:30", "12:15")
    page = orla.submit(
        orla.get(RELEASE), {"note": "Moves"}, button="Show who will be told", status=200
    )
    plan_move(podcast, "12:30", "13:15")
    page = orla.submit(page, {}, button="Release now", status=422)
    assert "The draft has changed since you looked at it" in page.text
    assert out(event) == [("Podcast", "10:30", "Studio A", False)]
    assert "Moves" in page.html.find(id="note").text


def test_the_first_release(orla, event, clock):
    slot = a_slot(event, "Podcast")
    plan(slot.session, event, a_room(event, "Lab"), "14:00", "14:45")
    page = orla.get(RELEASE)
    assert "Nothing is released yet." in page.text
    page = orla.submit(page, {}, button="Show who will be told", status=200)
    assert "Nobody: no mail will go." in page.text
    orla.submit(page, {}, button="Release now", status=303)
    assert [row[1] for row in out(event)] == ["10:30", "14:00"]


def test_nothing_new_is_said_and_not_released(orla, event):
    a_slot(event, "Podcast")
    release(event)
    page = orla.submit(orla.get(RELEASE), {}, button="Show who will be told", status=422)
    assert "There is nothing to release." in page.text


def test_going_back_asks_why_and_shows_who_is_told(orla, event, outbox):
    podcast = a_slot(event, "Podcast")
    release(event)
    plan_cancelling(podcast)
    release(event)
    page = orla.get("/next/manage/releases")
    page = orla.get(page.html.find("a", string="Go back to release 1")["href"])
    refused = orla.submit(page, {"because": ""}, button="Show who will be told", status=422)
    assert "Enter why you go back" in refused.errors()[0]
    page = orla.submit(
        page, {"because": "She is well again"}, button="Show who will be told", status=200
    )
    assert "“Podcast” takes place after all, at 10:30–11:15 in Studio A." in page.text
    orla.submit(page, {}, button="Go back now", status=303)
    assert out(event) == [("Podcast", "10:30", "Studio A", False)]


@pytest.mark.parametrize("label", ["9", "1.9", "x", "1.", "٣", "99999999999", "1.1.1"])
def test_no_such_release(orla, event, label):
    a_slot(event, "Podcast")
    release(event)
    page = orla.get(f"/next/manage/releases/{label}/back", status=404 if label != "1." else 200)
    assert page is not None


def test_a_roll_back_that_was_not_looked_at_is_refused(orla, event):
    podcast = a_slot(event, "Podcast")
    release(event)
    plan_move(podcast, "11:30", "12:15")
    release(event)
    page = orla.get("/next/manage/releases/1/back")
    page = orla.submit(page, {"because": "Why not"}, button="Show who will be told", status=200)
    plan_move(podcast, "12:30", "13:15")
    release(event)
    page = orla.submit(page, {}, button="Go back now", status=422)
    assert "The programme has changed since you looked" in page.text


def test_of_two_who_go_back_at_once_the_second_looks_again(app, orla, event):
    """Each has looked at the way from the newest release; the second would now begin elsewhere."""
    podcast = a_slot(event, "Podcast")
    release(event)
    for hour in (11, 12):
        plan_move(podcast, f"{hour}:30", f"{hour + 1}:15")
        release(event)
    looked = []
    for label in ("1", "2"):
        client = CheckingClient(app)
        be(client)
        page = client.get(f"/next/manage/releases/{label}/back")
        page = client.submit(page, {"because": "Why"}, button="Show who will be told", status=200)
        looked.append((client, client.at, values_of(page.form(button="Go back now"))))
    barrier = Barrier(2)

    def press(one):
        client, path, values = one
        barrier.wait(timeout=60)
        with app.app_context():
            return client.http.post(path, data=values).status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(press, looked)) == [303, 422]
