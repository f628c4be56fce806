"""Links in mails that ask for an answer: a page with buttons, and what the buttons do."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.events.policies import PlacesPolicy, Policies
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration import actions, queries
from app.registration.models import PlaceChange
from tests.support.builders import a_registration, a_slot, an_event, at
from tests.support.doors import booking_of, my, state_of


@pytest.fixture
def event(app):
    places = PlacesPolicy(capacity=2)
    return an_event(policies=Policies(contact_email="team@example.org", places=places))


@pytest.fixture
def slot(event):
    return a_slot(event, "Podcast", capacity=1)


@pytest.fixture
def offered(event, slot, clock):
    """Ben has an offer of the slot."""
    ada, ben = a_registration(event, [slot]), a_registration(event, [slot], name="Ben")
    with transaction():
        actions.give_up(booking_of(ada).public_id, now=clock.now())
    return ben


@pytest.fixture
def event_offered(event, slot, clock):
    """Cal has an offer of the event, and of the slot with it."""
    ada = a_registration(event, [slot])
    a_registration(event, name="Ben")
    cal = a_registration(event, [slot], name="Cal")
    with transaction():
        actions.cancel_registration(ada.public_id, now=clock.now())
    return cal


def changes() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(PlaceChange))


def is_confirmed(registration) -> bool:
    return queries.by_public_id(registration.public_id).address_confirmed_at is not None


def test_the_mail_leads_to_the_page_with_two_buttons(offered, client, outbox):
    booking = booking_of(offered)
    path = f"{my(offered)}/answer/{booking.public_id}"
    (mail,) = outbox(template="registration/email/offered")
    assert path in mail.text and mail.to_address == offered.person.email
    page = client.get(path)
    assert page.form(button="Yes, I take the place") and page.form(button="No, give it")
    assert "until Thursday 6 May 2027, 08:00 (London time)" in page.text


def test_opening_the_pages_writes_nothing(offered, client, outbox):
    before = changes(), len(outbox())
    for ref in (booking_of(offered).public_id, "event", "coming"):
        for _ in range(3):
            client.get(f"{my(offered)}/answer/{ref}")
    assert (changes(), len(outbox())) == before
    assert state_of(offered) == "confirmed" and booking_of(offered).state == "offered"
    assert not is_confirmed(offered)


def test_yes_takes_the_place_once(offered, client, outbox):
    page = client.get(f"{my(offered)}/answer/{booking_of(offered).public_id}")
    for _ in range(2):
        done = client.follow(client.submit(page, button="Yes, I take", status=303))
        assert "You took the place. It is yours now." in done.text
    assert booking_of(offered).state == "confirmed" and is_confirmed(offered)
    (mail,) = outbox(template="registration/email/accepted")
    assert mail.to_address == offered.person.email
    assert outbox(template="registration/email/accepted")[0].calendar["method"] == "REQUEST"


def test_saying_no_to_a_session(offered, client, outbox):
    page = client.get(f"{my(offered)}/answer/{booking_of(offered).public_id}")
    for _ in range(2):
        done = client.follow(client.submit(page, button="No, give it", status=303))
        assert "You said no. Thank you" in done.text
    assert queries.bookings_of(offered.id) == []
    mails = outbox(template="registration/email/given_up", to_address=offered.person.email)
    assert len(mails) == 1


def test_an_offer_that_has_ended_says_what_to_do(offered, client, clock):
    path = f"{my(offered)}/answer/{booking_of(offered).public_id}"
    page = client.get(path)
    clock.at += timedelta(days=3)
    late = client.submit(page, button="Yes, I take", status=422)
    assert "You can ask for the session again" in late.text
    assert booking_of(offered).state == "offered"  # a refusal writes nothing
    with transaction():
        actions.open_gate(offered.event_id, now=clock.now(), actor="time")
    late = client.submit(page, button="Yes, I take", status=422)
    assert "You can ask for the session again" in late.text
    client.submit(page, button="No, give it", status=422)
    assert "This offer has ended" in client.get(path).text


def test_giving_a_place_up_from_the_mail(event, client, outbox):
    ada = a_registration(event, [a_slot(event, "Filming")])
    booking = booking_of(ada)
    page = client.get(f"{my(ada)}/answer/{booking.public_id}")
    client.submit(page, button="I cannot come: give the place up", status=303)
    assert queries.bookings_of(ada.id) == []
    (mail,) = outbox(template="registration/email/given_up")
    assert mail.calendar["method"] == "CANCEL"
    assert "given up already" in client.get(f"{my(ada)}/answer/{booking.public_id}").text


def test_what_began_cannot_be_given_up(event, client, clock):
    ada = a_registration(event, [a_slot(event, "Filming")])
    clock.at = at("10:30")
    page = client.get(f"{my(ada)}/answer/{booking_of(ada).public_id}")
    assert "This session has started" in page.text and not page.html.find_all("form")


def test_taking_the_place_in_the_event(event_offered, client, outbox):
    session = client.get(f"{my(event_offered)}/answer/{booking_of(event_offered).public_id}")
    assert "Take that one first" in session.text
    page = client.get(f"{my(event_offered)}/answer/event")
    for _ in range(2):
        done = client.follow(client.submit(page, button="Yes, I take", status=303))
        assert "You took your place at the event." in done.text
    assert state_of(event_offered) == "confirmed" and is_confirmed(event_offered)
    assert booking_of(event_offered).state == "confirmed"
    (mail,) = outbox(template="registration/email/event_accepted")
    assert mail.to_address == event_offered.person.email


def test_saying_no_to_the_event(event_offered, client, outbox):
    page = client.get(f"{my(event_offered)}/answer/event")
    for _ in range(2):
        client.submit(page, button="No, give it", status=303)
    assert state_of(event_offered) == "declined" and is_confirmed(event_offered)
    cancelled = "registration/email/registration_cancelled"
    assert len(outbox(template=cancelled, to_address=event_offered.person.email)) == 1
    refused = client.submit(page, button="Yes, I take", status=422)
    assert "You are no longer registered for this event." in refused.text


def test_the_events_offer_that_has_ended_says_what_to_do(event_offered, client, clock):
    page = client.get(f"{my(event_offered)}/answer/event")
    clock.at += timedelta(days=3)
    refused = client.submit(page, button="Yes, I take", status=422)
    assert "Register again if you still want to come" in refused.text
    assert "Register again" in client.get(f"{my(event_offered)}/answer/event").text


def test_the_sessions_cannot_be_taken_before_the_event(event_offered, client):
    page = client.get(f"{my(event_offered)}/answer/event")
    form = page.form(button="Yes, I take")
    fields = {
        "csrf_token": form.find("input")["value"],
        "booking": booking_of(event_offered).public_id,
    }
    refused = client.post(my(event_offered) + "/take", fields, status=422)
    assert "Take your place in the event first" in refused.text
    assert state_of(event_offered) == "offered"


def test_who_has_a_place_is_led_to_leaving(event, client):
    ada = a_registration(event)
    page = client.get(f"{my(ada)}/answer/event")
    assert page.html.find("main").find("a", href=f"{my(ada)}/leave")
    assert not page.html.find_all("form")


def test_nothing_to_answer_while_waiting(event, client):
    for name in ("Ada", "Ben"):
        a_registration(event, name=name)
    cal = a_registration(event, name="Cal")
    assert "You do not have a place" in client.get(f"{my(cal)}/answer/event").h1
    assert "nothing to confirm" in client.get(f"{my(cal)}/answer/coming").text


def test_still_coming(event, client, clock, outbox):
    ada = a_registration(event)
    clock.at = at("09:00") - timedelta(days=8)
    with transaction():
        actions.begin_campaign(event.id, now=clock.now(), actor="orla@example.org")
    assert outbox(template="registration/email/still_coming")
    day = client.get(my(ada))
    assert "Are you still coming?" in day.text and day.form(button="Yes, I am coming")
    page = client.get(f"{my(ada)}/answer/coming")
    assert page.html.find("main").find("a", href=f"{my(ada)}/leave")
    for _ in range(2):
        done = client.follow(client.submit(page, button="Yes, I am coming", status=303))
        assert "Thank you for saying that you are coming." in done.text
        assert "Are you still coming?" not in done.text
    assert queries.by_public_id(ada.public_id).reconfirmed_at == clock.now()
    assert is_confirmed(ada)


def test_the_answer_ends_a_release(event, client, clock):
    ada = a_registration(event)
    clock.at = at("09:00") - timedelta(days=8)
    with transaction():
        actions.begin_campaign(event.id, now=clock.now(), actor="orla@example.org")
    clock.at = at("09:00") - timedelta(days=4)
    with transaction():
        actions.release_unanswered(event.id, now=clock.now(), actor="orla@example.org")
    sentence = "Your place ends on Monday 7 June 2027, 09:00 (London time) unless you say"
    day = client.get(my(ada))
    assert sentence in day.text and sentence in client.get(f"{my(ada)}/answer/coming").text
    client.submit(day, button="Yes, I am coming", status=303)
    assert queries.by_public_id(ada.public_id).releases_at is None
    clock.at += timedelta(days=2)
    with transaction():
        actions.open_gate(event.id, now=clock.now(), actor="time")
    assert state_of(ada) == "confirmed"


def test_too_late_to_say_coming(event, client, clock):
    ada = a_registration(event)
    page = client.get(f"{my(ada)}/answer/coming")
    with transaction():
        actions.cancel_registration(ada.public_id, now=clock.now())
    refused = client.submit(page, button="Yes, I am coming", status=422)
    assert "You are no longer registered for this event." in refused.text


def test_another_persons_place_cannot_be_answered_with_my_link(offered, client):
    theirs = booking_of(offered).public_id
    other = an_event("other")
    eve = a_registration(other, [a_slot(other)], name="Eve")
    client.get(f"{my(eve)}/answer/{theirs}", status=404)
    token = client.get(my(eve)).form(button="Give up this place").find("input")["value"]
    for way in ("take", "give-up"):
        fields = {"csrf_token": token, "booking": theirs}
        refused = client.post(f"{my(eve)}/{way}", fields, status=422)
        assert "This place is not on your page." in refused.text
    assert booking_of(offered).state == "offered"
