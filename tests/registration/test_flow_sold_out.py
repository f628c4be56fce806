"""Registering when places are short: full, shared out, held for a code, to be drawn, second choices."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.events.enums import Fairness
from app.events.policies import ShareStep
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration import actions
from app.registration.models import Booking, Registration
from tests.registration.test_flow import choose, rows, to_sessions
from tests.support.builders import a_registration, a_service, a_slot, an_event
from tests.support.places import set_rules, states


@pytest.fixture
def event(app):
    return an_event()


def made() -> Registration:
    db.session.rollback()
    return db.session.scalars(select(Registration).order_by(Registration.id.desc())).first()


def then(page, slot) -> str:
    """The further question in which this session can be named."""
    return page.html.find("select", attrs={"name": True}).get("name") if slot else ""


def test_a_full_event_says_so_on_every_page_and_never_booked(event, client, outbox):
    slot = a_slot(event)
    set_rules(event, capacity=1)
    a_registration(event, name="Ada")
    page = to_sessions(client)
    assert "The event is full." in page.text
    check = choose(client, page, slot)
    assert "The event is full." in check.text
    answer = client.submit(check, button="Join the waiting list", status=303)
    done = client.follow(answer)
    assert done.h1 == "You are on the waiting list"
    assert "You are number 1 on the waiting list of the event" in done.text
    assert "You have a place" not in done.text
    assert made().state == "waiting"
    assert states(slot)[-1][1] == "applied"


def test_full_with_a_closed_list_is_a_plain_sentence(event, client, clock):
    set_rules(event, capacity=1)
    a_registration(event, name="Ada")
    with transaction():
        actions.close_list(event.id, None, now=clock.now(), actor="o")
    page = client.get("/next/register")
    assert page.h1.startswith("The event is full and its waiting list is closed.")


def test_a_list_that_closes_while_the_form_is_open(event, client, clock):
    set_rules(event, capacity=1)
    check = choose(client, to_sessions(client))
    a_registration(event, name="Ada")
    with transaction():
        actions.close_list(event.id, None, now=clock.now(), actor="o")
    page = client.submit(check, button="Book my places", status=422)
    assert "waiting list is closed" in page.h1
    assert rows(Registration) == 1


def test_a_closed_session_cannot_be_chosen(event, client, clock):
    full, other = a_slot(event, "Full", capacity=0), a_slot(event, "Other")
    with transaction():
        actions.close_list(event.id, full.id, now=clock.now(), actor="o")
    page = to_sessions(client)
    assert "Full, and its waiting list is closed" in page.text
    field = page.html.find("input", attrs={"value": full.public_id})["name"]
    page = client.submit(page, {field: full.public_id}, button="Check your answers", status=422)
    assert page.errors() == ["“Full” is full and its waiting list is closed"]
    choose(client, page, other)


def test_a_second_choice_is_kept_until_the_first_comes(event, client):
    full, other = a_slot(event, "Full", capacity=0), a_slot(event, "Other")
    page = to_sessions(client)
    fields = {
        page.html.find("input", value=full.public_id)["name"]: full.public_id,
        then(page, other): other.public_id,
    }
    check = client.submit(page, fields, button="Check your answers", status=200)
    assert "Choice 2: only if you cannot have a better one at this time" in check.text
    done = client.follow(client.submit(check, button="Book my places", status=303))
    assert "You have a place in" in done.text
    assert states(full) == [("Siân O’Hara", "waiting", 1)]
    assert states(other) == [("Siân O’Hara", "confirmed", None)]
    ranks = dict(db.session.execute(select(Booking.slot_id, Booking.rank)).all())
    assert ranks == {full.id: 0, other.id: 1}


def test_a_second_choice_is_not_asked_for_while_nothing_is_full(event, client):
    a_slot(event, "One"), a_slot(event, "Other")
    assert to_sessions(client).html.find("select") is None


def test_the_same_session_twice_is_refused_and_kept(event, client):
    full, _other = a_slot(event, "Full", capacity=0), a_slot(event, "Other")
    page = to_sessions(client)
    fields = {
        page.html.find("input", value=full.public_id)["name"]: full.public_id,
        then(page, full): full.public_id,
    }
    page = client.submit(page, fields, button="Check your answers", status=422)
    assert page.errors() == ["You chose the same session twice at this time"]
    assert page.html.find("input", value=full.public_id).has_attr("checked")


def test_the_share_of_the_service_is_said_before_and_after(event, client, clock):
    slot = a_slot(event, capacity=5)
    steps = (ShareStep(until=clock.now() + timedelta(days=2), per_slot=1),)
    set_rules(event, fairness=Fairness.SHARES, shares=steps)
    a_registration(event, [slot], name="Ada", service=a_service("gwynedd"))
    page = to_sessions(client)
    sentence = "Your library service holds its 1 of 1 places until Wednesday 5 May 2027, 10:00"
    assert sentence in page.text
    client.submit(choose(client, page, slot), button="Book my places", status=303)
    assert states(slot)[-1][1] == "waiting"


def test_an_access_code_gives_a_held_place(event, client, clock):
    assert "Access code" not in client.get("/next/register").text
    set_rules(event, capacity=1)
    draft = actions.CodeDraft(
        code="OWL42", label="Press", places=1, holds_until=clock.now() + timedelta(days=1)
    )
    with transaction():
        actions.add_code(event.id, draft, now=clock.now(), actor="o")
    page = client.submit(client.get("/next/register"), ME_WITH("nonsense"), status=422)
    assert page.errors() == [
        "This access code is not known or has ended. Check it, or leave the box empty to register "
        "without one."
    ]
    assert page.html.find("input", attrs={"name": "code"})["value"] == "nonsense"
    page = client.submit(page, ME_WITH("owl 42"), status=200)
    client.submit(choose(client, page), button="Book my places", status=303)
    assert made().state == "confirmed"
    page = client.submit(client.get("/next/register"), ME_WITH("owl 42"), status=422)
    assert page.errors()[0].startswith("All places of this access code are taken.")


def ME_WITH(code):  # noqa: N802
    from tests.registration.test_flow import ME

    return ME | {"code": code}


def test_in_a_draw_all_sessions_of_a_time_can_be_put_in_order(app, client, clock, outbox):
    event = an_event(opens=clock.now())
    set_rules(event, fairness=Fairness.DRAW)
    one, two, three = (a_slot(event, name, capacity=1) for name in ("A", "B", "C"))
    page = to_sessions(client)
    assert "Places are drawn." in page.text and "1 place, to be drawn" in page.text
    selects = [tag["name"] for tag in page.html.find_all("select")]
    assert len(selects) == 2
    first = page.html.find("input", value=two.public_id)["name"]
    fields = {first: two.public_id, selects[0]: three.public_id, selects[1]: one.public_id}
    check = client.submit(page, fields, button="Check your answers", status=200)
    done = client.follow(client.submit(check, button="Enter the draw", status=303))
    assert done.h1 == "You are in the draw"
    assert made().ticket in done.text
    ranks = dict(db.session.execute(select(Booking.slot_id, Booking.rank)).all())
    assert ranks == {two.id: 0, three.id: 1, one.id: 2}


def test_twenty_presses_at_the_waiting_list_are_one(event, client, outbox):
    set_rules(event, capacity=0)
    check = choose(client, to_sessions(client))
    places = {
        client.submit(check, button="Join the waiting list", status=303).location for _ in range(5)
    }
    assert len(places) == 1
    assert (rows(Registration), len(outbox())) == (1, 1)


def test_what_is_left_refreshes_as_small_parts(event, app):
    slot = a_slot(event, capacity=1)
    http = app.test_client()
    first = http.get("/next/programme/places")
    assert f'data-places="{slot.public_id}"' in first.text and "1 place left" in first.text
    again = http.get("/next/programme/places", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304
    a_registration(event, [slot])
    assert "Full" in http.get("/next/programme/places").text


def test_the_session_page_says_why_it_is_full(event, client):
    slot = a_slot(event, "Podcast", capacity=1)
    for name in ("Ada", "Ben"):
        a_registration(event, [slot], name=name)
    page = client.get(f"/next/sessions/{slot.session.slug}")
    assert "1 place: 1 booked. 1 person is waiting." in page.text
