"""Offers: held, taken, declined, run out; and what becomes of the place."""

from datetime import UTC, datetime, timedelta

import pytest

from app.kernel.transaction import transaction
from app.registration import actions, errors
from app.registration.invariants import broken
from tests.support.builders import a_registration, a_slot, an_event
from tests.support.places import accept, ask, booking_of, give_up, let_time_pass, states, told

ENDS = datetime(2027, 5, 6, 7, 0, tzinfo=UTC)  # Thursday 08:00; Monday 3 May is a bank holiday


@pytest.fixture
def story(app, clock):
    """Ada has the one place, Ben and Cai wait; Ada gives it up long before the day."""
    event = an_event()
    slot = a_slot(event, capacity=1)
    people = [a_registration(event, [slot], name=name) for name in ("Ada", "Ben", "Cai")]
    clock.at = datetime(2027, 5, 3, 21, 0, tzinfo=UTC)
    give_up(people[0], slot)
    return slot, people


def test_a_place_freed_long_before_is_an_offer_that_counts_once(story, outbox):
    slot, (_ada, ben, _cai) = story
    assert states(slot)[1:] == [("Ben", "offered", 1), ("Cai", "waiting", 2)]
    assert booking_of(ben, slot).offer_ends_at == ENDS
    assert told(outbox, 3) == [("Ada", "given_up"), ("Ben", "offered")]
    mail = outbox()[-1]
    assert "Thursday 6 May 2027, 08:00" in mail.text
    assert f"/answer/{booking_of(ben, slot).public_id}" in mail.text
    assert mail.calendar is None
    assert broken() == []


def test_a_walk_up_cannot_take_what_is_offered(story, app):
    slot, (ada, *_) = story
    a_registration(ada.event, [slot], name="Dee")
    assert states(slot)[3] == ("Dee", "waiting", 3)


def test_taken_it_is_a_place_with_its_calendar_entry(story, outbox, clock):
    slot, (_ada, ben, _cai) = story
    accept(ben, slot)
    assert states(slot)[1:] == [("Ben", "confirmed", 1), ("Cai", "waiting", 2)]
    assert told(outbox, 5) == [("Ben", "accepted")]
    assert outbox()[-1].calendar["method"] == "REQUEST"
    accept(ben, slot)
    assert len(outbox()) == 6
    assert broken() == []


def test_declined_it_goes_to_the_next(story, outbox):
    slot, (_ada, ben, _cai) = story
    give_up(ben, slot)
    assert states(slot)[1:] == [("Ben", "declined", 1), ("Cai", "offered", 2)]
    assert told(outbox, 5) == [("Ben", "given_up"), ("Cai", "offered")]
    assert broken() == []


@pytest.mark.parametrize(("seconds", "is_taken"), [(-1, True), (0, False), (1, False)])
def test_acceptance_against_the_end(story, clock, seconds, is_taken):
    slot, (_ada, ben, _cai) = story
    ref = booking_of(ben, slot).public_id
    clock.at = ENDS + timedelta(seconds=seconds)
    if is_taken:
        accept(ben, slot)
        assert states(slot)[1][1] == "confirmed"
    else:
        with pytest.raises(errors.OfferEnded), transaction():
            actions.accept_place(ref, now=clock.now())
    assert broken() == []


def test_run_out_it_goes_on_before_anybody_else_can_have_it(story, outbox, clock):
    slot, (ada, *_) = story
    clock.at = ENDS
    a_registration(ada.event, [slot], name="Dee")  # nobody swept before: the gate does it first
    assert states(slot)[1:] == [
        ("Ben", "expired", 1),
        ("Cai", "offered", 2),
        ("Dee", "waiting", 3),
    ]
    assert told(outbox, 5) == [
        ("Ben", "offer_ran_out"),
        ("Cai", "offered"),
        ("Dee", "registered"),
    ]
    assert broken() == []


def test_the_worker_sweeps_it_without_anybody_coming(story, clock):
    slot, _people = story
    clock.at = ENDS - timedelta(seconds=1)
    let_time_pass()
    assert states(slot)[1][1] == "offered"
    clock.at = ENDS
    let_time_pass()
    assert [state for _, state, _ in states(slot)[1:]] == ["expired", "offered"]


def test_who_let_it_run_out_may_ask_again_at_the_end(story, clock):
    slot, (_ada, ben, _cai) = story
    clock.at = ENDS
    let_time_pass()
    ask(ben, slot)
    assert states(slot)[-1] == ("Ben", "waiting", 3)


def test_near_the_day_it_is_a_place_at_once(app, outbox, soon):
    event = an_event()
    slot = a_slot(event, capacity=1)
    ada, _ben = (a_registration(event, [slot], name=name) for name in ("Ada", "Ben"))
    give_up(ada, slot)
    assert states(slot)[1] == ("Ben", "confirmed", 1)
    assert told(outbox, 2) == [("Ada", "given_up"), ("Ben", "moved_up")]
    assert outbox()[-1].urgent


def test_on_the_last_day_the_mail_says_so(app, outbox, soon):
    event = an_event()
    slot = a_slot(event, capacity=1)
    ada, ben = (a_registration(event, [slot], name=name) for name in ("Ada", "Ben"))
    soon.at = slot.starts_at - timedelta(hours=3)
    give_up(ada, slot)
    text = outbox()[-1].text
    assert outbox()[-1].values["is_last_day"] is True
    assert f"/answer/{booking_of(ben, slot).public_id}" in text


def test_two_freed_at_once_go_to_two(app, clock):
    event = an_event()
    slot = a_slot(event, capacity=2)
    people = [a_registration(event, [slot], name=name) for name in ("Ada", "Ben", "Cai", "Dee")]
    give_up(people[0], slot)
    give_up(people[1], slot)
    assert [s for _, s, _ in states(slot)] == ["cancelled", "cancelled", "offered", "offered"]
