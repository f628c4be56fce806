"""Importing a programme: the look says exactly what the press does; the same file changes nothing twice."""

import io

import openpyxl
from sqlalchemy import func, select

from app.accounts.models import Person
from app.audit.models import AuditEntry
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.pages.imports.sheet import LARGEST
from app.programme.models import Room, Session, Slot, Speaker, Track
from app.timetable import queries
from app.timetable.models import Placement
from tests.pages.imports.importing import LOOK, PATH, do, imported, look, sessions
from tests.pages.imports.workbooks import SESSIONS, a_workbook
from tests.support.builders import a_room, a_slot, at

EVERYTHING = (
    "Address", "Title", "What it is about", "What people can do afterwards", "What people need before",
    "Kind", "Language", "For whom", "Recorded", "Track", "National offers", "Presented by",
    "Presenters", "Room", "Date", "Starts", "Ends", "Places", "Overbooking in %", "Host",
)  # fmt: skip


def placements(event):
    db.session.rollback()
    return [
        (one.session.title, one.room.name, one.starts_at, one.ends_at)
        for one in queries.placements(event.id)
    ]


def test_everything_that_a_row_can_say(orla, event):
    a_room(event, "Lab")
    row = (
        "", "Setting up a podcast", "One.\n\nTwo.", "Record\nPublish", "A quiet room", "workshop",
        "Welsh", "Beginners", "no", "Sound", "Reading, Culture", "Suffolk; norfolk",
        "Sam Example; Producer; Suffolk\n; Librarian; ", "lab", "10/06/2027", "10.30", "11:15", 30,
        10, "Hedd Host <Hedd@example.org>",
    )  # fmt: skip
    data = a_workbook([row], EVERYTHING, rooms=[("Studio", "online", 80)])
    page = look(orla, data)
    for words in (
        "New: “Setting up a podcast” Row 2", "New track: Sound",
        "New room: Studio, Online, 80 places",
        "“Setting up a podcast” gets a time: 10:30 to 11:15 in Lab, 30 places, 10 % overbooked, host",
    ):  # fmt: skip
        assert words in page.text
    assert sessions() == [], "looking changes nothing"
    assert "1 session added, 0 sessions changed, 1 time in the draft" in imported(orla, data).text
    (item,) = sessions()
    assert (item.title, item.kind, item.language, item.level, item.is_recorded) == (
        "Setting up a podcast", "workshop", "cy", "beginner", False,
    )  # fmt: skip
    assert (item.abstract, item.outcomes, item.prerequisites) == (
        "One.\n\nTwo.", "Record\nPublish", "A quiet room",
    )  # fmt: skip
    assert item.track.name == "Sound"
    assert sorted(tag.name for tag in item.tags) == ["Culture", "Reading"]
    assert [service.slug for service in item.services] == ["suffolk", "norfolk"]
    assert [(s.name, s.role, s.service.slug if s.service else "") for s in item.speakers] == [
        ("Sam Example", "Producer", "suffolk"), ("", "Librarian", ""),
    ]  # fmt: skip
    (placement,) = queries.placements(event.id)
    assert (placement.starts_at, placement.ends_at) == (at("10:30"), at("11:15"))
    assert (placement.capacity, placement.overbook_percent) == (30, 10)
    assert (placement.host.email, placement.host.name) == ("hedd@example.org", "Hedd Host")
    assert placement.slot is None, "it waits for the release"
    assert db.session.scalar(select(Room.capacity).where(Room.name == "Studio")) == 80
    said = db.session.scalars(
        select(AuditEntry.action).where(AuditEntry.action == "programme imported")
    ).all()
    assert said == ["programme imported"]


def test_the_same_file_again_changes_nothing(orla, event):
    rows = [
        ("Podcast", "Lab", "10:30", "11:15"), ("Podcast", "Lab", "14:00", "14:45"),
        ("Film", "Lab", "13:00", "13:45"), ("No time yet",),
    ]  # fmt: skip
    data = a_workbook(rows, rooms=[("Lab", "online", 80)])
    imported(orla, data)
    before = placements(event)
    assert [one[0] for one in before] == ["Podcast", "Film", "Podcast"]
    page = look(orla, data)
    assert "There is nothing to do" in page.text
    assert "5 rows say what is there already." in page.text
    assert placements(event) == before


def test_the_draft_goes_out_and_comes_back_as_it_is(orla, event):
    lab = a_room(event, "Lab")
    slot = a_slot(event, "Podcast", room=lab, services=("suffolk",), capacity=20)
    a_slot(event, "=1+1", room=lab, start="13:00", end="14:00")
    with transaction() as session:
        host = Person(email="h@example.org", name="Ŵyn, Host", name_key="x", created_at=at("09:00"))
        session.add_all(
            [host, Speaker(session_id=slot.session_id, role="Librarian", name="Sam Example")]
        )
        session.flush()
        session.get_one(Slot, slot.id).host_id = host.id
    answer = orla.get("/next/manage/programme.xlsx").response
    book = openpyxl.load_workbook(io.BytesIO(answer.data))
    assert book.sheetnames == ["Programme", "Rooms", "How to fill it in"]
    rows = list(book["Programme"].iter_rows(values_only=True))
    assert rows[0] == EVERYTHING
    assert ("20", "Ŵyn, Host <h@example.org>") in {(str(r[17]), r[19]) for r in rows}
    assert answer.headers["Cache-Control"] == "no-store"
    page = look(orla, answer.data)
    assert "There is nothing to do" in page.text
    assert "0 rows are left out" not in page.text


def test_the_empty_table_can_be_chosen(orla, event):
    assert (
        "There is nothing to do" in look(orla, orla.get("/next/manage/import-table.xlsx").body).text
    )


def test_words_change_and_empty_cells_do_not(orla, event):
    slot = a_slot(event, "Podcast", services=("suffolk",))
    with transaction() as session:
        item = session.get_one(Session, slot.session_id)
        session.add(Speaker(session_id=item.id, name="Sam Example", role="Producer"))
        session.get_one(Session, item.id).level = "experienced"
    columns = ("Address", "Title", "What it is about", "Presented by")
    data = a_workbook([(slot.session.slug, "Podcasts", "", "")], columns)
    page = look(orla, data)
    assert "Changed: “Podcasts”: the title Row 2" in page.text
    imported(orla, data)
    (item,) = sessions()
    assert (item.title, item.abstract, item.level) == ("Podcasts", "About Podcast.", "experienced")
    assert [one.name for one in item.speakers] == ["Sam Example"]
    assert [one.slug for one in item.services] == ["suffolk"]


def test_who_presents_stays_the_person_they_are(orla, event):
    slot = a_slot(event, "Podcast")
    with transaction() as session:
        person = Person(email="s@example.org", name="S", name_key="s", created_at=at("09:00"))
        session.add(person)
        session.flush()
        session.add(
            Speaker(session_id=slot.session_id, name="Sam Example", role="", person_id=person.id)
        )
    data = a_workbook(
        [("Podcast", "Kim Example\nSam Example", "New words")],
        ("Title", "Presenters", "What it is about"),
    )
    imported(orla, data)
    assert [(s.name, s.person_id is None) for s in sessions()[0].speakers] == [
        ("Kim Example", True), ("Sam Example", False),
    ]  # fmt: skip


def test_a_time_that_differs_is_a_move_and_one_more_is_a_repeat(orla, event):
    lab = a_room(event, "Lab")
    a_slot(event, "Podcast", room=lab)
    data = a_workbook([("Podcast", "Lab", "12:00", "12:45"), ("Podcast", "Lab", "15:00", "15:45")])
    page = look(orla, data)
    assert "“Podcast” moves to 12:00 to 12:45 in Lab, from 10:30 to 11:15 in Lab" in page.text
    assert "“Podcast” gets a time: 15:00 to 15:45 in Lab" in page.text
    imported(orla, data)
    assert [one[2] for one in placements(event)] == [at("12:00"), at("15:00")]
    assert db.session.scalar(select(Slot.starts_at)) == at("10:30"), "what is out stays"


def test_places_and_host_of_what_is_out_change_at_once(orla, event):
    lab = a_room(event, "Lab")
    a_slot(event, "Podcast", room=lab)
    columns = (*SESSIONS, "Places", "Host")
    data = a_workbook([("Podcast", "Lab", "10:30", "11:15", 12, "h@example.org")], columns)
    imported(orla, data)
    slot = db.session.scalars(select(Slot)).one()
    assert (slot.capacity, slot.host.email) == (12, "h@example.org")
    assert "There is nothing to do" in look(orla, data).text


def test_a_room_that_is_there_gets_other_places_and_keeps_its_meeting(orla, event):
    a_room(event, "Lab", capacity=50)
    data = a_workbook([], rooms=[("lab", "", 60)])
    assert "Changed room: Lab, now Online with 60 places" in look(orla, data).text
    imported(orla, data)
    room = db.session.scalars(select(Room)).one()
    assert (room.name, room.capacity, room.passcode) == ("Lab", 60, "owl-42")


def test_what_changed_meanwhile_is_looked_at_again(orla, event):
    lab = a_room(event, "Lab")
    slot = a_slot(event, "Podcast", room=lab)
    page = look(orla, a_workbook([("Podcast", "Lab", "12:00", "12:45")]))
    with transaction() as session:
        placement = session.scalars(select(Placement)).one()
        placement.starts_at, placement.version = at("09:00"), 7
    again = do(orla, page, status=422)
    assert "The programme has changed since you looked." in again.text
    assert "from 09:00 to 11:15" in again.text
    do(orla, again)
    assert placements(event) == [("Podcast", "Lab", at("12:00"), at("12:45"))]
    assert slot.id


def test_a_made_up_field_is_refused(orla, event):
    form = orla.get(PATH)
    for carried in ("x", "e30.AAAA", "\x00", "." * 900):
        page = orla.submit(form, {"carried": carried}, button=LOOK, status=422)
        assert page.errors() == ["Choose a file"]


def test_without_a_file_and_with_another_one(orla, event):
    form = orla.get(PATH)
    assert orla.submit(form, button=LOOK, status=422).errors() == ["Choose a file"]
    assert "This is not an Excel workbook" in look(orla, b"%PDF-", status=422).errors()[0]


def test_too_large_a_file_is_refused_before_it_is_read(orla, event):
    form = orla.get(PATH)
    fields = {"file": (io.BytesIO(bytes(LARGEST + 2 * 1024 * 1024)), "x.xlsx")}
    orla.submit(form, fields, button=LOOK, status=413, content_type="multipart/form-data")


def test_markup_and_formulas_are_text(orla, event):
    data = a_workbook([("=1+1 <b>x</b>",)], ("Title",))
    page = look(orla, data)
    assert "New: “=1+1 <b>x</b>”" in page.text
    imported(orla, data)
    assert sessions()[0].title == "=1+1 <b>x</b>"


def test_a_thousand_rows_can_be_carried(orla, event):
    a_room(event, "Lab")
    rows = [(f"Session {number}", "Words. " * 60) for number in range(1000)]
    page = look(orla, a_workbook(rows, ("Title", "What it is about")))
    assert page.text.count("New: “Session") == 1000
    assert len(page.body) < 900_000


def test_looking_asks_as_often_for_thirty_rows_as_for_one(orla, event):
    lab = a_room(event, "Lab")

    def queries_for(number):
        for index in range(number):
            a_slot(event, f"Session {index} {number}", room=lab, services=("suffolk",))
        rows = [(f"Session {index} {number}", "x") for index in range(number)]
        return look(orla, a_workbook(rows, ("Title", "What it is about"))).queries

    queries_for(1)  # library services are read once in a process
    assert queries_for(1) == queries_for(30)
    assert db.session.scalar(select(func.count()).select_from(Track)) == 0
