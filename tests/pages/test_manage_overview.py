"""The overview: what a sell-out brings to do, and the way to it."""

from datetime import timedelta

from app.events.enums import Fairness
from app.events.policies import PlacesPolicy, Policies
from app.kernel import clock as time
from app.kernel.transaction import transaction
from app.registration import actions, queries
from tests.support.builders import a_group, a_member, a_registration, a_slot, an_event, at
from tests.support.signing_in import be
from tests.support.timetable import plan_move, release

OVERVIEW = "/next/manage/"


def with_places(event, **places):
    policies = Policies(contact_email="team@example.org", places=PlacesPolicy(**places))
    with transaction() as session:
        session.get(type(event), event.id).policies_data = policies.to_json()


def tasks(orla):
    page = orla.get(OVERVIEW)
    return {a.get_text(): a["href"] for a in page.html.select(".bc-todo a")}


def test_a_quiet_event_has_none_of_it(orla, event):
    a_registration(event, [a_slot(event)])
    assert not [words for words in tasks(orla) if "meeting" not in words]


def test_who_waits_for_the_event_and_open_offers(orla, event):
    with_places(event, capacity=1)
    first = a_registration(event, name="Ada")
    a_registration(event, name="Bryn")
    a_registration(event, name="Cai")
    assert tasks(orla)["2 people wait for a place in the event"] == "/next/manage/waiting"
    with transaction():
        actions.cancel_registration(first.public_id, now=time.now())
    found = tasks(orla)
    assert "1 person waits for a place in the event" in found
    assert found["1 offer is open: the place is held until it is answered"].endswith("/waiting")


def test_offers_of_sessions_count_too(orla, event):
    slot = a_slot(event, capacity=1)
    first = a_registration(event, [slot], name="Ada")
    a_registration(event, [slot], name="Bryn")
    with transaction():
        actions.give_up(queries.bookings_of(first.id)[0].public_id, now=time.now())
    assert any(words.startswith("1 offer is open") for words in tasks(orla))


def test_names_of_a_group_that_are_to_follow(orla, event):
    a_group(event, 2)
    assert tasks(orla)["2 places of groups have no name yet"] == "/next/manage/groups"


def test_a_draw_that_is_coming_up(client):
    places = PlacesPolicy(fairness=Fairness.DRAW)
    policies = Policies(contact_email="team@example.org", places=places)
    event = an_event(policies=policies, opens=time.now())
    a_member(event)
    be(client)
    a_registration(event)
    words = "A draw is coming up: 1 person has applied"
    assert tasks(client)[words] == "/next/manage/draw"


def test_a_release_to_look_at(orla, event, clock):
    a_registration(event, name="Ada")
    a_registration(event, name="Bryn", needs="BSL")
    with transaction():
        actions.begin_campaign(event.id, now=time.now(), actor="orla")
    for days in (8, 4):
        clock.at = at("10:00") - timedelta(days=days)
        with transaction():
            actions.open_gate(event.id, now=time.now(), actor="time")
        be(orla)
        found = [words for words in tasks(orla) if "answered: preview" in words]
    assert found == ["1 person has not answered: preview the release"]
    with transaction():
        actions.release_unanswered(event.id, now=time.now(), actor="orla")
    assert not [words for words in tasks(orla) if "answered: preview" in words]


def test_after_the_day_nothing_of_it_is_left_to_do(orla, event, clock):
    with_places(event, capacity=0)
    a_registration(event)
    clock.at = at("10:00") + timedelta(days=1)
    be(orla)
    assert not [words for words in tasks(orla) if "for a place in the event" in words]


def test_what_the_draft_has_and_readers_have_not(orla, event):
    slot = a_slot(event)
    release(event)
    assert "not released yet" not in orla.get("/next/manage/").text
    plan_move(slot, "11:30", "12:15")
    page = orla.get("/next/manage/")
    link = page.html.find("a", string="1 change of the timetable is not released yet")
    assert link["href"] == "/next/manage/release"
