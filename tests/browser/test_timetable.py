"""The timetable in a browser: a day built by hand, again by keys alone, and by two people at once."""

from __future__ import annotations

import pytest

from app.kernel.database import db
from app.programme import queries as programme
from tests.browser.hands import box_of, card, drag, saved, spot, waiting
from tests.support.builders import a_member, a_room, a_slot, an_event
from tests.support.timetables import a_session, draft_of

ORLA, SAM = "orla@example.org", "sam@example.org"
PAGE = "/next/manage/timetable"


@pytest.fixture
def event(app):
    event = an_event()
    a_member(event, email=ORLA)
    a_member(event, email=SAM, name="Sam Test")
    return event


def drafted(event):
    """What the draft says now, whatever was read before."""
    db.session.rollback()
    return draft_of(event)


def test_a_day_is_built_by_hand(app, event, open_as):
    lab, attic = a_room(event, "Lab"), a_room(event, "Attic")
    for title in ("Zines", "Maps"):
        a_session(event, title)
    orla = open_as(ORLA)
    orla.open(PAGE)
    drag(orla, "Zines", spot(orla, lab, "10:30"))
    saved(orla, "“Zines” is placed: Lab, 10:30–11:15.")
    card(orla, "Zines").wait_for()  # drawn anew, so that the list has moved up
    drag(orla, "Maps", spot(orla, attic, "14:00"))
    saved(orla, "“Maps” is placed: Attic, 14:00–14:45.")
    orla.page.get_by_text("Every session has a time.").wait_for()
    card(orla, "Maps").wait_for()
    drag(orla, "Zines", spot(orla, attic, "11:05"))
    saved(orla, "“Zines” is moved: Attic, 11:05–11:50.")
    x, y, height = box_of(orla, "Zines")
    edge = (x, y + height - 5)
    drag(orla, edge, (edge[0], edge[1] + 27))
    saved(orla, "“Zines” is moved: Attic, 11:05–12:05.")
    x, y, _height = box_of(orla, "Maps")
    drag(orla, "Zines", (x, y + 20))
    saved(orla, "are swapped")
    expected = [("Maps", "Attic", "11:05", "11:50"), ("Zines", "Attic", "14:00", "15:00")]
    assert drafted(event) == expected
    orla.press("Undo")
    saved(orla, "Taken back")
    assert drafted(event)[0] == ("Zines", "Attic", "11:05", "12:05")
    orla.page.keyboard.press("Control+y")
    saved(orla, "Done again")
    assert drafted(event) == expected
    orla.press("Only occupied times")
    orla.look()
    assert orla.page.url.endswith(PAGE)


def test_a_day_is_built_by_keys_alone(app, event, open_as):
    a_room(event, "Lab"), a_room(event, "Attic")
    a_session(event, "Zines")
    orla = open_as(ORLA)
    orla.open(PAGE)
    keys = orla.page.keyboard
    waiting(orla, "Zines").locator("a").focus()
    keys.press("ArrowDown")
    saved(orla, "“Zines” is placed: Lab, 09:00–09:45.")
    card(orla, "Zines").locator("a:focus").wait_for()
    for key in ("ArrowDown", "ArrowDown", "ArrowRight", "Shift+ArrowDown"):
        keys.press(key)
    saved(orla, "Zines: Attic, 09:10–10:00")
    saved(orla, "“Zines” is moved: Attic, 09:10–10:00.")
    assert drafted(event) == [("Zines", "Attic", "09:10", "10:00")]
    keys.press("Control+z")
    saved(orla, "Taken back: moving “Zines”.")
    assert drafted(event) == [("Zines", "Lab", "09:00", "09:45")]
    card(orla, "Zines").locator("a:focus").wait_for()
    keys.press("ArrowDown")
    keys.press("Escape")
    saved(orla, "Zines: Lab, 09:00–09:45")
    keys.press("Enter")
    orla.page.get_by_role("heading", name="Zines").wait_for()
    orla.look()
    orla.fill("Starts at", "13:00")
    orla.fill("Ends at", "13:30")
    orla.press("Move in the draft")
    assert "“Zines” is moved in the draft." in orla.text
    assert drafted(event) == [("Zines", "Lab", "13:00", "13:30")]


def test_warnings_follow_each_drop(app, event, open_as):
    lab, attic = a_room(event, "Lab"), a_room(event, "Attic")
    a_slot(event, "Zines", room=lab, start="10:00", end="10:45")
    a_slot(event, "Maps", room=attic, start="10:15", end="11:00")
    orla = open_as(ORLA)
    orla.open(PAGE)
    assert "Nothing to warn of." in orla.text
    drag(orla, "Maps", spot(orla, lab, "11:00"))
    saved(orla, "“Maps” is moved: Lab, 11:00–11:45.")
    drag(orla, "Maps", spot(orla, lab, "10:50"))
    saved(orla, "Lab, 10:50–11:35.")
    card(orla, "Maps").locator("a").focus()
    for _ in range(2):
        orla.page.keyboard.press("ArrowUp")
    orla.page.get_by_text("“Zines” and “Maps” are both in Lab from 10:40 to 10:45.").wait_for()
    assert "Moved" in card(orla, "Maps").inner_text()
    assert programme.slots_of(event.id)[1].room.name == "Attic"
    orla.look()


def test_two_at_once_lose_nothing(app, event, open_as):
    lab, attic = a_room(event, "Lab"), a_room(event, "Attic")
    a_slot(event, "Zines", room=lab, start="10:00", end="10:45")
    a_slot(event, "Maps", room=attic, start="10:00", end="10:45")
    orla, sam = open_as(ORLA), open_as(SAM)
    for one in (orla, sam):
        one.open(PAGE)
        one.page.evaluate("window.setInterval = () => 0")
    sam.page.route(
        "**/state", lambda route: route.fulfill(status=304)
    )  # has not heard of anything yet
    drag(orla, "Zines", spot(orla, lab, "11:00"))
    saved(orla, "Lab, 11:00–11:45.")
    drag(sam, "Maps", spot(sam, attic, "15:00"))
    saved(sam, "Attic, 15:00–15:45.")
    both = [("Zines", "Lab", "11:00", "11:45"), ("Maps", "Attic", "15:00", "15:45")]
    assert drafted(event) == both
    sam.page.unroute("**/state")
    drag(sam, "Zines", spot(sam, attic, "13:00"))
    dialog = sam.page.get_by_role("dialog")
    dialog.wait_for()
    assert "Lab, 11:00–11:45" in dialog.inner_text()
    assert ORLA in dialog.inner_text()
    assert "Attic, 13:00–13:45" in dialog.inner_text()
    assert drafted(event) == both
    sam.look()
    dialog.get_by_role("button", name="Leave it there").click()
    assert drafted(event) == both
    drag(orla, "Zines", spot(orla, lab, "12:00"))
    saved(orla, "Lab, 12:00–12:45.")
    sam.page.route("**/state", lambda route: route.fulfill(status=304))
    drag(sam, "Zines", spot(sam, attic, "13:00"))
    sam.page.unroute("**/state")
    dialog.wait_for()
    dialog.get_by_role("button", name="Move it as you wanted").click()
    saved(sam, "Attic, 13:00–13:45.")
    assert drafted(event)[0] == ("Zines", "Attic", "13:00", "13:45")


def test_what_others_change_appears_by_itself(app, event, open_as):
    lab = a_room(event, "Lab")
    a_slot(event, "Zines", room=lab, start="10:00", end="10:45")
    orla, sam = open_as(ORLA), open_as(SAM)
    orla.open(PAGE)
    sam.open(PAGE)
    drag(orla, "Zines", spot(orla, lab, "11:00"))
    saved(sam, "Somebody else has changed the timetable.")
    assert "11:00–11:45" in card(sam, "Zines").inner_text()
    assert drafted(event) == [("Zines", "Lab", "11:00", "11:45")]
