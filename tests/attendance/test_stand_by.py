"""Standing by: places nobody has joined go, in the order of the list, to who waits at the join page."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.attendance.enums import Source
from app.attendance.models import StandBy
from app.attendance.queries import attended, marks_of
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration import actions, queries
from app.registration.invariants import broken
from app.registration.models import Booking, PlaceChange
from tests.support.builders import a_registration, a_room, a_slot, an_event, at
from tests.support.doors import booking_of, join_of, my


@pytest.fixture
def event(app):
    return an_event()


@pytest.fixture
def slot(event):
    """Two places, both taken by Ada and Ben; Cal, Dee and Eve wait."""
    return a_slot(event, "Podcast", room=a_room(event, capacity=2))


@pytest.fixture
def people(event, slot):
    return [a_registration(event, [slot], name=n) for n in ("Ada", "Ben", "Cal", "Dee", "Eve")]


def press(client, registration, button, status):
    return client.submit(client.get(join_of(registration)), button=button, status=status)


def stand(client, registration, status=303, button="Stand by"):
    return press(client, registration, button, status)


def states(slot) -> dict[str, tuple[str, str]]:
    found = db.session.scalars(select(Booking).where(Booking.slot_id == slot.id))
    return {b.registration.person.name: (b.state, b.kind) for b in found}


WAITS, STOOD_BY = ("waiting", "attendee"), ("confirmed", "stand_by")


def test_before_its_time_the_page_says_from_when(people, client, clock):
    clock.at = at("10:14")
    page = client.get(join_of(people[2]))
    assert "You can stand by from 10:15 (London time)" in page.text
    assert "From 10:35 places that nobody has joined go" in page.text
    assert not page.html.find_all("form")
    clock.at = at("10:15")
    ready = client.get(join_of(people[2]))
    clock.at = at("10:14")
    early = client.submit(ready, button="Stand by", status=422)
    assert "You can stand by from 10:15" in early.text
    assert db.session.scalars(select(StandBy)).all() == []


def test_standing_by_is_said_and_noted(people, client, clock):
    cal, dee, eve = people[2:]
    clock.at = at("10:20")
    for registration, before in ((dee, "0 people"), (eve, "1 person"), (cal, "0 people")):
        page = client.follow(stand(client, registration))
        assert f"You stand by. {before} who stand" in page.text
        assert page.html.find("form", attrs={"data-stand-by": True})
        assert page.html.find(role="status")
    page = client.get(join_of(eve))
    assert "You stand by. 2 people who stand by are before you." in page.text
    assert page.form(button="Look again") and "meet.example.org" not in page.body.decode()


def test_reading_writes_nothing(people, slot, client, clock):
    clock.at = at("10:40")
    for _ in range(3):
        client.get(join_of(people[2]))
    assert db.session.scalars(select(StandBy)).all() == []
    assert states(slot)["Cal"] == WAITS


def test_in_the_order_of_the_list_among_those_at_the_page(people, slot, client, clock, outbox):
    ada, _, _, dee, eve = people
    clock.at = at("10:34")
    press(client, ada, "Join", 200)
    stand(client, eve), stand(client, dee)
    assert states(slot)["Dee"] == states(slot)["Eve"] == WAITS
    clock.at = at("10:35")
    mails = len(outbox())
    page = client.follow(stand(client, eve, button="Look again"))  # one place, and Dee is before
    assert "You stand by. 0 people" in page.text
    assert states(slot)["Dee"] == STOOD_BY and states(slot)["Eve"] == WAITS
    assert states(slot)["Cal"] == WAITS  # first on the list, but not at the page
    inside = press(client, dee, "Join", 200)
    assert "https://meet.example.org/studio-a" in inside.body.decode()
    sent = outbox()[mails:]
    assert [(m.to_address, m.calendar["method"]) for m in sent] == [(dee.person.email, "REQUEST")]
    reasons = db.session.scalars(select(PlaceChange.because).order_by(PlaceChange.id)).all()
    assert reasons[-1] == "stood_by"


def test_let_in_is_joined_and_counts_as_attendance(people, slot, event, client, clock):
    cal = people[2]
    clock.at = at("10:35")
    inside = stand(client, cal, status=200)
    assert "We noted that you joined." in inside.text
    booking = booking_of(cal)
    assert marks_of([booking.id])[booking.id][Source.JOIN].marked_at == at("10:35")
    again = press(client, cal, "Join", 200)
    assert "We noted that you joined." in again.text
    clock.at = at("11:15")
    assert attended([booking_of(cal)], event.policies, now=clock.now())
    assert "You were there" in client.get(my(cal)).text


def test_never_more_than_the_room_takes(people, slot, client, clock):
    ada, _, cal, dee, eve = people
    clock.at = at("10:35")
    stand(client, cal, status=200), stand(client, dee, status=200)
    stand(client, eve)
    assert states(slot)["Eve"] == WAITS
    late = press(client, ada, "Join", 422)
    assert "Your place went to somebody who stood by, since nobody had joined it by 10:35" in (
        late.text
    )
    assert "meet.example.org" not in late.body.decode()
    assert marks_of([booking_of(ada).id]) == {}
    assert broken() == []


def test_who_was_in_comes_back_though_the_room_is_full(people, client, clock):
    ada, ben, cal, *_ = people
    clock.at = at("10:30")
    press(client, ada, "Join", 200)
    clock.at = at("10:36")
    stand(client, cal, status=200)
    press(client, ada, "Join", 200)
    assert "Your place went" in press(client, ben, "Join", 422).text


def test_while_the_room_has_room_nobody_comes_too_late(event, client, clock):
    slot = a_slot(event, "Small", capacity=1)
    ada, ben = a_registration(event, [slot]), a_registration(event, [slot], name="Ben")
    clock.at = at("10:35")
    stand(client, ben, status=200)
    press(client, ada, "Join", 200)


def test_who_has_gone_away_is_passed(people, slot, client, clock):
    ada, _, cal, dee, _ = people
    clock.at = at("10:30")
    press(client, ada, "Join", 200)
    clock.at = at("10:34")
    stand(client, cal)
    clock.at += timedelta(seconds=90)
    assert client.get(join_of(cal)).form(button="Stand by")
    stand(client, dee, status=200)
    assert states(slot)["Cal"] == WAITS and states(slot)["Dee"] == STOOD_BY


def test_what_they_have_at_that_time_is_given_up_for_it(event, client, clock):
    other, slot = a_slot(event, "Other"), a_slot(event, "Podcast", capacity=1)
    a_registration(event, [slot])
    cal = a_registration(event, [other], name="Cal")
    with transaction():
        actions.ask_for_place(
            queries.by_public_id(cal.public_id),
            slot.id,
            keep_until_better=True,
            now=clock.now(),
        )
    clock.at = at("10:36")
    path = join_of(cal, slot)
    client.submit(client.get(path), button="Stand by", status=200)
    assert [b.slot_id for b in queries.bookings_of(cal.id)] == [slot.id]
    assert broken() == []


def test_who_is_in_another_session_cannot_stand_by(event, client, clock):
    other, slot = a_slot(event, "Other"), a_slot(event, "Podcast", capacity=0)
    cal = a_registration(event, [other], name="Cal")
    with transaction():
        actions.ask_for_place(
            queries.by_public_id(cal.public_id),
            slot.id,
            keep_until_better=True,
            now=clock.now(),
        )
    clock.at = at("10:31")
    client.submit(client.get(join_of(cal, other)), button="Join", status=200)
    refused = client.submit(client.get(join_of(cal, slot)), button="Stand by", status=422)
    assert "You are in “Other” at the same time" in refused.text


def test_after_the_end_and_without_a_turn(people, slot, client, clock):
    ada, cal = people[0], people[2]
    clock.at = at("11:14")
    page = client.get(join_of(cal))
    token = page.form(button="Stand by").find("input")["value"]
    clock.at = at("11:15")
    assert "This session is over." in client.submit(page, button="Stand by", status=422).text
    clock.at = at("10:40")
    path = join_of(cal)
    with transaction():
        actions.cancel_registration(people[3].public_id, now=at("10:00"))
        actions.close_list(slot.event_id, slot.id, now=at("10:00"), actor="orla@example.org")
    refused = client.post(path + "/stand-by", {"csrf_token": token}, status=422)
    assert "Only those on the waiting list can stand by." in refused.text
    assert "Stand by" not in client.get(path).text
    client.post(join_of(ada) + "/stand-by", {"csrf_token": token}, status=200)  # has a place: in


def test_my_day_leads_there(people, client, clock):
    clock.at = at("10:20")
    page = client.get(my(people[2]))
    assert "You can stand by" in page.text
    assert (
        join_of(people[2]) in page.html.find("main").find("a", string="Go to the join page")["href"]
    )


def test_offers_and_wishes_say_what_is_true(event, slot, people, client, clock):
    with transaction():
        actions.give_up(booking_of(people[0]).public_id, now=clock.now())
    cal = people[2]
    page = client.get(join_of(cal))
    assert "A place is held for you, and you do not have it until you take it." in page.text
    link = page.html.find("main").find("a", string="Take the place or say no")
    assert link["href"].endswith(f"/answer/{booking_of(cal).public_id}")
