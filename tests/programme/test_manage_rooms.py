"""Organisers' pages over rooms and tracks."""

import pytest

from app.programme import queries
from tests.support.builders import a_registration, a_room, a_slot, an_event
from tests.support.client import values_of

ROOMS = "/next/manage/rooms"
HOSTILE = "<script>alert(1)</script>"


def test_a_room_is_added_with_its_meeting(orla, event):
    page = orla.get("/next/manage/new-room")
    fields = {
        "name": "Studio C",
        "capacity": "80",
        "platform": "Zoom",
        "meeting_url": "https://meet.example.org/c",
        "passcode": "owl",
    }
    done = orla.submit(page, fields, button="Save", status=303)
    assert "The room is added." in orla.follow(done).text
    (room,) = queries.rooms(event.id)
    assert (room.name, room.capacity, room.meeting_url) == (
        "Studio C",
        80,
        "https://meet.example.org/c",
    )


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": ""}, "Enter a name for the room"),
        ({"capacity": ""}, "Enter how many people fit in"),
        ({"capacity": "many"}, "Enter a whole number, like 100"),
        ({"capacity": "-5"}, "Enter a whole number, like 100"),
        ({"capacity": "9" * 40}, "Enter a whole number, like 100"),
        ({"capacity": "0"}, "The number of places must be from 0 to 10,000."),
        ({"capacity": "10001"}, "The number of places must be from 0 to 10,000."),
        ({"meeting_url": "http://meet.example.org"}, "Enter a whole address that begins with"),
        ({"meeting_url": "javascript:alert(1)"}, "Enter a whole address that begins with"),
        ({"meeting_url": "https://u:p@meet.example.org"}, "Enter a whole address that begins with"),
        ({"meeting_url": "https://x.example/\u202egpj.exe"}, "Enter a whole address that begins"),
        ({"presenters_url": "https://[bad"}, "Enter a whole address that begins with"),
        ({"kind": "castle"}, "Not a valid choice"),
    ],
)
def test_a_refused_room_keeps_what_was_typed(orla, event, fields, sentence):
    typed = {"name": "Studio C", "capacity": "80", "dial_in": "01632 960001"} | fields
    page = orla.submit(orla.get("/next/manage/new-room"), typed, button="Save", status=422)
    assert sentence in " ".join(page.errors())
    kept = values_of(page.form(button="Save"))
    assert {name: kept[name] for name in typed if name != "kind"} == {
        name: value for name, value in typed.items() if name != "kind"
    }
    assert queries.rooms(event.id) == []


def test_a_hostile_name_is_text(orla, event):
    page = orla.get("/next/manage/new-room")
    fields = {"name": f"{HOSTILE}\r\nB\x00", "capacity": "5"}
    orla.submit(page, fields, button="Save", status=303)
    assert f"{HOSTILE} B" in orla.get(ROOMS).text


def test_raising_a_room_moves_up_who_waits(orla, event, outbox):
    room = a_room(event, capacity=1)
    slot = a_slot(event, room=room)
    for number in range(2):
        a_registration(event, [slot], name=f"Person {number}")
    path = f"{ROOMS}/{room.slug}"
    orla.submit(orla.get(path), {"capacity": "2"}, button="Save", status=303)
    assert len(outbox(template="registration/email/offered")) == 1


def test_a_room_with_sessions_stays(orla, event):
    room = a_slot(event).room
    path = f"{ROOMS}/{room.slug}"
    page = orla.get(path)
    assert "1 session is in this room." in page.text
    token = values_of(page.form(button="Save"))["csrf_token"]
    page = orla.post(f"{path}/remove", {"csrf_token": token}, status=422)
    assert "This room has sessions in it." in " ".join(page.errors())


def test_an_empty_room_can_go(orla, event):
    room = a_room(event)
    page = orla.get(f"{ROOMS}/{room.slug}")
    done = orla.submit(page, button="Remove", status=303)
    assert "The room is removed." in orla.follow(done).text
    assert queries.rooms(event.id) == []


def test_a_track_comes_is_renamed_and_goes(orla, event):
    orla.submit(orla.get(ROOMS), {"name": "Film"}, button="Add a track", status=303)
    page = orla.submit(orla.get(ROOMS), {"name": "FILM"}, button="Add a track", status=422)
    assert page.errors() == ["There is one of that name already. Choose another name."]
    path = "/next/manage/tracks/film"
    orla.submit(orla.get(path), {"name": "Film and video"}, button="Save", status=303)
    assert [track.name for track in queries.tracks(event.id)] == ["Film and video"]
    orla.submit(orla.get(path), {"name": " "}, button="Save", status=422)
    orla.submit(orla.get(path), button="Remove", status=303)
    assert queries.tracks(event.id) == []


def test_what_is_of_another_event_is_not_there(orla, event):
    other = an_event("other")
    room = a_room(other)
    orla.get(f"{ROOMS}/{room.slug}", status=404)
    orla.get("/next/manage/tracks/none", status=404)


def test_the_list_asks_as_often_for_thirty_rooms_as_for_one(orla, event):
    a_slot(event)
    few = orla.get(ROOMS).queries
    for number in range(29):
        a_slot(event, f"Session {number}", room=a_room(event, f"Room {number}"))
    assert orla.get(ROOMS).queries == few
