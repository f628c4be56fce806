"""One session's page: what it says, to people and to programs."""

import json
from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from app.kernel.transaction import transaction
from app.pages.reading.picture import Card, draw, lines_of
from app.programme.actions import cancel_slot
from app.programme.enums import Level, RoomKind
from app.programme.models import Session, Tag
from app.timetable.enums import NoticeKind
from app.timetable.models import Notice
from tests.support.builders import a_room, a_slot, at
from tests.support.timetable import release


def path(slot) -> str:
    return f"/next/sessions/{slot.session.slug}"


def linked(page):
    return json.loads(page.html.find("script", type="application/ld+json").get_text())


def meta(page, name):
    return page.html.find("meta", property=name)["content"]


def test_all_its_times_and_what_it_asks(event, client):
    slot = a_slot(event, "Podcast", services=("suffolk", "norfolk"))
    with transaction() as session:
        session.get_one(Session, slot.session_id).level = Level.EXPERIENCED
    page = client.get(path(slot))
    assert "Norfolk" in page.text and "Suffolk" in page.text
    assert "For people with experience" in page.text
    assert "10:30 to 11:15 BST" in page.text


def test_related_sessions_lead_to_each_other(event, client):
    one, other, far = a_slot(event, "Podcast"), a_slot(event, "Film"), a_slot(event, "Far")
    with transaction() as session:
        tag = Tag(event_id=event.id, slug="reading", name="Reading")
        for slot in (one, other):
            session.get_one(Session, slot.session_id).tags = [tag]
    page = client.get(path(one))
    assert page.html.find("a", string="Film")["href"] == path(other)
    assert "Far" not in page.text
    assert "You may also like" not in client.get(path(far)).text


def test_what_is_not_out_is_not_there(event, client):
    slot = a_slot(event, "Podcast")
    release(event)
    late = a_slot(event, "Later")
    client.get(path(slot))
    client.get(path(late), status=404)
    client.get(f"{path(late)}/picture.png", status=404)
    client.get("/next/sessions/%00", status=404)


def test_as_schema_org_has_it(event, client):
    title = '</script><script>alert("x")</script> & “quotes”'
    slot = a_slot(event, title, services=("suffolk",))
    page = client.get(path(slot))
    (data,) = linked(page)
    assert data["@type"] == "EducationEvent" and data["@context"] == "https://schema.org"
    assert data["name"] == title
    assert data["startDate"] == "2027-06-10T10:30:00+01:00"
    assert data["endDate"] == "2027-06-10T11:15:00+01:00"
    assert data["eventStatus"] == "https://schema.org/EventScheduled"
    assert data["eventAttendanceMode"] == "https://schema.org/OnlineEventAttendanceMode"
    assert data["location"]["@type"] == "VirtualLocation"
    assert data["location"]["url"] == data["url"] == f"http://bootcamp.test{path(slot)}"
    assert data["organizer"]["name"] == event.name
    assert {"@type": "Organization", "name": "Suffolk"} in data["performer"]
    scripts = [one for one in page.html.find_all("script") if not one.get("src")]
    assert len(scripts) == 1


def test_schema_org_of_what_is_cancelled_or_in_a_building(event, client):
    hall = a_room(event, "Town Hall", kind=RoomKind.PHYSICAL)
    slot = a_slot(event, "Podcast", room=hall)
    with transaction():
        cancel_slot(slot, "The speaker is ill", now=at("09:00"), actor="orla")
    (data,) = linked(client.get(path(slot)))
    assert data["eventStatus"].endswith("EventCancelled")
    assert data["eventAttendanceMode"].endswith("OfflineEventAttendanceMode")
    assert data["location"] == {"@type": "Place", "name": "Town Hall"}


def test_open_graph_and_its_picture(event, client):
    slot = a_slot(event, "Pod “cast”", services=("suffolk",))
    page = client.get(path(slot))
    assert meta(page, "og:title") == "Pod “cast”"
    assert meta(page, "og:url") == f"http://bootcamp.test{path(slot)}"
    address = meta(page, "og:image")
    assert address == f"http://bootcamp.test{path(slot)}/picture.png"
    answer = client.http.get(f"{path(slot)}/picture.png")
    assert answer.mimetype == "image/png"
    assert Image.open(BytesIO(answer.data)).size == (1200, 630)
    tag = {"If-None-Match": answer.headers["ETag"]}
    assert client.http.get(f"{path(slot)}/picture.png", headers=tag).status_code == 304


def test_a_notice_stands_on_the_page_of_its_session_for_the_day(event, client, clock):
    slot, other = a_slot(event, "Podcast"), a_slot(event, "Film")
    clock.at = at("09:00")
    with transaction() as session:
        session.add(
            Notice(
                event_id=event.id,
                slot_id=slot.id,
                kind=NoticeKind.WORDS,
                text="Bring headphones.",
                at=clock.at,
                ends_at=at("23:59"),
            )
        )
        session.get_one(type(event), event.id).programme_changed()
    assert "Bring headphones." in client.get(path(slot)).text
    assert "Bring headphones." not in client.get(path(other)).text
    clock.at += timedelta(days=1)
    assert "Bring headphones." not in client.get(path(slot)).text


CARD = Card("Setting up a podcast", "Suffolk", "Thursday 10 June 2027, 10:30 BST", "Bootcamp")


@pytest.mark.parametrize(
    "title",
    [
        pytest.param("Straeon o'r tŷ: gŵyl ddigidol", id="Welsh"),
        pytest.param("word " * 40, id="as long as titles may be"),
        pytest.param("Llanfairpwllgwyngyll" * 10, id="one word without an end"),
        pytest.param("कथा", id="another script"),
        pytest.param("", id="none"),
        pytest.param("a\nb\x00c\u202e", id="odd characters"),
    ],
)
def test_a_picture_for_any_title(app, title):
    card = Card(title, CARD.services, CARD.when, CARD.event)
    assert draw(card) == draw(card)
    assert draw(card) != draw(CARD)


@pytest.mark.parametrize(
    ("text", "most", "found"),
    [
        ("one two three", 9, ["one two", "three"]),
        ("one two three", 1, ["one tw…"]),
        ("abcdefghijk", 9, ["abcdefg", "hijk"]),
        ("", 9, []),
    ],
)
def test_lines(text, most, found):
    assert lines_of(text, len, width=7, most=most) == found


def test_welsh_letters_are_our_own(app):
    from app.pages.reading.picture import BOLD, INSTEAD, _font

    fonts = {_font(BOLD, 40, text).path for text in ("Plain", "Ŵ ŵ Ŷ ŷ â ê î ô û")}
    assert len(fonts) == 1
    assert not any(path.endswith(INSTEAD[BOLD][0]) for path in fonts)
