"""Trying other numbers: what the page says, and that it changes nothing."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from app.events.enums import Fairness
from app.events.policies import PlacesPolicy, Policies, ShareStep
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration.models import PlaceChange
from tests.support.builders import a_member, a_registration, a_room, a_service, a_slot, an_event

TRY = "/next/manage/fairness/try"
SHARES = PlacesPolicy(
    capacity=4,
    fairness=Fairness.SHARES,
    shares=(ShareStep(until=datetime(2027, 6, 1, tzinfo=UTC), per_event=2, per_slot=1),),
)


@pytest.fixture
def event(app):
    event = an_event(policies=Policies(contact_email="team@example.org", places=SHARES))
    a_member(event)
    return event


def rows(page):
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.html.select("tbody tr")
    ]


def test_the_numbers_of_today_stand_in_the_boxes(orla):
    page = orla.get(TRY)
    boxes = {box["name"]: box["value"] for box in page.html.select("main input")}
    assert boxes == {"event_places": "4", "event_share": "2", "slot_share": "1", "more": ""}
    assert "Nobody is waiting" in page.text


def test_another_share_says_whom_it_would_let_in(orla, event):
    for number in range(5):
        a_registration(event, name=f"Gateshead {number}", service=a_service())
    a_registration(event, name="York", service=a_service("york"))
    a_registration(event, name="Suffolk", service=a_service("suffolk"))
    changes = select(func.count()).select_from(PlaceChange)
    before = db.session.scalar(changes)
    page = orla.get(f"{TRY}?event_places=4&event_share=4&slot_share=&more=")
    assert "Nobody more would get a place." in page.text
    page = orla.get(f"{TRY}?event_places=6&event_share=4&slot_share=&more=")
    assert "2 people of 1 library service more get a place" in page.text
    assert rows(page) == [["The event itself", "3", "0", "2", "1", "0"]]
    db.session.rollback()
    assert db.session.scalar(changes) == before


def test_more_places_in_each_session_pass_over_who_cannot_go(orla, event):
    slot = a_slot(event, "Podcast", capacity=1)
    a_registration(event, [slot], name="Ada", service=a_service())
    a_registration(event, [slot], name="Bryn", service=a_service())
    a_registration(event, [slot], name="Cai", service=a_service("york"))
    page = orla.get(f"{TRY}?event_places=&event_share=&slot_share=1&more=5")
    assert "1 person of 1 library service more" in page.text
    assert rows(page)[0][1:] == ["2", "0", "1", "1", "1"]
    page = orla.get(f"{TRY}?event_places=&event_share=&slot_share=2&more=5")
    assert "2 people of 2 library services more" in page.text


def test_who_waits_for_two_sessions_is_one_person(orla, event):
    slots = [
        a_slot(event, "Podcast", capacity=0),
        a_slot(event, "Filming", start="14:00", end="15:00", capacity=0),
    ]
    a_registration(event, slots, service=a_service())
    page = orla.get(f"{TRY}?event_places=&event_share=&slot_share=&more=1")
    assert "1 person of 1 library service more" in page.text
    assert len(rows(page)) == 2


def test_what_is_no_number_is_said(orla):
    page = orla.get(f"{TRY}?event_places=six&event_share=0&slot_share=&more=1", status=422)
    assert page.errors() == ["Enter a whole number, like 6", "Enter a number from 1 to 100,000"]
    assert page.html.find(id="event_places")["value"] == "six"


def test_a_session_gets_no_more_than_its_room_holds(orla, event):
    slot = a_slot(event, capacity=0, room=a_room(event, capacity=1))
    a_registration(event, [slot], service=a_service())
    a_registration(event, [slot], service=a_service("york"))
    page = orla.get(f"{TRY}?event_places=4&event_share=2&slot_share=1&more=5")
    assert "1 person of 1 library service more" in page.text


def test_the_page_asks_as_often_for_thirty_lists_as_for_one(orla, event):
    with transaction() as session:
        session.get(type(event), event.id).policies_data = Policies().to_json()
    asked = f"{TRY}?event_places=9&event_share=9&slot_share=2&more=1"
    first = a_slot(event, capacity=0)
    a_registration(event, [first], service=a_service())
    few = orla.get(asked).queries
    for number in range(29):
        more = a_slot(event, f"More {number}", start="12:00", end="13:00", capacity=0)
        a_registration(event, [first, more], name=f"Bryn {number}", service=a_service("york"))
    page = orla.get(asked)
    assert len(rows(page)) == 30
    assert page.queries == few
