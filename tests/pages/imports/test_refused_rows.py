"""Rows with a fault are left out, each with its reason and its number; all others are done."""

import pytest
from sqlalchemy import select

from app.kernel.database import db
from app.programme.models import Room
from tests.pages.imports.importing import do, imported, look, sessions
from tests.pages.imports.workbooks import a_workbook
from tests.support.builders import a_room, a_slot

REFUSED = [
    pytest.param({"Title": ""}, "The row needs a title.", id="no title"),
    pytest.param({"Title": "x" * 201}, "“Title” has more than 200 characters.", id="long"),
    pytest.param({"Kind": "party"}, "“party” is none of these: Talk, Workshop", id="kind"),
    pytest.param({"Presented by": "Narnia"}, "There is no library service “Narnia”.", id="service"),
    pytest.param({"Presenters": ";;x"}, "“;;x” is no presenter.", id="presenter"),
    pytest.param({"Room": "Attic"}, "There is no room “Attic”.", id="room"),
    pytest.param({"Room": "Attic", "Starts": "x"}, "There is no room “Attic”.", id="both"),
    pytest.param({"Room": ""}, "A time needs all three", id="no room"),
    pytest.param({"Starts": "half past"}, "“half past” is no time.", id="words for a time"),
    pytest.param({"Starts": "25:00"}, "“25:00” is no time.", id="an hour that is not"),
    pytest.param({"Starts": "0.1e999"}, "“0.1e999” is no time.", id="a giant part of a day"),
    pytest.param({"Places": "9" * 5000}, "“Places” has more than 12 characters.", id="5,000 digits"),
    pytest.param({"Ends": "10:30"}, "The session must end after it begins.", id="no length"),
    pytest.param({"Date": "11/06/2027"}, "must be on the day of the event", id="another day"),
    pytest.param({"Date": "June"}, "Enter a day, like 10/06/2027.", id="a date in words"),
    pytest.param({"Places": "many"}, "“many” is no whole number from 0 to 10000.", id="places"),
    pytest.param({"Places": "9" * 12}, "is no whole number from 0 to 10000.", id="giant"),
    pytest.param({"Overbooking in %": "101"}, "is no whole number from 0 to 100.", id="percent"),
    pytest.param({"Host": "Sam"}, "Enter an email address in the right form", id="host"),
]  # fmt: skip


@pytest.mark.parametrize(("change", "sentence"), REFUSED)
def test_a_row_with_a_fault_is_left_out_with_its_reason(orla, event, change, sentence):
    a_room(event, "Lab")
    row = {"Title": "Podcast", "Room": "Lab", "Starts": "10:30", "Ends": "11:15"} | change
    data = a_workbook([("Good one",), tuple(row.values())], ("Title", *list(row)[1:]))
    if "Title" in change:
        data = a_workbook([("Good one",), tuple(row.values())], tuple(row))
    page = look(orla, data)
    (line,) = page.html.main.find("tbody").find_all("tr")
    assert line.th.get_text(strip=True) == "Row 3"
    assert sentence in " ".join(line.td.get_text(" ").split())
    assert "1 row left out" in orla.follow(do(orla, page)).text
    assert [item.title for item in sessions()] == ["Good one"]


def test_a_room_with_a_fault_is_left_out(orla, event):
    rooms = [
        ("Lab", "online", 0),
        ("Den", "cave", 5),
        ("Hall", "In a building", 5),
        ("hall", "", 6),
        ("Shed", "", "9" * 5000),
    ]
    page = look(orla, a_workbook([], rooms=rooms))
    lines = [row.th.get_text(strip=True) for row in page.html.main.find("tbody").find_all("tr")]
    assert lines == ["Rooms, row 2", "Rooms, row 3", "Rooms, row 5", "Rooms, row 6"]
    imported(orla, a_workbook([], rooms=rooms))
    assert db.session.scalars(select(Room.name)).all() == ["Hall"]


def test_two_sessions_of_one_title_need_an_address(orla, event):
    a_slot(event, "Podcast")
    a_slot(event, "podcast ", start="13:00", end="14:00")
    page = look(orla, a_workbook([("Podcast",)], ("Title",)))
    assert "Several sessions have this title." in page.text


def test_rows_about_one_session_must_not_contradict(orla, event):
    data = a_workbook(
        [("Podcast", "One"), ("Podcast", "Two"), ("Podcast", "")], ("Title", "What it is about")
    )
    page = look(orla, data)
    assert "This session says something else in row 2." in page.text
    imported(orla, data)
    assert [item.abstract for item in sessions()] == ["One"]
