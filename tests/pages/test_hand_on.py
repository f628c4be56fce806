"""Handing one's place to a colleague: with a fresh code, in one step, both told."""

from datetime import timedelta

import pytest

from app.kernel.transaction import transaction
from app.registration import actions, queries
from tests.support.builders import a_registration, a_service, a_slot, an_event, at
from tests.support.doors import my, state_of
from tests.support.signing_in import be, code_in, sign_in

ADA, CAL = "ada@example.org", "cal@example.org"
COLLEAGUE = {"name": "Cal Dee", "email": CAL}
PATH = "/next/my/hand-on"


@pytest.fixture
def event(app):
    return an_event()


@pytest.fixture
def slots(event):
    full = a_slot(event, "Filming", start="13:00", end="13:45", capacity=0)
    return [a_slot(event, "Podcast"), full]


@pytest.fixture
def ada(event, slots):
    return a_registration(event, slots, name="Ada Bryn", email=ADA, service=a_service())


def hand_on(client, page, fields=COLLEAGUE, status=303):
    return client.submit(page, fields, button="Hand my place on", status=status)


def test_the_colleague_gets_all_of_it_in_one_step(ada, slots, client, outbox):
    be(client, ADA)
    page = client.get(PATH)
    for words in ("10:30 Podcast: a place", "13:00 Filming: your turn", "access needs does not go"):
        assert words in page.text
    assert "until Tuesday 8 June 2027, 00:00 (London time)" in page.text
    done = client.follow(hand_on(client, page))
    assert "You handed your place to Cal Dee" in done.text
    assert state_of(ada) == "cancelled" and queries.bookings_of(ada.id) == []
    (cal,) = queries.live_at(ada.event_id, CAL)
    states = [(b.slot_id, b.state) for b in queries.bookings_of(cal.id)]
    assert states == [(slots[0].id, "confirmed"), (slots[1].id, "waiting")]
    assert cal.service_id == ada.service_id and cal.taken_over_from_id == ada.id
    (told,) = outbox(template="registration/email/handed_on")
    (new,) = outbox(template="registration/email/taken_over")
    assert (told.to_address, told.calendar["method"]) == (ADA, "CANCEL")
    assert (new.to_address, new.calendar["method"]) == (CAL, "REQUEST")
    assert queries.by_public_id(ada.public_id).address_confirmed_at is not None


def test_twice_is_once(ada, client, outbox):
    be(client, ADA)
    page = client.get(PATH)
    hand_on(client, page)
    again = client.follow(hand_on(client, page))
    assert "You handed your place to Cal Dee" in again.text
    assert len(outbox(template="registration/email/taken_over")) == 1
    assert len(queries.live_at(ada.event_id, CAL)) == 1


def test_reading_writes_nothing(ada, client, outbox):
    be(client, ADA)
    before = len(outbox())
    client.get(PATH)
    assert len(outbox()) == before and state_of(ada) == "confirmed"


def test_who_signed_in_a_while_ago_does_it_again(ada, client, outbox, clock):
    be(client, ADA)
    clock.at += timedelta(minutes=15)
    asked = client.get(f"{PATH}?who={ada.public_id}", status=303)
    assert asked.location.startswith("/sign-in?next=") and "again=1" in asked.location
    page = client.follow(asked)
    assert page.h1 == "Sign in again" and page.html.find(id="email")["value"] == ADA
    client.submit(page, button="Send me a code", status=303)
    code = code_in(outbox(template="accounts/email/sign_in_code", to_address=ADA)[-1])
    there = client.submit(client.get("/sign-in/code"), {"code": code}, button="Sign in", status=303)
    assert there.location == f"{PATH}?who={ada.public_id}"
    hand_on(client, client.follow(there))
    assert state_of(ada) == "cancelled"
    assert "This one" in client.get("/account").text
    assert len(client.get("/account").html.find_all(class_="bc-device")) == 1


def test_a_form_sent_too_late_is_not_taken_and_keeps_what_was_typed(ada, client, clock, outbox):
    be(client, ADA)
    page = client.get(PATH)
    clock.at += timedelta(minutes=15)
    late = hand_on(client, page, status=422)
    sentence = "Sign in again in a new tab, then press the button on this page again."
    assert late.errors()[0].endswith(sentence)
    assert late.html.find(id="name")["value"] == "Cal Dee"
    assert late.html.find(id="email")["value"] == CAL
    assert state_of(ada) == "confirmed" and queries.live_at(ada.event_id, CAL) == []
    link = late.html.find("a", string=lambda text: text and "Sign in again" in text)["href"]
    assert "again=1" in link and "Cal" not in link and "cal" not in link
    asking = client.get(link)
    client.submit(asking, button="Send me a code", status=303)
    code = code_in(outbox(template="accounts/email/sign_in_code", to_address=ADA)[-1])
    there = client.submit(client.get("/sign-in/code"), {"code": code}, button="Sign in", status=303)
    assert there.location == f"{PATH}?who={ada.public_id}"
    client.submit(late, button="Hand my place on", status=303)  # the page that stayed open
    (cal,) = queries.live_at(ada.event_id, CAL)
    assert cal.person.name == "Cal Dee" and state_of(ada) == "cancelled"


def test_who_is_signed_out_sees_what_they_typed(ada, client):
    be(client, ADA)
    page = client.get(PATH)
    with client.http.session_transaction() as cookie:
        del cookie["_user_id"]
    refused = hand_on(client, page, status=422)
    assert refused.h1 == "You are signed out, so nothing was changed."
    assert "Your colleague’s full name Cal Dee" in refused.text and CAL in refused.text
    assert "Ada Bryn" not in refused.text and state_of(ada) == "confirmed"
    nothing = hand_on(client, page, {"name": "", "email": ""}, status=303)  # nothing to lose
    assert nothing.location.startswith("/sign-in?next=")


def test_signing_in_leads_here(ada, client, outbox):
    asked = client.get(PATH, status=303)
    assert asked.location.startswith("/sign-in") and "again" not in asked.location
    sign_in(client, outbox, ADA, then=PATH)
    assert client.get(PATH).form(button="Hand my place on")
    assert client.get("/sign-in", status=303).location == "/account"


def test_a_colleague_who_is_registered(ada, event, client):
    a_registration(event, name="Cal Dee", email=CAL)
    be(client, ADA)
    refused = hand_on(client, client.get(PATH), status=422)
    assert "Your colleague is registered already." in refused.errors()[0]
    assert refused.html.find(id="name")["value"] == "Cal Dee"
    assert refused.html.find(id="email")["value"] == CAL
    assert state_of(ada) == "confirmed"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "", "email": CAL}, "Enter your colleague’s full name"),
        ({"name": "…", "email": CAL}, "Enter your colleague’s full name"),
        ({"name": "Cal Dee", "email": ""}, "Enter your colleague’s email address"),
        ({"name": "Cal Dee", "email": "cal"}, "Enter an email address in the right form"),
        ({"name": "ada  bryn", "email": ADA.upper()}, "This is your own name and address."),
    ],
)
def test_what_was_typed_is_kept_with_what_is_wrong(ada, client, fields, sentence):
    be(client, ADA)
    refused = hand_on(client, client.get(PATH), fields, status=422)
    assert sentence in refused.errors()[0]
    assert refused.html.find(id="email")["value"].lower() == fields["email"].lower()
    assert state_of(ada) == "confirmed"


def test_too_late_says_until_when_it_could_be_done(ada, client, clock):
    clock.at = at("00:00") - timedelta(days=2, minutes=1)
    be(client, ADA)
    page = client.get(PATH)
    clock.at += timedelta(minutes=1)
    late = hand_on(client, page, status=422)
    sentence = "could be handed to a colleague until Tuesday 8 June 2027, 00:00 (London time)"
    assert sentence in late.text and sentence in client.get(PATH).text
    assert sentence in client.get(my(ada)).text
    assert state_of(ada) == "confirmed"


def test_without_a_service_there_is_no_colleague_of_it(event, client):
    eve = a_registration(event, email="eve@example.org")
    be(client, "eve@example.org")
    assert "Only places of a library service" in client.get(PATH).text
    assert "Only places of a library service" in client.get(my(eve)).text


def test_of_several_at_one_address_the_one_that_is_named(ada, event, client):
    ben = a_registration(event, name="Ben", email=ADA, service=a_service())
    be(client, ADA)
    assert client.get(my(ben)).html.find("a", href=f"{PATH}?who={ben.public_id}")
    page = client.get(f"{PATH}?who={ben.public_id}")
    assert page.html.find("main").find("a", string="Ada Bryn")
    hand_on(client, page)
    assert (state_of(ada), state_of(ben)) == ("confirmed", "cancelled")


def test_nobody_elses_place_can_be_handed_on(ada, event, client):
    a_registration(event, name="Eve", email="eve@example.org", service=a_service())
    be(client, "eve@example.org")
    page = client.get(PATH)
    refused = hand_on(client, page, COLLEAGUE | {"who": ada.public_id}, status=422)
    assert refused.h1.startswith("The place that this was for is no longer there, or it belongs to")
    assert "Ada" not in refused.text and "Cal Dee" in refused.text
    refused = hand_on(client, page, COLLEAGUE | {"who": None}, status=422)
    assert refused.h1 == "The form does not say whose place it is for. Nothing was changed."
    assert [r.person.name for r in queries.live_at(event.id, "eve@example.org")] == ["Eve"]
    assert state_of(ada) == "confirmed" and queries.live_at(event.id, CAL) == []
    be(client, "nobody@example.org")
    assert client.get(PATH, status=303).location == "/next/my"


def test_the_list_says_how_each_stands(ada, event, client, clock):
    full = a_slot(event, "Full", capacity=0)
    a_registration(event, [full], name="Ben", email=ADA)
    with transaction():
        event.policies_data = event.policies_data | {
            "places": event.policies_data["places"] | {"capacity": 0}
        }
    a_registration(event, name="Cal", email=ADA)
    be(client, ADA)
    page = client.get("/next/my")
    assert "The day of Ada Bryn , Gateshead Place" in page.text
    assert "The day of Cal , A reading charity Waiting list" in page.text
    with transaction():
        actions.cancel_registration(ada.public_id, now=clock.now())
    assert "The day of Ada Bryn" not in client.get("/next/my").text
