"""Faults that booking systems are known for, each by its name. The races hold the one that needs many
processes: capacity checked before the lock (`tests/races/test_sell_out.py`)."""

from datetime import timedelta

import pytest

from app.events.enums import Fairness
from app.kernel.clock import london
from app.kernel.transaction import transaction
from app.registration import actions, errors, queries, rules
from app.registration.invariants import broken
from tests.support.builders import a_registration, a_service, a_slot, an_event
from tests.support.places import (
    ask,
    booking_of,
    give_up,
    in_event,
    leave,
    let_time_pass,
    set_rules,
    states,
)


@pytest.fixture
def event(app):
    return an_event()


def full(event, *waiting):
    slot = a_slot(event, capacity=1)
    people = [a_registration(event, [slot], name=name) for name in ("Ada", *waiting)]
    return slot, people


def test_a_manual_pick_taking_another_path_than_booking(event, clock):
    slot, (_ada, ben) = full(event, "Ben")
    with pytest.raises(errors.NoPlaceFree), transaction():
        actions.pick(booking_of(ben, slot).public_id, now=clock.now(), actor="o")


def test_a_change_of_sessions_taking_another_path_than_booking(event):
    slot, _people = full(event, "Ben")
    other = a_slot(event, "Other")
    cai = a_registration(event, [other], name="Cai")
    ask(cai, slot, keep_until_better=True)
    assert states(slot)[-1] == ("Cai", "waiting", 2)
    assert states(other) == [("Cai", "confirmed", None)]


def test_a_substitution_taking_another_path_than_booking(event, clock):
    slot = a_slot(event, capacity=1)
    ada = a_registration(event, [slot], name="Ada", service=a_service())
    with transaction():
        actions.substitute(ada.public_id, name="Ben", email="ben@example.org", now=clock.now())
    assert queries.counts_of([slot])[slot.id].taken == 1
    assert broken() == []


def test_expiry_running_against_acceptance(event, clock):
    slot, (ada, ben) = full(event, "Ben")
    give_up(ada, slot)
    booking = booking_of(ben, slot)
    clock.at = booking.offer_ends_at
    with pytest.raises(errors.OfferEnded), transaction():
        actions.accept_place(booking.public_id, now=clock.now())
    let_time_pass()
    assert states(slot)[1] == ("Ben", "expired", 1)


def test_a_freed_place_taken_by_a_walk_up(event):
    slot, (ada, _ben) = full(event, "Ben")
    give_up(ada, slot)
    a_registration(event, [slot], name="Walk-up")
    assert states(slot)[1:] == [("Ben", "offered", 1), ("Walk-up", "waiting", 2)]


def test_counters_drifting(event):
    """What is shown is counted; after many changes it still equals the rows."""
    slot, people = full(event, "Ben", "Cai")
    for person in people[:2]:
        give_up(person, slot)
    count = queries.counts_of([slot])[slot.id]
    assert (count.taken, count.waiting, count.left) == (1, 0, 0)


@pytest.mark.parametrize("where", ["session", "event", "wish"])
def test_a_waiting_entry_that_cannot_be_left(event, where):
    slot, _people = full(event)
    if where == "session":
        ben = a_registration(event, [slot], name="Ben")
        give_up(ben, slot)
        assert states(slot)[1] == ("Ben", "cancelled", 1)
        return
    set_rules(event, capacity=1)
    ben = a_registration(event, [slot], name="Ben")
    if where == "event":
        leave(ben)
        assert in_event(event)[1][1] == "cancelled"
    else:
        give_up(ben, slot)
        assert in_event(event)[1][1] == "waiting"
    assert states(slot)[1] == ("Ben", "cancelled", 1)


def test_people_on_the_list_believing_they_are_in(event, outbox):
    full(event, "Ben")
    subject, text = outbox()[-1].subject, outbox()[-1].text
    assert "you do not have a place yet" in subject
    assert "You do NOT have a place yet" in text
    assert "You have a place in" not in text
    assert outbox()[-1].calendar is None


@pytest.mark.parametrize("hour", range(24))
def test_an_offer_that_runs_out_at_night(event, clock, hour):
    """Whenever a place comes free, its offer ends in waking hours of a working day in London."""
    made = clock.now().replace(hour=hour) + timedelta(days=hour)
    ends = london(
        rules.offer_ends_at(event.policies.places, starts_at=made + timedelta(days=60), now=made)
    )
    assert 8 <= ends.hour <= 20 and (ends.hour < 20 or ends.minute == 0)
    assert rules.is_working_day(ends.date())


def test_a_lottery_that_raises_no_shows_unless_winners_confirm(app, clock):
    event = an_event(opens=clock.now())
    set_rules(event, fairness=Fairness.DRAW, capacity=1)
    for name in ("Ada", "Ben"):
        a_registration(event, name=name)
    clock.at += timedelta(minutes=30)
    let_time_pass()
    assert sorted(state for _, state, _ in in_event(event)) == ["offered", "waiting"]
    clock.at += timedelta(days=9)  # the winner never says yes
    let_time_pass()
    assert sorted(state for _, state, _ in in_event(event)) == ["expired", "offered"]
