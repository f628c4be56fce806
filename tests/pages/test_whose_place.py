"""Several people at one address: a form acts on who it names, or on nobody."""

import pytest

from app.kernel.transaction import transaction
from app.registration import actions, queries
from tests.support.builders import a_registration, a_service, a_slot, an_event
from tests.support.doors import my, state_of
from tests.support.signing_in import be, sign_in

BOTH = "both@example.org"
FORMS = {
    "add": ({"slot": ""}, "Add this session"),
    "hand-on": ({"name": "Cal Dee", "email": "cal@example.org"}, "Hand my place on"),
    "needs": ({"needs": "Captions"}, "Save"),
}


@pytest.fixture
def event(app):
    return an_event()


@pytest.fixture
def slot(event):
    return a_slot(event, "Podcast")


@pytest.fixture
def ann(event, slot):
    return a_registration(event, name="Ann", email=BOTH, service=a_service())


@pytest.fixture
def bob(event, ann):
    return a_registration(event, name="Bob", email=BOTH, service=a_service())


def leave(registration, clock):
    with transaction():
        actions.cancel_registration(registration.public_id, now=clock.now())


def stands(registration):
    held = [booking.slot_id for booking in queries.bookings_of(registration.id)]
    return state_of(registration), held, queries.needs_said_at(registration.id)


@pytest.mark.parametrize("form", FORMS)
def test_a_form_for_who_left_acts_on_nobody(ann, bob, slot, client, clock, outbox, form):
    fields, button = FORMS[form]
    fields = {name: value or slot.public_id for name, value in fields.items()}
    be(client, BOTH)
    page = client.get(f"/next/my/{form}?who={bob.public_id}")
    assert "Bob" in page.text
    leave(bob, clock)
    mails = len(outbox())
    refused = client.submit(page, fields, button=button, status=422)
    assert refused.h1 == "The place of Bob is no longer there. Nothing was changed."
    assert refused.html.find("main").find("a", href="/next/my")
    if form != "add":
        assert all(value in refused.text for value in fields.values())
    assert stands(ann) == ("confirmed", [], None) and len(outbox()) == mails


@pytest.mark.parametrize("form", FORMS)
def test_a_link_for_who_left_opens_nobody_elses_form(ann, bob, client, clock, form):
    be(client, BOTH)
    leave(bob, clock)
    refused = client.get(f"/next/my/{form}?who={bob.public_id}", status=422)
    assert refused.h1.startswith("The place of Bob is no longer there.")
    assert not refused.html.find("main").find("form")
    unknown = client.get(f"/next/my/{form}?who=nobody", status=422)
    assert unknown.h1.startswith("The place that this was for is no longer there")


@pytest.mark.parametrize("form", FORMS)
def test_a_form_that_names_nobody_acts_on_nobody(ann, slot, client, form):
    fields, button = FORMS[form]
    fields = {name: value or slot.public_id for name, value in fields.items()}
    be(client, BOTH)
    page = client.get(f"/next/my/{form}")
    for who in (None, "", "nobody"):
        client.submit(page, fields | {"who": who}, button=button, status=422)
    assert stands(ann) == ("confirmed", [], None)


@pytest.mark.parametrize("form", FORMS)
def test_the_address_of_a_form_does_not_say_whom_it_acts_on(ann, bob, slot, client, form):
    fields, button = FORMS[form]
    fields = {name: value or slot.public_id for name, value in fields.items()}
    be(client, BOTH)
    tag = client.get(f"/next/my/{form}?who={bob.public_id}").form(button=button)
    data = {one["name"]: one.get("value", "") for one in tag.find_all("input", type="hidden")}
    client.post(f"/next/my/{form}?who={ann.public_id}", data | fields, status=303)
    assert stands(ann) == ("confirmed", [], None) and stands(bob) != ("confirmed", [], None)


@pytest.mark.parametrize("form", FORMS)
def test_nobody_named_is_the_first_and_is_said(ann, bob, slot, client, form):
    be(client, BOTH)
    page = client.get(f"/next/my/{form}")
    tag = page.form(button=FORMS[form][1])
    assert tag.find("input", attrs={"name": "who"})["value"] == ann.public_id
    head = page.html.find(class_="govuk-caption-l") or page.html.h1
    assert "Ann" in head.get_text()


def test_signing_in_keeps_whom_it_is_for(ann, bob, slot, client, outbox):
    link = client.get(my(bob)).html.find("a", string="Add a session, or swap")["href"]
    assert link == f"/next/my/add?who={bob.public_id}"
    assert client.get(link, status=303).location.endswith(f"who%3D{bob.public_id}")
    sign_in(client, outbox, BOTH, then=link)
    assert client.get(link).h1 == "Add a session for Bob"
