"""My day tells each state as it is: never "booked" to who waits."""

from datetime import UTC, datetime, timedelta

import pytest

from app.events.enums import Fairness
from app.events.policies import PlacesPolicy, Policies, ShareStep
from app.kernel.transaction import transaction
from app.registration import actions, queries
from tests.support.builders import a_registration, a_service, a_slot, an_event, at
from tests.support.doors import booking_of, my, state_of

UNTIL = datetime(2027, 5, 20, 11, 0, tzinfo=UTC)


def an_event_with(**places):
    policies = Policies(contact_email="team@example.org", places=PlacesPolicy(**places))
    return an_event(policies=policies)


def leave(registration, clock):
    with transaction():
        actions.cancel_registration(registration.public_id, now=clock.now())


def give_up(registration, clock, slot=None):
    with transaction():
        actions.give_up(booking_of(registration, slot).public_id, now=clock.now())


def test_waiting_for_the_event_with_wishes(app, client):
    event = an_event_with(capacity=1)
    slot = a_slot(event, "Podcast")
    a_registration(event, [slot])
    a_registration(event, [slot], name="Ben")
    cal = a_registration(event, [slot], name="Cal")
    page = client.get(my(cal))
    assert "You do not have a place at the event yet" in page.text
    assert "1 person is before you. Why: the event is full." in page.text
    assert "None of them is booked." in page.text and "Not booked. We keep your wish" in page.text
    assert "You have a place" not in page.text
    assert not page.html.find("a", string="Join") and page.form(button="Take this wish back")


def test_waiting_for_the_event_because_of_the_share(app, client):
    steps = (ShareStep(until=UNTIL, per_event=1),)
    event = an_event_with(fairness=Fairness.SHARES, shares=steps, capacity=5)
    ada = a_registration(event, service=a_service())
    ben = a_registration(event, service=a_service())
    line = "Your library service holds 1 of 1 place until Thursday 20 May 2027, 12:00 (London time)"
    assert line in client.get(my(ada)).text
    page = client.get(my(ben))
    assert f"Why: {line}. You keep your turn." in page.text
    assert "You are on the waiting list of the event. 0 people are before you." in page.text


def test_waiting_for_a_session_because_of_the_share(app, client):
    steps = (ShareStep(until=UNTIL, per_slot=1),)
    event = an_event_with(fairness=Fairness.SHARES, shares=steps)
    slot = a_slot(event, "Podcast")
    ada = a_registration(event, [slot], service=a_service())
    ben = a_registration(event, [slot], service=a_service())
    assert "Your library service holds" not in client.get(my(ada)).text
    assert "Your library service holds 1 of 1 place until" in client.get(my(ben)).text


def test_in_the_draw(app, client, clock):
    event = an_event_with(fairness=Fairness.DRAW, capacity=1)
    event_opens = clock.now() - timedelta(minutes=10)
    with transaction():
        event.registration_opens_at = event_opens
    ada = a_registration(event, [a_slot(event, "Podcast")])
    assert state_of(ada) == "applied"
    page = client.get(my(ada))
    assert "You are in the draw and do not have a place yet" in page.text
    assert queries.by_public_id(ada.public_id).ticket in page.text
    assert "It is drawn on Monday 3 May 2027, 10:20 (London time)." in page.text
    assert page.html.find("main").find("a", href="/next/draw")
    clock.at += timedelta(minutes=21)
    assert "The draw is due now." in client.get(my(ada)).text


def test_an_offer_of_the_event_and_what_is_held_with_it(app, client, clock):
    event = an_event_with(capacity=1)
    slot = a_slot(event, "Podcast")
    ada, ben = a_registration(event), a_registration(event, [slot], name="Ben")
    leave(ada, clock)
    page = client.get(my(ben))
    heading = page.html.find(id="my-offer").get_text()
    assert heading == "A place is held for you until Thursday 6 May 2027, 08:00 (London time)"
    assert "It becomes yours when you take your place at the event." in page.text
    assert "You have a place" not in page.text
    clock.at += timedelta(days=3)  # the worker has not looked yet, the page knows
    late = client.get(my(ben))
    assert "We had no answer from you in time" in late.text and "Register again" in late.text
    left = [form["action"].rsplit("/", 1)[-1] for form in late.html.find_all("form")]
    assert left == ["news"]  # that is not about a place


def test_an_offer_of_a_session(app, client, clock):
    event = an_event()
    slot = a_slot(event, "Podcast", capacity=1)
    ada, ben = a_registration(event, [slot]), a_registration(event, [slot], name="Ben")
    give_up(ada, clock)
    page = client.get(my(ben))
    assert "A place is held for you until Thursday 6 May 2027, 08:00 (London time)." in page.text
    assert "You do not have it until you take it." in page.text
    assert page.form(button="Yes, I take the place") and page.form(button="No, give it")
    assert not page.html.find("a", string="Join")
    clock.at += timedelta(days=3)
    late = client.get(my(ben))
    assert "The offer has ended The place has gone to the next person." in late.text
    with transaction():
        actions.open_gate(event.id, now=clock.now(), actor="time")
    late = client.get(my(ben))
    assert "you did not answer our offer in time" in late.text
    assert late.html.find("main").find("a", href=f"/next/my/add?who={ben.public_id}")


def test_a_closed_list_offers_priority_next_time_once(app, client, clock):
    event = an_event()
    slot = a_slot(event, "Podcast", capacity=0)
    ada = a_registration(event, [slot])
    with transaction():
        actions.close_list(event.id, slot.id, now=clock.now(), actor="orla@example.org")
    page = client.get(my(ada))
    assert "no place came free for you, and the waiting list is closed." in page.text
    done = client.follow(client.submit(page, button="Ask for priority next time", status=303))
    assert "We noted that you ask for priority next time." in done.text
    assert "You asked for priority next time, and we noted it." in done.text
    noted = queries.by_public_id(ada.public_id)
    assert noted.priority_asked_at == clock.now() == noted.address_confirmed_at
    clock.at += timedelta(hours=1)
    client.submit(page, button="Ask for priority next time", status=303)
    again = queries.by_public_id(ada.public_id).priority_asked_at
    assert again == clock.now() - timedelta(hours=1)


def test_the_events_list_closed(app, client, clock):
    event = an_event_with(capacity=0)
    ada = a_registration(event, [a_slot(event, "Podcast")])
    with transaction():
        actions.close_list(event.id, None, now=clock.now(), actor="orla@example.org")
    page = client.get(my(ada))
    assert "the waiting list of the event is closed. You do not have a place." in page.text
    assert page.form(button="Ask for priority next time")


def test_priority_is_for_who_got_no_place(app, client, clock):
    event = an_event()
    ada = a_registration(event, [a_slot(event)])
    page = client.get(my(ada))
    token = page.form(button="Give up").find("input")["value"]
    refused = client.post(my(ada) + "/next-time", {"csrf_token": token}, status=422)
    assert "You can ask for priority when a waiting list closed" in refused.text
    assert queries.by_public_id(ada.public_id).priority_asked_at is None


def test_kept_until_a_better_one_comes(app, client, clock):
    event = an_event()
    podcast, film = a_slot(event, "Podcast"), a_slot(event, "Filming", capacity=0)
    ada = a_registration(event, [podcast])
    with transaction():
        actions.ask_for_place(
            queries.by_public_id(ada.public_id),
            film.id,
            keep_until_better=True,
            now=clock.now(),
        )
    page = client.get(my(ada))
    assert "You keep “Podcast” until a place here comes free." in page.text


@pytest.mark.parametrize(("now", "is_said"), [("09:00", True), ("before", False)])
def test_moving_up_on_the_last_day_is_said_on_the_page(app, client, clock, now, is_said):
    event = an_event()
    slot = a_slot(event, "Podcast", capacity=1)
    ada, ben = a_registration(event, [slot]), a_registration(event, [slot], name="Ben")
    clock.at = at(now) if now != "before" else at("10:30") - timedelta(days=2)
    give_up(ada, clock)
    page = client.get(my(ben))
    assert ("A place came free for you on the last day" in page.text) is is_said
    assert "You have a place" in page.text and page.html.find("a", string="Join")


def test_what_ended_says_how(app, client, clock):
    event = an_event()
    ada, ben = a_registration(event), a_registration(event, service=a_service(), name="Ben")
    leave(ada, clock)
    assert "You are no longer registered for this event." in client.get(my(ada)).text
    with transaction():
        actions.substitute(ben.public_id, name="Cal Dee", email="cal@example.org", now=clock.now())
    assert "You handed your place to Cal Dee" in client.get(my(ben)).text


def test_the_fullest_page_stays_within_its_queries(app, client, clock):
    steps = (ShareStep(until=UNTIL, per_slot=2, per_event=9),)
    event = an_event_with(fairness=Fairness.SHARES, shares=steps)
    slots = [
        a_slot(event, f"Session {n}", start=f"{n}:00", end=f"{n}:45", capacity=n % 2)
        for n in range(9, 19)
    ]
    a_registration(event, slots, service=a_service("manchester"))
    ada = a_registration(event, slots, service=a_service())
    assert client.get(my(ada)).queries <= 20
