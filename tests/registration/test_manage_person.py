"""What organisers see of one person in a sell-out: offers, positions, whose place it was, group, code."""

import pytest

from app.events.policies import PlacesPolicy, Policies
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.programme.enums import Crew
from app.registration import actions, queries
from app.registration.models import Registration
from tests.support.builders import (
    a_group,
    a_member,
    a_registration,
    a_service,
    a_slot,
    an_event,
    at,
)

PEOPLE = "/next/manage/people"


@pytest.fixture
def event(app):
    policies = Policies(contact_email="t@example.org", places=PlacesPolicy(capacity=2))
    event = an_event(policies=policies)
    a_member(event)
    return event


def facts(page):
    """The summary list as a dict."""
    return {
        row.dt.get_text(strip=True): row.dd.get_text(" ", strip=True)
        for row in page.html.select(".govuk-summary-list__row")
    }


def person(orla, registration):
    return orla.get(f"{PEOPLE}/{registration.reference}")


def test_who_waits_for_the_event_has_a_position_then_an_offer(orla, event):
    first = a_registration(event, name="Ada")
    a_registration(event, name="Bryn")
    cai = a_registration(event, name="Cai")
    dai = a_registration(event, name="Dai")
    assert facts(person(orla, dai))["Waiting for the event"] == "1 person before"
    with transaction():
        actions.cancel_registration(first.public_id, now=clock.now())
    found = facts(person(orla, cai))
    assert found["State"] == "Has an offer"
    assert found["Offer until"] == "Thursday 6 May 2027, 08:00"


def test_an_offer_of_a_session_can_be_declined_for_them(orla, event):
    slot = a_slot(event, capacity=1)
    first = a_registration(event, [slot], name="Ada")
    bryn = a_registration(event, [slot], name="Bryn")
    with transaction():
        actions.give_up(queries.bookings_of(first.id)[0].public_id, now=clock.now())
    page = person(orla, bryn)
    assert "Offer until 6 May 2027, 08:00" in page.text
    page = orla.follow(orla.submit(page, button="Decline this offer for them", status=303))
    assert "declined the offer" in page.text


def test_a_place_handed_on_leads_both_ways(orla, event):
    one = a_registration(event, name="Ada", service=a_service())
    with transaction():
        other = actions.substitute(
            one.public_id, name="Bryn", email="bryn@example.org", now=clock.now()
        )
    page = person(orla, one)
    assert facts(page)["Handed to"] == "Bryn"
    assert "handed to a colleague" in page.text
    page = orla.get(page.html.find("a", string="Bryn")["href"])
    assert facts(page)["Took over from"] == "Ada"
    assert other.reference in page.text


def test_group_and_code_stand_there(orla, event):
    group = a_group(event, 1, lead="Lea Lead")
    (member,) = db.session.query(Registration).filter_by(group_id=group.id)
    assert facts(person(orla, member))["Group of"] == "Lea Lead"
    draft = actions.CodeDraft(code="owl", label="Colleagues", places=1, holds_until=at("09:00"))
    with transaction():
        actions.add_code(event.id, draft, now=clock.now(), actor="orla")
    one = a_registration(event, code="owl")
    assert facts(person(orla, one))["Access code"] == "Colleagues"


def test_what_somebody_presents_has_no_button(orla, event):
    slot = a_slot(event)
    one = a_registration(event, name="Hal", email="hal@example.org")
    with transaction():
        programme.set_crew(slot, Crew.HOST, one.person_id, now=clock.now(), actor="orla")
    page = person(orla, one)
    assert "Presents or hosts" in page.text
    assert "Give this place up" not in page.text


def test_people_are_found_by_each_state(orla, event):
    a_registration(event, name="Ada")
    a_registration(event, name="Bryn")
    a_registration(event, name="Cai")
    with transaction():
        actions.close_list(event.id, None, now=clock.now(), actor="orla")
    page = orla.get(f"{PEOPLE}?show=expired")
    assert [a.get_text() for a in page.html.select("tbody th a")] == ["Cai"]
    options = [option["value"] for option in page.html.select("#show option")]
    assert options == ["", "confirmed", "expired", "other"]
