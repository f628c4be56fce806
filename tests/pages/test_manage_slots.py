"""Organisers' pages that join the programme and places: lists, numbers of places, cancelling."""

import pytest

from app.programme import queries
from app.registration import queries as places
from app.registration.enums import PlaceState
from tests.support.builders import a_member, a_registration, a_room, a_slot, an_event
from tests.support.client import values_of


def states(slot):
    return [booking.state for booking in places.bookings_in(slot.id)]


def a_full_slot(event, *, waiting=1):
    slot = a_slot(event, capacity=1)
    for number in range(1 + waiting):
        a_registration(event, [slot], name=f"Person {number}")
    return slot


def test_the_list_says_how_full_each_session_is(orla, event):
    a_full_slot(event, waiting=2)
    a_slot(event, "Filming", start="14:00", end="15:00", capacity=5)
    rows = orla.get("/next/manage/sessions").html.find_all("tr")[1:]
    said = [[" ".join(cell.get_text(" ").split()) for cell in row.find_all("td")] for row in rows]
    assert said == [
        ["10:30 to 11:15 Studio A", "1", "0", "2", "Waiting list"],
        ["14:00 to 15:00 Studio A", "0", "5", "0", "Places left"],
    ]


def test_lists_ask_as_often_for_thirty_sessions_as_for_one(orla, event):
    a_slot(event, services=["gateshead"])
    paths = ("/next/manage/sessions", "/next/manage/")
    few = [orla.get(path).queries for path in paths]
    room = a_room(event)
    for number in range(29):
        a_slot(event, f"S {number}", room=room, services=["york", "devon"])
    assert [orla.get(path).queries for path in paths] == few


def test_more_places_move_up_who_waits_at_once(orla, event, outbox):
    slot = a_full_slot(event)
    page = orla.get(f"/next/manage/slots/{slot.public_id}/places")
    assert "1 of 1 places taken 1 person waiting" in page.text
    done = orla.submit(page, {"capacity": "2"}, button="Save", status=303)
    assert "The number of places is changed." in orla.follow(done).text
    assert sorted(states(slot)) == [PlaceState.CONFIRMED, PlaceState.OFFERED]
    assert len(outbox(template="registration/email/offered")) == 1


def test_fewer_places_take_none_away(orla, event):
    slot = a_slot(event, capacity=2)
    for number in range(2):
        a_registration(event, [slot], name=f"Person {number}")
    page = orla.get(f"/next/manage/slots/{slot.public_id}/places")
    orla.submit(page, {"capacity": "1"}, button="Save", status=303)
    assert states(slot) == [PlaceState.CONFIRMED] * 2


def test_without_a_number_the_room_counts(orla, event):
    slot = a_slot(event, capacity=2)
    page = orla.get(f"/next/manage/slots/{slot.public_id}/places")
    orla.submit(page, {"capacity": ""}, button="Save", status=303)
    assert queries.slot(slot.public_id).capacity is None


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"capacity": "some"}, "Enter a whole number, like 20"),
        ({"capacity": "10001"}, "The number of places must be from 0 to 10,000."),
        ({"overbook_percent": ""}, "Enter 0 if you do not want to overbook"),
        ({"overbook_percent": "101"}, "Overbooking is at most 100 per cent"),
    ],
)
def test_refused_places_keep_what_was_typed(orla, event, fields, sentence):
    slot = a_slot(event, capacity=2)
    typed = {"capacity": "7", "overbook_percent": "5"} | fields
    page = orla.get(f"/next/manage/slots/{slot.public_id}/places")
    page = orla.submit(page, typed, button="Save", status=422)
    assert page.errors() == [sentence]
    kept = values_of(page.form(button="Save"))
    assert {name: kept[name] for name in typed} == typed
    assert queries.slot(slot.public_id).capacity == 2


def test_cancelling_says_whom_it_concerns_and_tells_them(orla, event, outbox):
    slot = a_full_slot(event, waiting=2)
    path = f"/next/manage/slots/{slot.public_id}/cancel"
    page = orla.get(path)
    assert "3 people have a place or are waiting." in page.text
    page = orla.submit(page, {"because": " "}, button="Cancel", status=422)
    assert page.errors() == ["Enter why the session is cancelled"]
    done = orla.submit(page, {"because": "<b>Ill</b>"}, button="Cancel", status=303)
    page = orla.follow(done)
    assert "Cancelled: <b>Ill</b>" in page.text
    assert len(outbox(template="registration/email/session_cancelled")) == 3
    assert states(slot) == []
    orla.get(path, status=404)


def test_what_nobody_chose_is_cancelled_without_a_mail(orla, event, outbox):
    slot = a_slot(event)
    page = orla.get(f"/next/manage/slots/{slot.public_id}/cancel")
    assert "nobody will be told" in page.text
    orla.submit(page, {"because": "Ill"}, button="Cancel", status=303)
    assert outbox() == []


def test_the_overview_says_what_needs_doing(orla, event):
    a_full_slot(event)
    a_slot(event, "No meeting", room=a_room(event, "Attic", meeting_url=""))
    orla.submit(orla.get("/next/manage/new-session"), {"title": "X"}, button="Save", status=303)
    page = orla.get("/next/manage/")
    todo = [item.get_text(strip=True) for item in page.html.select(".bc-todo li")]
    assert todo == [
        "1 session has no time",
        "Attic has sessions but no meeting address",
        "1 session has a waiting list: raise its places, or repeat it?",
    ]
    for link in page.html.select(".bc-todo a, .bc-stat a"):
        orla.get(link["href"])


def test_a_draft_is_told_to_be_published(orla, event):
    draft = an_event("draft", state="draft", registration_opens_at=None)
    a_member(draft)
    page = orla.get("/draft/manage/")
    assert "The event is not published yet" in page.text
    assert "It is not decided when booking opens" in page.text
