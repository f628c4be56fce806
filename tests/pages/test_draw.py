"""The draw in public: what stands there before and after, repeating it, and the command."""

import json
from datetime import timedelta

import pytest

from app.events.enums import Fairness
from app.events.policies import PlacesPolicy, Policies
from app.kernel import clock as time
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration import actions
from app.registration.models import Draw
from app.registration.rules import draws
from tests.support.builders import a_member, a_registration, a_service, a_slot, an_event
from tests.support.signing_in import be

POLICIES = Policies(
    contact_email="team@example.org",
    places=PlacesPolicy(capacity=3, fairness=Fairness.DRAW, draw_minutes=30),
)


@pytest.fixture
def event(app):
    event = an_event(policies=POLICIES, opens=time.now())
    a_member(event)
    with transaction():
        actions.rules_changed(event.id, now=time.now(), actor="orla")
    return event


@pytest.fixture
def drawn(event, clock):
    """Four people for three places and one place in the podcast."""
    slot = a_slot(event, "Podcast", capacity=1)
    people = [
        a_registration(event, [slot], name=f"Ada {number}", service=a_service())
        for number in range(4)
    ]
    clock.at += timedelta(minutes=30)
    with transaction():
        actions.open_gate(event.id, now=time.now(), actor="time")
    db.session.rollback()
    return people


def the_draw():
    db.session.rollback()
    return db.session.query(Draw).one()


def test_an_event_without_a_draw_has_no_page_of_one(app, client):
    an_event()
    client.get("/next/draw", status=404)
    client.get("/next/draw.json", status=404)
    client.get("/next/draw?repeat=1", status=404)
    assert "draw" not in client.get("/next/").text


def test_before_it_the_digest_is_public_and_the_seed_is_not(event, client):
    a_registration(event)
    page = client.get("/next/")
    page = client.get(page.html.find("a", string="How the draw works")["href"])
    assert "until Monday 3 May 2027, 10:30 (London time) counts as equal" in page.text
    assert the_draw().seed_digest in page.text
    assert the_draw().seed not in page.body.decode()
    client.get("/next/draw.json", status=404)
    client.get("/next/draw?repeat=1", status=404)


def test_afterwards_seed_and_order_are_public_and_no_names(drawn, client):
    page = client.get("/next/draw")
    rows = [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.html.select("tbody tr")
    ]
    tickets = draws.order_of(the_draw().seed, [one.ticket for one in drawn])
    assert [row[1] for row in rows] == tickets
    assert [row[2] for row in rows] == ["Yes", "Yes", "Yes", "Waits: full"]
    assert [row[3] for row in rows] == ["10:30 Podcast", "–", "–", "–"]
    assert the_draw().seed in page.text
    assert "Ada" not in page.body.decode()
    assert "Gateshead" not in page.text
    assert client.get("/next/draw").queries == 1


def test_it_is_repeated_at_once_from_what_is_published(drawn, client):
    page = client.get("/next/draw")
    link = page.html.find("a", string="Draw again from what is published, now")["href"]
    assert "everything agrees" in client.get(link).text
    with transaction():
        found = the_draw()
        found.published = json.loads(json.dumps(found.published))
        found.published["results"][0]["has_event_place"] = False
    page = client.get(link)
    assert "The draw does not repeat." in page.text
    assert "has event place: the document says false, the draw gives true" in page.text


def test_the_document_is_what_the_command_reads(drawn, client, app, tmp_path):
    answer = client.get("/next/draw.json").response
    assert answer.mimetype == "application/json"
    path = tmp_path / "draw.json"
    path.write_bytes(answer.get_data())
    run = app.test_cli_runner()
    result = run.invoke(args=["draw", "check", str(path)])
    assert result.exit_code == 0, result.output
    assert f"Digest of the seed: {the_draw().seed_digest}" in result.output
    assert "The draw repeats, ticket by ticket (4)." in result.output

    document = json.loads(path.read_text())
    document["terms"]["event_places"] = 2
    path.write_text(json.dumps(document))
    result = run.invoke(args=["draw", "check", str(path)])
    assert result.exit_code == 1
    assert "has event place: the document says true, the draw gives false" in result.output

    path.write_text("{}")
    assert run.invoke(args=["draw", "check", str(path)]).exit_code == 1
    path.write_text("no json")
    assert "This file is no JSON." in run.invoke(args=["draw", "check", str(path)]).output


def test_the_command_checks_the_draw_of_an_event(drawn, app):
    run = app.test_cli_runner()
    assert run.invoke(args=["draw", "check", "--event", "next"]).exit_code == 0
    with transaction():
        the_draw().seed_digest = "0" * 64
    result = run.invoke(args=["draw", "check", "--event", "next"])
    assert result.exit_code == 1
    assert "The digest public before the draw was 000" in result.output


@pytest.mark.parametrize("args", [[], ["--event", "nowhere"], ["--event", "next"]])
def test_the_command_says_what_is_missing(event, app, args):
    assert app.test_cli_runner().invoke(args=["draw", "check", *args]).exit_code in (1, 2)


def test_a_draw_without_anybody_is_public_as_drawn(event, client, clock):
    assert "counts as equal" in client.get("/next/draw").text
    clock.at += timedelta(minutes=30)
    with transaction():
        actions.open_gate(event.id, now=time.now(), actor="time")
    assert "0 people had asked in time." in client.get("/next/draw").text


def test_organisers_see_when_and_how_many(event, client):
    be(client)
    a_registration(event)
    page = client.get("/next/manage/draw")
    assert "Places are drawn on Monday 3 May 2027, 10:30" in page.text
    assert "1 applied so far" in page.text
    assert the_draw().seed not in page.body.decode()


def test_organisers_see_what_came_of_it(drawn, client):
    be(client)
    page = client.get("/next/manage/draw")
    assert "4 tickets drawn 3 with a place in the event" in page.text
    client.get(page.html.find("a", string="The public page of the draw")["href"])


def test_without_a_draw_organisers_have_no_page_of_it(app, client):
    a_member(an_event())
    be(client)
    client.get("/next/manage/draw", status=404)
