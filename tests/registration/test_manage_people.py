"""Organisers' pages over people: finding them, one person's story, what is done for them."""

import csv
import io

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel.database import db
from app.registration import queries
from app.registration.enums import PlaceState
from tests.support.builders import HOUR, a_registration, a_service, a_slot, an_event, at
from tests.support.client import values_of
from tests.support.signing_in import be

PEOPLE = "/next/manage/people"


def names(page):
    return [link.get_text() for link in page.html.select("tbody th a")]


@pytest.fixture
def crowd(event):
    """Ada of Gateshead, Bryn & Co of a charity, cancelled Cai."""
    from app.kernel import clock
    from app.kernel.transaction import transaction
    from app.registration import actions

    ada = a_registration(event, name="Ada Éclair", email="ada@example.org", service=a_service())
    bryn = a_registration(event, name="Bryn <b>", email="bryn_x@example.org")
    cai = a_registration(event, name="Cai", email="cai@example.org", service=a_service("york"))
    with transaction():
        actions.cancel_registration(cai.public_id, now=clock.now())
    return ada, bryn, cai


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Ada Éclair", "Bryn <b>", "Cai"]),
        ("?q=ÉCLAIR", ["Ada Éclair"]),
        ("?q=Bryn_X@example", ["Bryn <b>"]),
        ("?q=ada%25clair", []),
        ("?q=_______________", []),
        ("?q=Gateshead+Council", ["Ada Éclair"]),
        ("?q=reading+CHARITY", ["Bryn <b>"]),
        ("?q=%00", ["Ada Éclair", "Bryn <b>", "Cai"]),
        ("?q=%27%22%3B--", []),
        ("?show=confirmed", ["Ada Éclair", "Bryn <b>"]),
        ("?show=cancelled", ["Cai"]),
        ("?show=other", ["Bryn <b>"]),
        ("?show=nonsense&page=-1", ["Ada Éclair", "Bryn <b>", "Cai"]),
        ("?page=7", ["Ada Éclair", "Bryn <b>", "Cai"]),
    ],
)
def test_people_are_found(orla, crowd, query, found):
    page = orla.get(PEOPLE + query)
    assert names(page) == found
    assert f"{len(found)} {'person' if len(found) == 1 else 'people'}" in page.text


def test_a_reference_is_enough_however_it_is_typed(orla, crowd):
    ref = crowd[0].reference
    assert names(orla.get(f"{PEOPLE}?q={ref[:4].lower()}-{ref[4:]}")) == ["Ada Éclair"]


def test_fifty_stand_on_a_page_and_cost_what_one_costs(orla, event):
    slot = a_slot(event)
    a_registration(event, [slot], name="Ada 00")
    orla.get(f"{PEOPLE}?q=ada")  # library services are read once a process
    few = orla.get(f"{PEOPLE}?q=ada").queries
    for number in range(1, 52):
        a_registration(event, [slot], name=f"Ada {number:02}")
    page = orla.get(f"{PEOPLE}?q=ada")
    assert page.queries == few
    assert len(names(page)) == 50
    link = page.html.find("a", rel="next")["href"]
    assert names(orla.get(link)) == ["Ada 50", "Ada 51"]


def test_the_table_is_text_to_a_spreadsheet(orla, event):
    a_registration(event, [a_slot(event)], name="=HYPERLINK(1)", needs="I am deaf")
    a_registration(event, name="Ada", other_organisation='+"charity"')
    answer = orla.get(f"{PEOPLE}.csv").response
    text = answer.get_data(as_text=True)
    assert answer.mimetype == "text/csv"
    assert answer.headers["Cache-Control"] == "no-store"
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [(row[1], row[3], row[5]) for row in rows[1:]] == [
        ("'=HYPERLINK(1)", "A reading charity", "1"),
        ("Ada", '\'+"charity"', "0"),
    ]
    assert "deaf" not in text


def test_the_table_holds_who_was_searched_for(orla, crowd):
    text = orla.get(f"{PEOPLE}.csv?show=cancelled").body.decode()
    assert "Cai" in text
    assert "Ada" not in text


def test_one_person_has_places_history_and_mails_but_no_needs(orla, event):
    full = a_slot(event, "Podcast", capacity=0)
    slot = a_slot(event, "Filming", start="14:00", end="15:00")
    one = a_registration(event, [full, slot], name="<i>Ada</i>", needs="I am deaf")
    page = orla.get(f"{PEOPLE}/{one.reference}")
    assert page.h1 == "<i>Ada</i>"
    assert "Waiting, 0 people before" in page.text
    history = [[cell.get_text() for cell in row.find_all("td")] for row in page.html.select("tr")]
    assert ["Filming", "Has a place", "registered", "the person"] in history
    assert ["Place in the event", "Has a place", "registered", "the person"] in history
    assert "Your places at" in page.text
    assert "deaf" not in page.body.decode()


def test_a_place_is_given_up_for_them_and_the_next_moves_up(orla, event, outbox):
    slot = a_slot(event, capacity=1)
    one = a_registration(event, [slot], name="Ada")
    a_registration(event, [slot], name="Bryn")
    stale = orla.get(f"{PEOPLE}/{one.reference}")
    done = orla.submit(stale, button="Give this place up", status=303)
    page = orla.follow(done)
    assert "The place is given up." in page.text
    assert "orla@example.org" in page.text
    assert [b.registration.person.name for b in queries.bookings_in(slot.id)] == ["Bryn"]
    assert len(outbox(template="registration/email/offered")) == 1
    again = orla.submit(stale, button="Give this place up", status=422)
    assert "This place has been given up already." in again.text


def test_places_of_somebody_else_cannot_be_given_up_here(orla, event):
    slot = a_slot(event)
    one = a_registration(event, [slot], name="Ada")
    other = a_registration(event, [slot], name="Bryn")
    page = orla.get(f"{PEOPLE}/{one.reference}")
    ref = queries.bookings_of(other.id)[0].public_id
    orla.submit(page, {"booking": ref}, button="Give this place up", status=422)
    assert len(queries.bookings_in(slot.id)) == 2


def test_the_link_is_sent_again(orla, event, outbox):
    one = a_registration(event)
    page = orla.get(f"{PEOPLE}/{one.reference}")
    done = orla.submit(page, button="Send the link again", status=303)
    assert "The personal link goes out by mail." in orla.follow(done).text
    assert len(outbox(template="registration/email/links_again")) == 1
    (entry,) = db.session.scalars(select(AuditEntry))
    assert (entry.action, entry.actor) == ("link sent again", "orla@example.org")


def test_a_registration_is_cancelled_after_asking_once_more(orla, event, outbox):
    one = a_registration(event, [a_slot(event)])
    page = orla.get(f"{PEOPLE}/{one.reference}")
    token = values_of(page.form(button="Send the link"))["csrf_token"]
    page = orla.get(f"{PEOPLE}/{one.reference}/cancel")
    page = orla.follow(orla.submit(page, button="Cancel", status=303))
    assert "The registration is cancelled." in page.text
    assert "Send the link again" not in page.text
    assert len(outbox(template="registration/email/registration_cancelled")) == 1
    path = f"{PEOPLE}/{one.reference}/send-link"
    orla.post(path, {"csrf_token": token}, status=422)
    assert outbox(template="registration/email/links_again") == []


def test_once_the_day_began_nobody_is_cancelled(orla, event, clock):
    one = a_registration(event, [a_slot(event)])
    page = orla.get(f"{PEOPLE}/{one.reference}/cancel")
    clock.at = at("10:30") + HOUR
    be(orla)
    page = orla.get(f"{PEOPLE}/{one.reference}/cancel")
    page = orla.submit(page, button="Cancel", status=422)
    assert "This session has started" in page.text
    assert queries.by_public_id(one.public_id).state == PlaceState.CONFIRMED


def test_people_of_another_event_are_not_there(orla, event):
    other = a_registration(an_event("other"))
    orla.get(f"{PEOPLE}/{other.reference}", status=404)
    orla.get(f"{PEOPLE}/none", status=404)
