"""One session more, signed in: places, waiting lists, swaps, and what cannot be chosen."""

from datetime import UTC, datetime

import pytest

from app.events.enums import Fairness
from app.events.policies import PlacesPolicy, Policies, ShareStep
from app.kernel.transaction import transaction
from app.programme.enums import SessionKind
from app.registration import actions, queries
from tests.support.builders import a_registration, a_service, a_slot, an_event
from tests.support.doors import booking_of
from tests.support.signing_in import be

ADA = "ada@example.org"
PATH = "/next/my/add"


@pytest.fixture
def event(app):
    return an_event()


@pytest.fixture
def podcast(event):
    return a_slot(event, "Podcast")


@pytest.fixture
def ada(event, podcast, client):
    be(client, ADA)
    return a_registration(event, [podcast], name="Ada", email=ADA)


def has(registration) -> dict[str, str]:
    return {b.slot.title: b.state for b in queries.bookings_of(registration.id)}


def choose(client, slot, status=303):
    fields = {"slot": slot.public_id}
    return client.submit(client.get(PATH), fields, button="Add this session", status=status)


def close(slot, clock):
    with transaction():
        actions.close_list(slot.event_id, slot.id, now=clock.now(), actor="orla@example.org")


def test_what_fits_is_added(event, ada, client, outbox):
    film = a_slot(event, "Filming", start="13:00", end="13:45", capacity=1)
    assert "13:00 Filming 1 place left" in client.get(PATH).text
    done = client.follow(choose(client, film))
    assert "Your day is changed." in done.text
    assert has(ada) == {"Podcast": "confirmed", "Filming": "confirmed"}
    (mail,) = outbox(template="registration/email/place_added")
    assert mail.to_address == ADA and mail.calendar["method"] == "REQUEST"
    assert queries.by_public_id(ada.public_id).address_confirmed_at is not None


def test_what_is_full_says_how_many_wait(event, ada, client):
    film = a_slot(event, "Filming", start="13:00", end="13:45", capacity=0)
    a_registration(event, [film], name="Ben")
    assert "Full: you would join the waiting list, 1 waiting" in client.get(PATH).text
    page = client.follow(choose(client, film))
    assert has(ada)["Filming"] == "waiting" and "1 person is before you." in page.text


def test_a_swap_asks_once_more_and_is_one_step(event, ada, podcast, client, outbox):
    film = a_slot(event, "Filming", capacity=1)
    a_slot(event, "Later", start="15:00", end="15:45")
    page = client.get(PATH)
    assert "At the same time as something you have" in page.text
    assert "At the same time as “Podcast”. 1 place left" in page.text
    question = client.follow(choose(client, film))
    assert has(ada) == {"Podcast": "confirmed"} and not outbox(
        template="registration/email/place_added"
    )
    for _ in range(2):
        button = "Swap: give up “Podcast” for “Filming”"
        done = client.follow(client.submit(question, button=button, status=303))
        assert "Your day is changed." in done.text
    assert has(ada) == {"Filming": "confirmed"}
    (mail,) = outbox(template="registration/email/place_added")
    assert "Podcast" in mail.text and mail.to_address == ADA


def test_keeping_one_until_the_better_one_comes(event, ada, podcast, client, clock):
    film = a_slot(event, "Filming", capacity=1)
    ben = a_registration(event, [film], name="Ben")
    question = client.follow(choose(client, film))
    assert "It is full. 0 people wait." in question.text
    button = "Keep “Podcast” and wait for “Filming”"
    page = client.follow(client.submit(question, button=button, status=303))
    assert has(ada) == {"Podcast": "confirmed", "Filming": "waiting"}
    assert "You keep “Podcast” until a place here comes free." in page.text
    with transaction():
        actions.give_up(booking_of(ben).public_id, now=clock.now())
    assert has(ada) == {"Filming": "confirmed"}


def test_full_by_the_time_of_the_press_keeps_what_they_have(event, ada, client):
    film = a_slot(event, "Filming", capacity=1)
    question = client.follow(choose(client, film))
    a_registration(event, [film], name="Ben")
    client.submit(question, button="Swap", status=303)
    assert has(ada) == {"Podcast": "confirmed", "Filming": "waiting"}


def test_what_is_full_with_a_closed_list_cannot_be_chosen(event, ada, client, clock):
    film = a_slot(event, "Filming", start="13:00", end="13:45", capacity=0)
    a_slot(event, "Later", start="15:00", end="15:45")
    close(film, clock)
    page = client.get(PATH)
    assert "13:00 Filming: full, and its waiting list is closed" in page.text
    assert not page.html.find("input", value=film.public_id)
    refused = choose(client, film, status=422)
    assert "“Filming” is full and its waiting list is closed." in refused.errors()[0]
    assert "Filming" not in has(ada)


def test_what_cannot_be_given_up_cannot_be_swapped(event, client):
    a_slot(event, "Welcome", start="10:00", end="10:45", kind=SessionKind.PLENARY)
    early = a_slot(event, "Early", start="10:00", end="10:30")
    a_slot(event, "Later", start="15:00", end="15:45")
    ada = a_registration(event, email=ADA)
    be(client, ADA)
    page = client.get(PATH)
    assert "at the same time as “Welcome”, which you cannot give up" in page.text
    fields = {"slot": early.public_id, "swap": "yes"}
    client.submit(page, fields, button="Add this session", status=422)
    assert has(ada) == {"Welcome": "confirmed"}


def test_the_share_is_said(app, client):
    until = datetime(2027, 5, 20, 11, 0, tzinfo=UTC)
    places = PlacesPolicy(
        fairness=Fairness.SHARES, shares=(ShareStep(until=until, per_slot=1),), capacity=None
    )
    event = an_event(policies=Policies(places=places))
    slot = a_slot(event, "Podcast")
    a_registration(event, [slot], service=a_service())
    ada = a_registration(event, email=ADA, service=a_service())
    be(client, ADA)
    words = "Your library service holds 1 of 1 place until Thursday 20 May 2027, 12:00"
    assert words in client.get(PATH).text
    choose(client, slot)
    assert has(ada) == {"Podcast": "waiting"}


def test_who_waits_for_the_event_adds_wishes(app, client):
    event = an_event(policies=Policies(places=PlacesPolicy(capacity=0)))
    podcast, film = a_slot(event, "Podcast"), a_slot(event, "Filming")
    ada = a_registration(event, [podcast], email=ADA)
    be(client, ADA)
    assert "We keep it as a wish" in client.get(PATH).text
    question = client.follow(choose(client, film))
    client.submit(question, button="Wish for “Filming” more", status=303)
    assert has(ada) == {"Podcast": "applied", "Filming": "applied"}


def test_nothing_chosen_is_said(event, ada, client):
    a_slot(event, "Later", start="15:00", end="15:45")
    page = client.submit(client.get(PATH), button="Add this session", status=422)
    assert page.errors() == ["Choose a session."]


def test_reading_the_question_writes_nothing(event, ada, client, outbox):
    film = a_slot(event, "Filming", capacity=1)
    before = len(outbox())
    for _ in range(3):
        client.get(f"{PATH}?who={ada.public_id}&slot={film.public_id}")
    assert len(outbox()) == before and has(ada) == {"Podcast": "confirmed"}
    assert "Add a session for Ada" in client.get(f"{PATH}?slot=nothing").text
