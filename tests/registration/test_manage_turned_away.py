"""Who got no place: by service, what more places would do, and the table to take away."""

import csv
import io

from app.events.policies import PlacesPolicy, Policies
from app.kernel import clock
from app.kernel.transaction import transaction
from app.registration import actions
from tests.support.builders import a_registration, a_service, a_slot

PAGE = "/next/manage/turned-away"


def rows(page):
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.html.select("tbody tr")
    ]


def close(event, slot):
    with transaction():
        actions.close_list(event.id, slot.id if slot else None, now=clock.now(), actor="orla")


def crowd(event):
    """The podcast's list is closed, filming's is open; Cai has a place and is no part of it."""
    podcast = a_slot(event, "Podcast", capacity=0)
    filming = a_slot(event, "Filming", start="14:00", end="15:00", capacity=0)
    gateshead, york = a_service(), a_service("york")
    ada = a_registration(event, [podcast, filming], name="=Ada", service=gateshead)
    a_registration(event, [podcast], name="Bryn", service=gateshead)
    a_registration(event, [filming], name="Yves", service=york)
    a_registration(event, name="Cai", service=york)
    close(event, podcast)
    with transaction():
        actions.ask_for_priority(ada.public_id, now=clock.now())
    return ada


def test_services_stand_with_what_their_people_did_not_get(orla, event):
    crowd(event)
    page = orla.get(PAGE)
    assert [row[1:] for row in rows(page)] == [["2", "1", "2", "1"], ["1", "1", "0", "0"]]
    assert rows(page)[0][0].startswith("Gateshead")
    assert "3 people of 2 library services and other organisations" in page.text
    assert "14:00 Filming: 10 more places: 2 people, 2 new services." in page.text
    assert "Podcast:" not in page.text
    assert "Asked for priority next time =Ada" in page.text


def test_nobody_turned_away_is_said(orla, event):
    a_registration(event, [a_slot(event)])
    assert "Nobody waits, and nobody was turned away." in orla.get(PAGE).text


def test_the_events_own_list_counts_once_for_each_person(orla, app, event):
    policies = Policies(contact_email="t@example.org", places=PlacesPolicy(capacity=0))
    with transaction() as session:
        session.get(type(event), event.id).policies_data = policies.to_json()
    slot = a_slot(event, capacity=0)
    a_registration(event, [slot], service=a_service())
    page = orla.get(PAGE)
    assert [row[1:] for row in rows(page)] == [["1", "1", "0", "0"]]
    assert "The event itself: 10 more places: 1 person, 1 new service." in page.text
    close(event, None)
    assert [row[1:] for row in rows(orla.get(PAGE))] == [["1", "0", "1", "0"]]


def test_who_gave_up_waiting_was_not_turned_away(orla, event):
    slot = a_slot(event, capacity=0)
    one = a_registration(event, [slot])
    with transaction():
        actions.cancel_registration(one.public_id, now=clock.now())
    close(event, slot)
    assert rows(orla.get(PAGE)) == []


def test_the_table_is_text_to_a_spreadsheet(orla, event):
    ada = crowd(event)
    answer = orla.get(f"{PAGE}.csv").response
    assert answer.headers["Cache-Control"] == "no-store"
    text = answer.get_data(as_text=True).removeprefix("\ufeff")
    found = list(csv.reader(io.StringIO(text)))[1:]
    assert found[0][0] == ada.reference
    assert found[0][1] == "'=Ada"
    assert found[0][4:] == ["14:00 Filming", "10:30 Podcast", "2027-05-03 10:00"]
    assert [row[1] for row in found] == ["'=Ada", "Bryn", "Yves"]


def test_the_page_asks_as_often_for_thirty_people_as_for_one(orla, event):
    slot = a_slot(event, capacity=0)
    a_registration(event, [slot], service=a_service())
    few = orla.get(PAGE).queries
    for number in range(29):
        more = a_slot(event, f"More {number}", start="12:00", end="13:00", capacity=0)
        a_registration(event, [slot, more], name=f"P {number}", service=a_service("york"))
    assert orla.get(PAGE).queries == few
