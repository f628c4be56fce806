"""The programme as readers have it: list, grid, filters, zones, what is on now."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app.kernel.transaction import transaction
from app.pages.reading.grid import grids_of
from app.pages.reading.rows import blocks_of, rows_of
from app.pages.reading.zones import Times, asked
from app.programme.actions import cancel_slot
from app.programme.enums import Level, ProvisionKind, ProvisionState
from app.programme.models import Provision, Session, Tag, Track
from app.timetable.models import Break
from tests.support.builders import a_slot, at
from tests.support.documents import a_break, a_document, a_slot_shown
from tests.support.timetable import release


def names(page) -> list[str]:
    return [title.get_text(strip=True) for title in page.html.find_all("h3")]


def test_each_filter_by_itself_and_two_together(event, client):
    podcast = a_slot(event, "Podcast", services=("suffolk",))
    film = a_slot(event, "Film", start="14:00", end="15:00", services=("gwynedd",))
    with transaction() as session:
        track = Track(event_id=event.id, slug="sound", name="Sound")
        tag = Tag(event_id=event.id, slug="reading", name="Reading")
        session.add_all([track, tag])
        one = session.get_one(Session, podcast.session_id)
        one.track, one.tags, one.level = track, [tag], Level.BEGINNER
        session.add(Provision(slot_id=film.id, kind=ProvisionKind.BSL, state=ProvisionState.BOOKED))
    room = podcast.room.slug
    for query, found in (
        ("", ["Podcast", "Film"]),
        ("part=morning", ["Podcast"]),
        ("part=afternoon", ["Film"]),
        ("track=sound", ["Podcast"]),
        ("tag=reading", ["Podcast"]),
        ("service=gwynedd", ["Film"]),
        ("region=Wales", ["Film"]),
        (f"room={room}", ["Podcast"]),
        ("level=beginner", ["Podcast"]),
        ("provided=bsl", ["Film"]),
        ("provided=bsl&track=sound", []),
        ("day=2027-06-10", ["Podcast", "Film"]),
        ("day=2027-06-11", []),
        ("level=nothing", []),
        ("unknown=1", ["Podcast", "Film"]),
    ):
        page = client.get(f"/next/programme?{query}")
        assert names(page) == found, query
    page = client.get("/next/programme?tag=reading")
    assert page.html.find("select", id="tag").find("option", selected=True).get_text() == "Reading"
    assert page.html.find("details", class_="bc-filters__more").has_attr("open")


def test_a_filter_without_a_choice_is_not_shown(event, client):
    a_slot(event, "Podcast", services=("suffolk",))
    page = client.get("/next/programme")
    shown = [select["id"] for select in page.html.find_all("select")]
    assert shown == ["free", "tz"]
    a_slot(event, "Film", on=date(2027, 6, 11), services=("norfolk",))
    page = client.get("/next/programme")
    assert [select["id"] for select in page.html.find_all("select")] == [
        "day", "service", "free", "room", "tz",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("zone", "time", "letters", "sentence"),
    [
        ("", "10:30", "BST", "London times"),
        ("America/New_York", "05:30", "EDT", "those of New York"),
        ("Asia/Dubai", "13:30", "UTC+04", "those of Dubai"),
        ("Pacific/Auckland", "21:30", "NZST", "those of Auckland"),
        ("No/Such_Place", "10:30", "BST", "London times"),
        ("../etc/passwd", "10:30", "BST", "London times"),
        ("x" * 3000, "10:30", "BST", "London times"),
        ("%00", "10:30", "BST", "London times"),
    ],
)
def test_times_in_a_zone(event, client, zone, time, letters, sentence):
    a_slot(event, "Podcast")
    page = client.get(f"/next/programme?tz={zone}")
    heading = page.html.find("h2", class_="bc-programme__time").get_text(" ", strip=True)
    assert time in heading and letters in heading
    assert sentence in page.text
    grid = client.get(f"/next/programme?view=grid&tz={zone}")
    assert time in grid.html.find("tbody").find("th").get_text()


def test_another_day_in_another_zone_is_named(event, client):
    a_slot(event, "Podcast", start="15:00", end="16:00")
    page = client.get("/next/programme?tz=Pacific/Auckland")
    assert "Friday 11 June 2027" in page.text
    assert page.html.find("select", id="tz").find("option", selected=True)["value"] == (
        "Pacific/Auckland"
    )


def test_the_version_and_when_it_was_made(event, client, clock):
    a_slot(event, "Podcast")
    assert "Version" not in client.get("/next/programme").text
    release(event)
    page = client.get("/next/programme")
    assert "Release 1, Monday 3 May 2027." in page.text
    assert page.html.find("a", string="What has changed")["href"] == "/next/changes"


def test_breaks_and_cancelled_sessions(event, client):
    slot = a_slot(event, "Podcast")
    with transaction() as session:
        session.add(
            Break(event_id=event.id, title="Lunch", starts_at=at("12:00"), ends_at=at("13:00"))
        )
    release(event)
    with transaction():
        cancel_slot(slot, "The speaker is ill", now=at("09:00"), actor="orla")
    page = client.get("/next/programme")
    assert "Lunch" in page.text and "Cancelled" in page.text
    assert page.html.find(attrs={"data-star": True}) is None
    assert "Lunch" not in client.get("/next/programme?part=afternoon").text
    grid = client.get("/next/programme?view=grid")
    assert "Lunch, until 13:00" in grid.text and "Cancelled" in grid.text


def test_on_now_and_next(event, client, clock):
    for title, start, end in (("Podcast", "10:30", "11:15"), ("Film", "11:30", "12:00")):
        a_slot(event, title, start=start, end=end)
    assert "On now" not in client.get("/next/programme").text
    clock.at = at("08:00")
    assert "Next, at 10:30" in client.get("/next/programme").text
    clock.at = at("10:30")
    page = client.get("/next/programme")
    assert "On now" in page.text and "Next, at 11:30" in page.text
    clock.at += timedelta(minutes=44)
    assert client.get("/next/programme").queries == 1
    now = client.http.get("/next/programme/now")
    assert b"Podcast" in now.data
    tag = {"If-None-Match": now.headers["ETag"]}
    assert client.http.get("/next/programme/now", headers=tag).status_code == 304
    clock.at += timedelta(minutes=1)
    assert b"On now" not in client.http.get("/next/programme/now", headers=tag).data
    assert b"06:30" in client.http.get("/next/programme/now?tz=America/New_York").data
    clock.at = at("12:00")
    assert client.http.get("/next/programme/now").data == b""


def grid_of(slots, breaks=(), rooms=("a", "b", "c")):
    document = a_document(slots, breaks=breaks, rooms=rooms)
    rows = rows_of(document, document.slots)
    return grids_of(rows, document.breaks, document.rooms, Times())


def cells(grid):
    return [
        [
            (
                ",".join([row.slug for row in cell.items] + [one.title for one in cell.pauses]),
                cell.lines,
                cell.columns,
            )
            for cell in line.cells
        ]
        for line in grid.lines
    ]


@pytest.mark.parametrize(
    ("slots", "breaks", "expected"),
    [
        pytest.param(
            [a_slot_shown("x", "10:00", "11:00"), a_slot_shown("y", "10:00", "11:00", room="b")],
            [],
            [[("x", 1, 1), ("y", 1, 1)]],
            id="side by side, and no empty room",
        ),
        pytest.param(
            [
                a_slot_shown("long", "10:00", "12:00"),
                a_slot_shown("y", "10:00", "11:00", room="b"),
                a_slot_shown("z", "11:00", "12:00", room="b"),
            ],
            [],
            [[("long", 2, 1), ("y", 1, 1)], [("z", 1, 1)]],
            id="a long one stands over two lines",
        ),
        pytest.param(
            [a_slot_shown("x", "10:00", "11:00"), a_slot_shown("y", "10:30", "11:30")],
            [],
            [[("x,y", 2, 1)], []],
            id="what overlaps in a room shares a cell",
        ),
        pytest.param(
            [a_slot_shown("x", "10:00", "11:00"), a_slot_shown("y", "10:00", "11:00", room="b")],
            [a_break("11:00", "12:00")],
            [[("x", 1, 1), ("y", 1, 1)], [("Lunch", 1, 2)]],
            id="lunch for all is one cell",
        ),
        pytest.param(
            [a_slot_shown("x", "10:00", "12:00"), a_slot_shown("y", "10:00", "11:00", room="b")],
            [a_break("11:00", "11:30")],
            [[("x,Lunch", 2, 1), ("y", 1, 1)], [("Lunch", 1, 1)]],
            id="lunch while one goes on",
        ),
        pytest.param(
            [a_slot_shown("x", "10:00", "11:00"), a_slot_shown("y", "10:00", "11:00", room="b")],
            [a_break("11:00", "11:30", room="b")],
            [[("x", 1, 1), ("y", 1, 1)], [("", 1, 1), ("Lunch", 1, 1)]],
            id="a pause in one room",
        ),
    ],
)
def test_the_grid(slots, breaks, expected):
    (grid,) = grid_of(slots, breaks)
    assert cells(grid) == expected
    width = len(grid.rooms)
    covered = 0
    for line in grid.lines:
        covered += sum(cell.lines * cell.columns for cell in line.cells)
    assert covered == width * len(grid.lines), "the table has holes or overlaps"


def test_a_grid_for_each_day():
    grids = grid_of([a_slot_shown("x"), a_slot_shown("y", on=date(2027, 6, 11), room="b")])
    assert [(grid.day, [room.slug for room in grid.rooms]) for grid in grids] == [
        ("Thursday 10 June 2027", ["a"]),
        ("Friday 11 June 2027", ["b"]),
    ]


def test_blocks_say_the_end_where_it_is_one():
    document = a_document([a_slot_shown("x"), a_slot_shown("y", "10:30", "12:00", room="b")])
    (block,) = blocks_of(rows_of(document, document.slots), (), Times())
    assert block.ends_at is None
    one = a_document([a_slot_shown("x")])
    (block,) = blocks_of(rows_of(one, one.slots), (), Times())
    assert block.ends_at == at("11:15")


def test_any_zone_of_the_list_may_be_asked_for():
    assert asked("Africa/Nairobi").choices()[-1] == ("Africa/Nairobi", "Africa/Nairobi")
    winter = datetime(2027, 1, 1, 12, tzinfo=UTC)
    assert asked("").zone(winter) == "GMT"
