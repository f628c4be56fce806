"""The draw on a real database: tickets, results, what is published, and that it repeats."""

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.events.enums import Fairness
from app.events.policies import ShareStep
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.enums import SessionKind
from app.registration import actions
from app.registration.invariants import broken
from app.registration.models import Draw, Registration
from app.registration.rules import draws
from tests.support.builders import a_registration, a_service, a_slot, an_event
from tests.support.places import in_event, let_time_pass, set_rules, states, told


@pytest.fixture
def event(app, clock):
    event = an_event(opens=clock.now())
    set_rules(event, fairness=Fairness.DRAW, capacity=3)
    return event


def the_draw() -> Draw:
    db.session.rollback()
    return db.session.scalars(select(Draw)).one()


def drawn(clock) -> Draw:
    clock.at += timedelta(minutes=30)
    let_time_pass()
    return the_draw()


def test_the_digest_stands_before_anybody_asks(event):
    draw = the_draw()
    assert draw.drawn_at is None
    assert draws.digest_of(draw.seed) == draw.seed_digest


def test_who_asks_in_the_window_has_a_ticket_and_no_place(event, outbox):
    slot = a_slot(event, capacity=5)
    ada = a_registration(event, [slot], name="Ada")
    assert in_event(event) == [("Ada", "applied", None)]
    assert states(slot) == [("Ada", "applied", None)]
    mail = outbox()[-1]
    assert "in the draw" in mail.subject
    assert ada.ticket in mail.text and "Monday 3 May 2027, 10:30" in mail.text
    assert broken() == []


def test_drawn_winners_get_offers_and_the_rest_a_list_in_the_drawn_order(event, clock, outbox):
    slot = a_slot(event, capacity=2)
    a_slot(event, "Welcome", start="10:00", end="10:25", kind=SessionKind.PLENARY)
    people = [a_registration(event, [slot], name=f"P{n}") for n in range(6)]
    draw = drawn(clock)
    order = draws.order_of(draw.seed, [person.ticket for person in people])
    by_ticket = {person.ticket: person for person in people}
    rows = [db.session.get(Registration, by_ticket[ticket].id) for ticket in order]
    assert [(row.state, row.position) for row in rows] == [
        ("offered", None),
        ("offered", None),
        ("offered", None),
        ("waiting", 1),
        ("waiting", 2),
        ("waiting", 3),
    ]
    in_slot = {name: (state, position) for name, state, position in states(slot)}
    assert [in_slot[row.person.name] for row in rows] == [
        ("offered", None),
        ("offered", None),
        ("waiting", 1),
        ("applied", 2),
        ("applied", 3),
        ("applied", 4),
    ]
    words = [name for _, name in told(outbox, 6)]
    assert (words.count("admitted"), words.count("not_drawn")) == (3, 3)
    assert broken() == []


def test_what_is_published_repeats_names_nobody_and_is_in_the_digest(event, clock):
    slot = a_slot(event, capacity=1)
    for n in range(4):
        a_registration(event, [slot], name=f"Person {n}", service=a_service("gateshead"))
    draw = drawn(clock)
    text = json.dumps(draw.published)
    assert draws.repeat(json.loads(text)) == []
    assert draw.published["digest"] == draw.seed_digest
    assert "Person" not in text and "gateshead" not in text and "example.org" not in text


def test_shares_hold_in_the_draw(event, clock):
    until = clock.now() + timedelta(days=5)
    steps = (ShareStep(until=until, per_event=1),)
    set_rules(event, fairness=Fairness.DRAW, capacity=3, shares=steps)
    for n in range(4):
        a_registration(event, name=f"G{n}", service=a_service("gateshead"))
    a_registration(event, name="S", service=a_service("suffolk"))
    drawn(clock)
    found = {name: state for name, state, _ in in_event(event)}
    assert found.pop("S") == "offered"
    assert sorted(found.values()) == ["offered", "waiting", "waiting", "waiting"]
    assert broken() == []


def test_wishes_in_order_and_what_is_not_needed_falls_away(event, clock):
    first, second = a_slot(event, "A", capacity=3), a_slot(event, "B", capacity=3)
    a_registration(event, [first, second], name="Ada", ranks={first.id: 0, second.id: 1})
    drawn(clock)
    assert states(first) == [("Ada", "offered", None)]
    assert states(second) == [("Ada", "cancelled", None)]


def test_the_gate_draws_before_the_first_who_comes_after(event, clock):
    for n in range(3):
        a_registration(event, name=f"P{n}")
    clock.at += timedelta(minutes=31)
    a_registration(event, name="Late")
    assert in_event(event)[3] == ("Late", "waiting", 1)
    assert {s for _, s, _ in in_event(event)[:3]} == {"offered"}


def test_afterwards_it_is_first_come(event, clock):
    a_registration(event, name="Ada")
    drawn(clock)
    a_registration(event, name="Ben")
    assert [s for _, s, _ in in_event(event)] == ["offered", "confirmed"]
    assert broken() == []


def test_other_rules_chosen_meanwhile_lose_nobody(event, clock):
    a_registration(event, name="Ada")
    set_rules(event, capacity=3)
    assert in_event(event) == [("Ada", "offered", None)]


def test_winners_say_yes_once_for_all(event, clock, outbox):
    one, two = a_slot(event, "A", capacity=3), a_slot(event, "B", start="13:00", end="13:45")
    ada = a_registration(event, [one, two], name="Ada")
    drawn(clock)
    with transaction():
        actions.accept_event(ada.public_id, now=clock.now())
    assert (states(one), states(two)) == (
        [("Ada", "confirmed", None)],
        [("Ada", "confirmed", None)],
    )
    assert broken() == []


def test_one_may_leave_the_draw(event, clock):
    ada = a_registration(event, name="Ada")
    with transaction():
        actions.cancel_registration(ada.public_id, now=clock.now())
    assert drawn(clock).published["applications"] == []
