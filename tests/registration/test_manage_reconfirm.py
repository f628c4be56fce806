"""The campaign "still coming?" as organisers lead it."""

from datetime import timedelta

import pytest

from app.accounts.actions import find_or_add_person
from app.kernel import clock as time
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration import actions
from app.registration.enums import PlaceState
from app.registration.models import Registration
from tests.support.builders import a_registration, a_slot, at
from tests.support.client import values_of
from tests.support.signing_in import be

PAGE = "/next/manage/reconfirm"
MIDNIGHT = at("00:00")


def fresh(registration):
    db.session.rollback()
    return db.session.get(Registration, registration.id)


def pressed(orla, words, *, status=303, action=None):
    page = orla.submit(orla.get(PAGE), button=words, action=action, status=status)
    return orla.follow(page) if status == 303 else page


def at_days_before(orla, clock, days):
    clock.at = MIDNIGHT - timedelta(days=days) + timedelta(hours=10)
    be(orla)


def looked_after(event):
    """What the worker's sweep does."""
    with transaction():
        actions.open_gate(event.id, now=time.now(), actor="time")


def test_before_it_begins_the_page_says_when_what_happens(orla):
    page = orla.get(PAGE)
    assert "Wednesday 2 June 2027, 09:00: everybody with a place is asked by mail" in page.text
    assert "From Sunday 6 June 2027, 09:00 you can look" in page.text


def test_a_campaign_from_its_beginning_to_a_release(orla, event, clock, outbox):
    silent = a_registration(event, [a_slot(event)], name="Ada")
    answers = a_registration(event, name="Bryn")
    needy = a_registration(event, name="Cai", needs="I am deaf")
    page = pressed(orla, "Begin")
    assert "The campaign has begun." in page.text
    assert "People are asked on Wednesday 2 June 2027, 09:00" in page.text
    assert outbox(template="registration/email/still_coming") == []

    at_days_before(orla, clock, 8)
    looked_after(event)
    assert len(outbox(template="registration/email/still_coming")) == 3
    with transaction():
        actions.say_coming(answers.public_id, now=time.now())
    text = orla.get(PAGE).text
    assert "3 asked 1 still coming 2 not answered yet" in text
    assert "Ada" not in text

    at_days_before(orla, clock, 4)
    looked_after(event)
    page = orla.get(PAGE)
    assert "This person has not answered. Ada" in page.text
    assert "Write to these people yourself" in page.text
    assert "Cai" in page.text
    assert "deaf" not in page.body.decode()
    page = pressed(orla, "Release this place")
    assert "1 person is told by mail that their place ends." in page.text
    assert "Let them keep it" in page.text
    assert len(outbox(template="registration/email/release_told")) == 1
    assert fresh(silent).state == PlaceState.CONFIRMED

    clock.at += timedelta(hours=25)
    be(orla)
    looked_after(event)
    states = [fresh(one).state for one in (silent, answers, needy)]
    assert states == [PlaceState.CANCELLED, PlaceState.CONFIRMED, PlaceState.CONFIRMED]


@pytest.fixture
def told(orla, event, clock):
    """Ada and Bryn were told that their places end."""
    people = [a_registration(event, name=name) for name in ("Ada", "Bryn")]
    pressed(orla, "Begin")
    at_days_before(orla, clock, 8)
    looked_after(event)
    at_days_before(orla, clock, 4)
    looked_after(event)
    pressed(orla, "Release these 2 places")
    return people


def test_a_release_is_undone_for_one(orla, told, outbox):
    page = orla.get(PAGE)
    form = page.html.find("input", attrs={"value": told[0].reference}).find_parent("form")
    page = orla.follow(orla.post(form["action"], values_of(form), status=303))
    assert "1 person keeps their place and is told by mail." in page.text
    assert fresh(told[0]).releases_at is None
    assert fresh(told[1]).releases_at is not None
    assert len(outbox(template="registration/email/release_undone")) == 1


def test_a_release_is_undone_for_all(orla, told, outbox):
    page = pressed(orla, "Let everybody keep")
    assert "2 people keep their places and are told by mail." in page.text
    assert [fresh(one).releases_at for one in told] == [None, None]


def test_stopping_undoes_what_was_told(orla, told, outbox):
    page = pressed(orla, "Stop the campaign")
    assert "Nobody is asked any more, and nobody is released." in page.text
    assert "The campaign was stopped on" in page.text
    assert [fresh(one).releases_at for one in told] == [None, None]
    assert len(outbox(template="registration/email/release_undone")) == 2


def test_nobody_is_released_too_early_or_unasked(orla, event, clock):
    one = a_registration(event)
    token = values_of(orla.get(PAGE).form(button="Begin"))
    page = orla.post(f"{PAGE}/release", token, status=422)
    assert "Nobody has been asked yet." in page.text
    pressed(orla, "Begin")
    at_days_before(orla, clock, 7)
    looked_after(event)
    token = values_of(orla.get(PAGE).form(button="Stop"))
    page = orla.post(f"{PAGE}/release", token, status=422)
    assert "Places can be released from Sunday 6 June 2027, 09:00" in page.text
    assert fresh(one).releases_at is None


def test_the_page_asks_as_often_for_thirty_as_for_one(orla, event, told):
    few = orla.get(PAGE).queries
    with transaction() as session:
        for number in range(29):
            one = a_row(event, number)
            session.add(one)
    assert orla.get(PAGE).queries == few


def a_row(event, number):
    """Asked and told, past the gate."""
    person = find_or_add_person(f"p{number}@example.org", name=f"P {number}", now=time.now())
    return Registration(
        reference=f"R{number}",
        event_id=event.id,
        person=person,
        state=PlaceState.CONFIRMED,
        form_token=f"t{number}",
        asked_at=time.now(),
        reconfirm_asked_at=time.now(),
        releases_at=time.now() if number % 2 else None,
    )
