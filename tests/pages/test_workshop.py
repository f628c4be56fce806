"""The timetable by forms, and what a script is answered."""

import pytest

from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.actions import cancel_slot
from app.timetable import actions, queries
from app.timetable.enums import BreakKind
from tests.support.builders import a_registration, a_room, a_slot, an_event, at
from tests.support.timetables import a_placement, a_session, draft_of

PAGE = "/next/manage/timetable"


def path_of(placement, more=""):
    return f"{PAGE}/{placement.public_id}{more}"


def drafted(event):
    db.session.rollback()
    return draft_of(event)


def change(orla, status=200, **fields):
    token = orla.get(PAGE).html.find(attrs={"data-token": True})["data-token"]
    fields["csrf_token"] = token
    return orla.post(f"{PAGE}/change", fields, status=status).response.get_json()


def test_the_page_shows_rooms_sessions_and_what_differs(orla, event):
    lab = a_room(event, "Lab")
    out = a_slot(event, "Zines", room=lab, services=["gateshead"], capacity=20)
    a_registration(event, [out])
    a_placement(event, "Maps", room=lab, start="14:00", end="15:00")
    a_session(event, "Films")
    text = orla.get(PAGE).text
    assert "Lab 100 people 10:30–11:15 Zines 1 of 20 booked Gateshead" in text
    assert "14:00–15:00 New Maps 100 places" in text
    assert "Without a time Films" in text
    assert "1 session has no time yet: Films." in text


def test_moved_and_cancelled_are_marked(orla, event):
    lab = a_room(event, "Lab")
    for title in ("Zines", "Maps", "Films"):
        a_slot(event, title, room=lab)
    zines, maps, films = queries.placements(event.id)
    with transaction():
        more = {"seen": 1, "now": clock.now(), "actor": "sam@example.org"}
        actions.move(zines, lab, starts_at=at("14:00"), ends_at=at("15:00"), **more)
        actions.take_out(maps, "Ill", **more)
        cancel_slot(films.slot, "Ill", now=clock.now(), actor="sam@example.org")
    text = orla.get(PAGE).text
    assert "14:00–15:00 Moved Zines" in text
    assert "To be cancelled Maps" in text
    assert "Cancelled Films" in text


def test_the_page_asks_as_often_for_thirty_sessions_as_for_one(orla, event):
    a_slot(event, services=["gateshead"])
    a_placement(event, "Maps")
    few = [orla.get(path, budget=40).queries for path in (PAGE, f"{PAGE}/state")]
    room = a_room(event)
    for number in range(15):
        a_slot(event, f"S {number}", room=room, services=["york", "devon"])
        a_placement(event, f"P {number}", room=room)
        a_session(event, f"U {number}")
    assert [orla.get(path, budget=40).queries for path in (PAGE, f"{PAGE}/state")] == few


def test_a_session_is_moved_by_its_form(orla, event):
    placed = a_placement(event, "Zines", room=a_room(event, "Lab"))
    attic = a_room(event, "Attic")
    page = orla.get(path_of(placed))
    fields = {"room": attic.slug, "starts": "12:00", "ends": "12:30"}
    done = orla.follow(orla.submit(page, fields, button="Move in the draft", status=303))
    assert "“Zines” is moved in the draft." in done.html.text
    assert drafted(event) == [("Zines", "Attic", "12:00", "12:30")]


def test_a_stale_form_shows_both_versions_and_can_be_sent_again(orla, event):
    lab, attic = a_room(event, "Lab"), a_room(event, "Attic")
    placed = a_placement(event, "Zines", room=lab)
    page = orla.get(path_of(placed))
    with transaction():
        again = queries.placement(event.id, placed.public_id)
        actions.move(
            again,
            attic,
            starts_at=at("15:00"),
            ends_at=at("15:30"),
            seen=1,
            now=clock.now(),
            actor="sam@example.org",
        )
    fields = {"starts": "12:00", "ends": "12:30"}
    page = orla.submit(page, fields, button="Move in the draft", status=409)
    assert "Somebody else has changed this" in page.errors()[0]
    assert "Now: Attic, 15:00–15:30 (sam@example.org)" in page.text
    assert "Yours: Lab, 12:00–12:30" in page.text
    assert drafted(event) == [("Zines", "Attic", "15:00", "15:30")]
    orla.submit(page, button="Move in the draft", status=303)
    assert drafted(event) == [("Zines", "Lab", "12:00", "12:30")]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts": "", "ends": "11:15"}, "Enter when it starts"),
        ({"starts": "half ten"}, "Enter a time, like 10:30"),
        ({"starts": "11:15", "ends": "10:30"}, "The session must end after it begins."),
        ({"room": "cellar"}, "Not a valid choice"),
    ],
)
def test_a_refused_move_says_why(orla, event, fields, sentence):
    page = orla.get(path_of(a_placement(event)))
    page = orla.submit(page, fields, button="Move in the draft", status=422)
    assert sentence in page.errors()[0]


def test_two_are_swapped_by_a_form(orla, event):
    placed = a_placement(event, "Zines", room=a_room(event, "Lab"))
    other = a_placement(event, "Maps", room=a_room(event, "Attic"), start="14:00", end="14:20")
    page = orla.get(path_of(placed))
    orla.submit(page, {"other": ""}, button="Swap", status=422)
    orla.submit(page, {"other": "somebody 1"}, button="Swap", status=422)
    orla.submit(page, {"other": f"{other.public_id} 1"}, button="Swap", status=303)
    assert drafted(event) == [
        ("Maps", "Lab", "10:30", "10:50"),
        ("Zines", "Attic", "14:00", "14:45"),
    ]


def test_what_never_was_out_is_taken_out_without_a_reason(orla, event):
    placed = a_placement(event, "Zines")
    path = path_of(placed)
    orla.submit(orla.get(path), button="Take it out", status=303)
    assert drafted(event) == []
    orla.get(path, status=404)


def test_what_is_out_needs_a_reason_and_can_be_put_back(orla, event):
    slot = a_slot(event, "Zines")
    page = orla.get(path_of(slot))
    refused = orla.submit(page, button="Mark it to be cancelled", status=422)
    assert refused.errors() == ["Enter why the session is cancelled"]
    orla.submit(page, {"because": "Ill"}, button="Mark it to be cancelled", status=303)
    page = orla.get(path_of(slot))
    assert "It will be cancelled with the next release: Ill" in page.text
    orla.submit(page, button="Put it back", status=303)
    assert drafted(event)[0][3] == "11:15"
    with transaction():
        cancel_slot(slot, "Flood", now=clock.now(), actor="sam@example.org")
    assert "This session was cancelled for everybody: Flood" in orla.get(path_of(slot)).text


def test_places_and_crew_of_what_is_not_out(orla, event):
    placed = a_placement(event, "Zines")
    page = orla.get(path_of(placed, "/details"))
    half = {"capacity": "12", "host_name": "Hal"}
    refused = orla.submit(page, half, button="Save", status=422)
    assert refused.errors() == ["Enter their address"]
    whole = half | {"host_email": "hal@example.org", "overbook_percent": "10"}
    orla.submit(page, whole, button="Save", status=303)
    db.session.rollback()
    row = queries.placement(event.id, placed.public_id)
    assert (row.capacity, row.overbook_percent, row.host.name) == (12, 10, "Hal")
    orla.submit(page, whole, button="Save", status=409)
    out = a_slot(event, "Maps")
    orla.get(path_of(out, "/details"), status=404)


def test_breaks_and_blockers_by_a_form(orla, event):
    lab = a_room(event, "Lab")
    page = orla.get(f"{PAGE}/new-break")
    assert orla.submit(
        page, {"starts": "12:00", "ends": "13:00"}, button="Save", status=422
    ).errors()
    fields = {"title": "Lunch", "starts": "12:00", "ends": "13:00"}
    orla.submit(page, fields, button="Save", status=303)
    (row,) = queries.breaks(event.id)
    path = f"{PAGE}/breaks/{row.public_id}"
    page = orla.get(path)
    changed = {"kind": "blocker", "title": "Cleaning", "room": lab.slug}
    orla.submit(page, changed, button="Save", status=303)
    db.session.rollback()
    (row,) = queries.breaks(event.id)
    assert (row.kind, row.title, row.room.name) == (BreakKind.BLOCKER, "Cleaning", "Lab")
    stale = orla.submit(page, changed, button="Save", status=409)
    assert "Now: Lab, 12:00–13:00" in stale.text
    assert "Cleaning Blocker" in orla.get(PAGE).text
    stale = orla.submit(page, button="Remove", status=409)
    orla.submit(stale, button="Remove", status=303)
    assert queries.breaks(event.id) == []
    orla.get(path, status=404)


def test_undo_and_redo_are_buttons_of_ones_own_steps(orla, event):
    item = a_session(event, "Zines")
    a_room(event, "Lab")
    page = orla.get(f"/next/manage/sessions/{item.slug}/place")
    orla.submit(page, {"starts": "10:00", "ends": "10:30"}, button="Save", status=303)
    page = orla.get(PAGE)
    done = orla.follow(orla.submit(page, button="Undo: placing “Zines”", status=303))
    assert "Taken back: placing “Zines”." in done.html.text
    assert drafted(event) == []
    orla.submit(done, button="Redo: placing “Zines”", status=303)
    assert drafted(event) == [("Zines", "Lab", "10:00", "10:30")]
    a_placement(event, "Maps")
    orla.submit(orla.get(PAGE), action="/undo", status=303)
    said = orla.follow(orla.submit(orla.get(PAGE), action="/undo", status=303))
    assert "There is nothing of yours to undo." in said.html.text


def test_a_script_is_answered_with_what_changed(orla, event):
    lab, attic = a_room(event, "Lab"), a_room(event, "Attic")
    item = a_session(event, "Zines")
    times = {"starts": "10:00", "ends": "10:45"}
    answer = change(orla, what="place", session=item.slug, room=lab.slug, **times)
    assert answer["said"] == "“Zines” is placed: Lab, 10:00–10:45."
    (row,) = answer["changed"]
    assert (row["version"], row["starts"], row["ends"], row["room"]) == (1, 600, 645, lab.slug)
    moved = {"what": "move", "ref": row["ref"], "room": attic.slug, **times}
    assert change(orla, seen="1", **moved)["changed"][0]["version"] == 2
    stale = change(orla, 409, seen="1", **(moved | {"room": lab.slug}))
    assert (stale["theirs"]["room_name"], stale["theirs"]["version"]) == ("Attic", 2)
    assert (stale["yours"]["room_name"], stale["yours"]["times"]) == ("Lab", "10:00–10:45")
    assert change(orla, what="undo")["said"] == "Taken back: moving “Zines”."
    assert change(orla, what="redo")["said"] == "Done again: moving “Zines”."


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        pytest.param({}, 422, id="nothing"),
        pytest.param({"what": "explode"}, 422, id="no such change"),
        pytest.param({"what": "place", "session": "no\x00ne"}, 409, id="a NUL"),
        pytest.param({"what": "move", "ref": "x" * 5000}, 409, id="no such row"),
        pytest.param({"what": "move", "ref": "REF", "seen": "9" * 400}, 422, id="no room"),
        pytest.param({"what": "swap", "ref": "REF", "other": "REF", "seen": "-1"}, 422, id="itself"),
        pytest.param({"what": "undo"}, 422, id="nothing to undo"),
        pytest.param(
            {"what": "move", "ref": "REF", "room": "ROOM", "starts": "9:00", "ends": "25:61"},
            422,
            id="no time",
        ),
        pytest.param(
            {"what": "move", "ref": "REF", "room": "ROOM", "starts": "9:00", "ends": "9:05",
             "seen": "9" * 400}, 409, id="a giant version",
        ),
    ],
)  # fmt: skip
def test_nonsense_is_answered_with_a_sentence(orla, event, fields, status):
    placed = a_placement(event)
    known = {"REF": placed.public_id, "ROOM": placed.room.slug}
    sent = {name: known.get(value, value) for name, value in fields.items()}
    assert change(orla, status, **sent)["sentence"]


def test_the_state_is_304_while_nothing_changes(orla, event):
    placed = a_placement(event, "Zines")
    page = orla.get(f"{PAGE}/state")
    tag = page.response.headers["ETag"]
    again = orla.get(f"{PAGE}/state", headers={"If-None-Match": tag}, status=304, budget=10)
    assert again.body == b""
    with transaction():
        row = queries.placement(event.id, placed.public_id)
        actions.take_out(row, "", seen=1, now=clock.now(), actor="sam@example.org")
    fresh = orla.get(f"{PAGE}/state", headers={"If-None-Match": tag})
    assert "Zines" in fresh.response.get_json()["html"]


def test_nothing_of_another_event_is_here(orla, event):
    other = an_event("other")
    placed = a_placement(other)
    a_room(event)
    orla.get(path_of(placed), status=404)
    assert change(orla, 409, what="move", ref=placed.public_id)["sentence"]
