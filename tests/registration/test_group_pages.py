"""A lead's pages, and a colleague's first choice by the link of their mail."""

import re

import pytest
from sqlalchemy import select

from app.kernel.database import db
from app.kernel.shown import moment
from app.registration.models import AccessNeed, GroupBooking, Registration
from tests.support.builders import a_registration, a_slot, an_event
from tests.support.places import in_event, leave, set_rules, states, told

LEAD = {"name": "Lea Lead", "email": "lead@example.org", "service": "gateshead", "places": "3"}


@pytest.fixture
def event(app):
    return an_event()


def ask(client, **changes):
    return client.submit(client.get("/next/register/group"), LEAD | changes, status=303)


def link(mail, what) -> str:
    return re.search(rf"http://[^/]+(/{what}/\S+)", mail.text)[1]


def name(client, page, *, rank=1, who="Ada Bryn", email="ada@example.org", status=303):
    forms = [f for f in page.html.find_all("form") if f.get("action", "").endswith("/name")]
    place = forms[rank - 1].find("input", attrs={"name": "place"})["value"]
    data = {"place": place, "name": who, "email": email}
    data["csrf_token"] = forms[0].find("input", attrs={"name": "csrf_token"})["value"]
    return client.post(forms[0]["action"], data, status=status)


def test_asking_naming_and_choosing(event, client, outbox):
    slot = a_slot(event, "Podcast")
    page = client.follow(ask(client))
    assert page.h1 == "Your group"
    assert page.text.count("Has a place") == 3
    assert link(outbox()[0], "g") == page.html.find("form")["action"].rsplit("/", 1)[0]
    page = client.follow(name(client, page))
    assert "Ada Bryn" in page.text and "Has not chosen sessions yet." in page.text
    assert told(outbox) == [("Lea Lead", "group_made"), ("Ada Bryn", "group_named")]
    path = link(outbox()[1], "p")
    assert path.endswith("/choose")
    chooser = client.get(path)
    assert chooser.h1 == "Choose your sessions"
    fields = {
        chooser.html.find("input", value=slot.public_id)["name"]: slot.public_id,
        "needs": "Captions",
    }
    client.submit(chooser, fields, status=303)
    assert states(slot) == [("Ada Bryn", "confirmed", None)]
    assert len(db.session.scalars(select(AccessNeed)).all()) == 1
    again = client.get(path)
    assert again.h1.startswith("Your sessions are chosen.")


def test_the_form_twice_is_one_group(event, client):
    page = client.get("/next/register/group")
    first = client.submit(page, LEAD, status=303)
    second = client.submit(page, LEAD, status=303)
    assert first.location == second.location
    assert len(db.session.scalars(select(GroupBooking)).all()) == 1
    assert len(in_event(event)) == 3


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"places": "1"}, "Enter a whole number from 2 to 20"),
        ({"places": "two"}, "Enter a whole number from 2 to 20"),
        ({"places": ""}, "Enter how many places you need"),
        ({"email": "lead"}, "Enter an email address in the right form, like name@example.org"),
        ({"service": "other"}, "Enter the name of your organisation"),
    ],
)
def test_what_is_wrong_is_said_and_kept(event, client, changes, sentence):
    page = client.submit(client.get("/next/register/group"), LEAD | changes, status=422)
    assert page.errors() == [sentence]
    assert page.html.find("input", attrs={"name": "name"})["value"] == "Lea Lead"


def test_a_colleague_who_is_registered_is_refused_and_what_was_typed_stays(event, client):
    a_registration(event, name="Ada Bryn", email="ada@example.org")
    page = client.follow(ask(client))
    page = name(client, page, rank=2, status=422)
    assert page.errors() == ["This colleague is registered already."]
    assert page.html.find("input", attrs={"id": "name"})["value"] == "Ada Bryn"


def test_a_place_nobody_is_named_for_can_be_given_up(event, client, outbox, soon):
    set_rules(event, capacity=3)
    page = client.follow(ask(client))
    a_registration(event, name="Zoe")
    forms = [f for f in page.html.find_all("form") if f["action"].endswith("/give-up")]
    data = {tag["name"]: tag["value"] for tag in forms[2].find_all("input")}
    page = client.follow(client.post(forms[2]["action"], data, status=303))
    assert [state for _, state, _ in in_event(event)] == [
        "confirmed", "confirmed", "cancelled", "confirmed",
    ]  # fmt: skip
    client.post(forms[2]["action"], data, status=422)


def test_a_lead_cannot_touch_other_peoples_places(event, client):
    page = client.follow(ask(client))
    stranger = a_registration(event, name="Zoe")
    form = page.html.find("form")
    token = form.find("input", attrs={"name": "csrf_token"})["value"]
    data = {"place": stranger.public_id, "name": "X Y", "email": "x@example.org"}
    client.post(form["action"], data | {"csrf_token": token}, status=404)
    base = form["action"].rsplit("/", 1)[0]
    client.post(f"{base}/give-up", data | {"csrf_token": token}, status=422)
    assert db.session.get(Registration, stranger.id).state == "confirmed"


def test_only_colleagues_of_a_group_choose_by_link_alone(event, client, outbox):
    a_registration(event, name="Zoe")
    path = link(outbox()[0], "p")
    assert client.get(f"{path}/choose").h1 == "This place has been given up already."


def test_choosing_while_a_place_is_offered_says_what_becomes_of_it(event, client, outbox):
    slot = a_slot(event, "Podcast")
    set_rules(event, capacity=2)
    gone = a_registration(event, name="Zoe")
    page = client.follow(ask(client, places="2"))
    name(client, page, rank=2)
    path = link(outbox()[-1], "p")
    wishing = client.get(path)
    assert "Your wishes keep the turn they have from now." in wishing.text
    assert wishing.form(button="Keep these wishes")
    leave(gone)
    ada = db.session.scalars(select(Registration).where(Registration.state == "offered")).one()
    chooser = client.get(path)
    assert "Your wishes keep the turn" not in chooser.text
    assert f"one is held for you until {moment(ada.offer_ends_at)} (London time)." in chooser.text
    assert "that have room are held with it until then, and become yours when you" in chooser.text
    day = path.removesuffix("/choose")
    assert chooser.html.find("main").find("a", href=day)
    fields = {chooser.html.find("input", value=slot.public_id)["name"]: slot.public_id}
    page = client.follow(client.submit(chooser, fields, button="Hold these sessions", status=303))
    assert states(slot) == [("Ada Bryn", "offered", None)]
    take = page.form(action="/take-event")
    client.post(take["action"], {tag["name"]: tag["value"] for tag in take("input")}, status=303)
    assert states(slot) == [("Ada Bryn", "confirmed", None)]


def test_unknown_links_are_404(event, client):
    client.get("/g/forged", status=404)
    client.get("/p/forged/choose", status=404)
