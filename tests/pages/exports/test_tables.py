"""The programme as .csv and .xlsx: a row for each time, and nothing that a spreadsheet would run."""

import csv
import io

import openpyxl

from app.kernel.transaction import transaction
from app.programme.models import Session
from tests.pages.exports.programmes import a_programme, release
from tests.support.builders import a_slot


def table(client, query=""):
    text = client.get(f"/next/programme.csv{query}").body.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def sheet(client):
    book = openpyxl.load_workbook(io.BytesIO(client.get("/next/programme.xlsx").body))
    return list(book.active.iter_rows())


def test_one_row_for_each_time_with_all_that_is_known(event, client):
    podcast, _film, _gone = a_programme(event)
    release(event)
    rows = table(client)
    assert [(row["Starts"], row["Title"], row["Cancelled"]) for row in rows] == [
        ("10:30", "Setting up a podcast", "No"),
        ("13:00", "Ffilmio stori", "No"),
        ("14:00", "Setting up a podcast", "No"),
        ("15:00", "Job club", "Yes"),
    ]
    assert rows[0] == {
        "Date": "2027-06-10",
        "Starts": "10:30",
        "Ends": "11:15",
        "Room": "Studio A",
        "Title": "Setting up a podcast",
        "Cancelled": "No",
        "Why": "",
        "Note": "",
        "For access": "British Sign Language",
        "Kind": "Workshop",
        "Track": "Sound & podcasts",
        "National offers": "Reading",
        "Presented by": rows[0]["Presented by"],
        "Presenters": "Sam Example, Digital Producer Librarian",
        "Language": "English",
        "For whom": "Beginners",
        "Recorded": "Yes",
        "What it is about": "One. Two.",
        "What people can do afterwards": "Record Publish",
        "What people need before": "A quiet room",
        "Page": f"http://bootcamp.test/next/sessions/{podcast.session.slug}",
        "Session’s number": podcast.session.public_id,
        "Time’s number": podcast.public_id,
    }
    assert set(rows[0]["Presented by"].split(", ")) == {"Suffolk", "Norfolk"}
    assert [[cell.value or "" for cell in row][4] for row in sheet(client)[1:]] == [
        row["Title"] for row in rows
    ]


def test_nothing_is_a_formula_or_a_link(event, client):
    slot = a_slot(event, "x")
    with transaction() as session:
        item = session.get_one(Session, slot.session_id)
        item.title, item.abstract = "=HYPERLINK(1)", "https://example.org/ \x01\n@SUM(A1)"
        item.outcomes = "y" * 40_000
        session.get_one(type(event), event.id).programme_changed()
    assert table(client)[0]["Title"] == "'=HYPERLINK(1)"
    cells = {cell.coordinate: cell for row in sheet(client) for cell in row}
    assert cells["E2"].value == "=HYPERLINK(1)"
    assert {cell.data_type for cell in cells.values()} <= {"s", "n"}, "no formula"
    assert all(cell.hyperlink is None for cell in cells.values())
    assert max(len(str(cell.value)) for cell in cells.values()) == 32_767


def test_the_same_bytes_and_a_name_to_save_it_under(event, client):
    a_programme(event)
    first = client.get("/next/programme.xlsx").response
    assert first.headers["Content-Disposition"] == 'attachment; filename="next-programme.xlsx"'
    with transaction() as session:
        session.get_one(type(event), event.id).revision += 1  # built anew
    again = client.get("/next/programme.xlsx").response
    assert again.data == first.data
    client.get("/next/programme.xlsx", status=304, headers={"If-None-Match": first.headers["ETag"]})


def test_filters(event, client):
    a_programme(event)
    assert [row["Title"] for row in table(client, "?part=morning")] == ["Setting up a podcast"]
