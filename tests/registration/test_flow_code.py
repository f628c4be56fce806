"""Registering with an access code that keeps a place back: what the pages promise is what happens."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.events.enums import Fairness
from app.events.policies import ShareStep
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration import actions
from app.registration.models import Registration
from tests.registration.test_flow import ME, choose, to_sessions
from tests.support.builders import a_registration, a_service, a_slot, an_event
from tests.support.places import set_rules, states

KEPT = "A place is kept back for you with your access code."


@pytest.fixture
def event(app):
    return an_event()


def a_code(event, clock, *, places=1, slot=None):
    draft = actions.CodeDraft(
        code="OWL42",
        label="Press",
        places=places,
        holds_until=clock.now() + timedelta(days=1),
        slot_id=slot.id if slot else None,
    )
    with transaction():
        actions.add_code(event.id, draft, now=clock.now(), actor="o")


def made() -> Registration:
    db.session.rollback()
    return db.session.scalars(select(Registration).order_by(Registration.id.desc())).first()


def test_a_full_event_with_a_place_kept_back(event, client, clock):
    full = a_slot(event, "Filming", capacity=0)
    set_rules(event, capacity=2)
    a_code(event, clock)
    for name in ("Ada", "Ben"):
        a_registration(event, name=name)
    without = choose(client, to_sessions(client))
    assert "The event is full." in without.text and KEPT not in without.text
    page = to_sessions(client, code="owl 42")
    check = choose(client, page, full)
    for one in (page, check):
        assert KEPT in one.text
        assert "The event is full." not in one.text
        assert "You can join the waiting list" not in one.text
    assert "1 session you chose is full. You would be on its waiting list" in check.text
    client.submit(check, button="Book my places", status=303)
    assert made().state == "confirmed"
    assert states(full)[-1][1:] == ("waiting", 1)


def test_a_session_the_code_keeps_a_place_in_is_not_waited_for(event, client, clock):
    slot, other = a_slot(event, "Podcast", capacity=2), a_slot(event, "Other")
    a_code(event, clock, slot=slot)
    for name in ("Ada", "Ben"):
        a_registration(event, [slot], name=name)
    with transaction():
        actions.close_list(event.id, slot.id, now=clock.now(), actor="o")
    assert "Full, and its waiting list is closed" in to_sessions(client).text
    page = to_sessions(client, code="OWL42")
    assert KEPT.removesuffix(".") in page.text and "Full" not in page.text
    assert page.html.find("select") is None  # no second choice is needed
    check = choose(client, page, slot)
    assert "you chose is full" not in check.text and "waiting list" not in check.text
    client.submit(check, button="Book my places", status=303)
    assert states(slot)[-1] == ("Siân O’Hara", "confirmed", None)
    assert states(other) == []


def test_a_code_used_up_meanwhile_keeps_nothing(event, client, clock):
    set_rules(event, capacity=1)
    a_code(event, clock)
    page = to_sessions(client, code="OWL42")
    a_registration(event, name="Ada", code="OWL42")
    check = choose(client, page)
    assert KEPT not in check.text and "The event is full." in check.text
    refused = client.submit(check, button="Join the waiting list", status=422)
    assert refused.errors()[0].startswith("All places of this access code are taken.")
    assert KEPT not in refused.text


def test_more_are_kept_back_than_there_are(event, client, clock):
    set_rules(event, capacity=1)
    a_code(event, clock)
    page = to_sessions(client, code="OWL42")
    set_rules(event, capacity=0)
    check = choose(client, page)
    assert KEPT not in check.text
    client.submit(check, button="Join the waiting list", status=303)
    assert made().state == "waiting"


def test_a_code_stands_above_the_share_of_the_service(event, client, clock):
    steps = (ShareStep(until=clock.now() + timedelta(days=2), per_event=1),)
    set_rules(event, capacity=5, fairness=Fairness.SHARES, shares=steps)
    a_code(event, clock)
    a_registration(event, name="Ada", service=a_service("gwynedd"))
    assert "Your library service holds its 1 of 1 places" in to_sessions(client).text
    check = choose(client, to_sessions(client, code="OWL42"))
    assert KEPT in check.text and "Your library service holds" not in check.text
    client.submit(check, button="Book my places", status=303)
    assert made().state == "confirmed"


def test_while_places_are_drawn_a_code_waits_and_the_box_says_so(app, client, clock):
    event = an_event(opens=clock.now())
    set_rules(event, capacity=5, fairness=Fairness.DRAW)
    a_code(event, clock)
    page = client.submit(client.get("/next/register"), ME | {"code": "OWL42"}, status=422)
    assert page.errors()[0].startswith(
        "Places are drawn just now. Those of your access code are kept"
    )
    assert page.html.find("input", attrs={"name": "code"})["value"] == "OWL42"
    check = choose(client, client.submit(page, {"code": ""}, status=200))
    client.submit(check, button="Enter the draw", status=303)
    assert made().state == "applied"
