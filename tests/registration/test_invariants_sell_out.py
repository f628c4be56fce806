"""Planted violations of what a sell-out brings: both levels, offers, shares, draws, holds."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from app.events.enums import Fairness
from app.events.models import Event
from app.events.policies import Policies, ShareStep
from app.kernel.transaction import transaction
from app.mail.models import OutboxMessage
from app.registration import actions, queries
from app.registration.invariants import broken, places
from app.registration.models import Booking, PlaceChange, Registration
from tests.registration.test_invariants import plant
from tests.support.builders import a_registration, a_service, a_slot, an_event
from tests.support.places import give_up, leave, let_time_pass, set_rules


@pytest.fixture
def story(app, clock):
    """An event for two with a slot for one: Ada and Ben are in, Cai was offered Zoe's place, Dee waits."""
    event = an_event()
    slot = a_slot(event, capacity=1)
    set_rules(event, capacity=3)
    clock.at += timedelta(hours=1)  # what organisers did before explains nothing
    people = {
        name: a_registration(event, [slot], name=name, service=a_service("gateshead"))
        for name in ("Zoe", "Ada", "Ben", "Cai", "Dee")
    }
    leave(people["Zoe"])
    assert broken() == []
    return event, slot, people


def of(person, **values):
    return update(Registration).where(Registration.id == person.id).values(**values)


def policy(event, **more):
    """The rules as rows, without an organiser's act that would explain it."""
    places = event.policies.places.to_json() | more
    data = Policies(contact_email="team@example.org").to_json() | {"places": places}
    return update(Event).where(Event.id == event.id).values(policies_data=data)


def test_the_event_oversold(story):
    event, _slot, _people = story
    assert plant(policy(event, capacity=1)) == {"1 oversold"}


def test_a_share_overstepped(story, clock):
    event, _slot, _people = story
    until = (clock.now() + timedelta(days=9)).isoformat()
    step = {"until": until, "per_event": 2, "per_slot": None}
    assert plant(policy(event, fairness="shares", shares=[step])) == {"9 share"}


def test_a_share_of_a_session_overstepped(story, clock):
    event, _slot, people = story
    until = (clock.now() + timedelta(days=9)).isoformat()
    other = a_slot(event, "Other", start="13:00", end="13:45")
    with transaction():
        for name in ("Ada", "Ben"):
            actions.ask_for_place(people[name], other.id, now=clock.now())
    step = {"until": until, "per_event": None, "per_slot": 1}
    assert plant(policy(event, fairness="shares", shares=[step])) == {"9 share"}


def test_the_events_list_out_of_order(story):
    event, slot, people = story
    a_registration(event, [slot], name="Eve")
    assert "3 positions" in plant(of(people["Dee"], position=90))


def test_waiting_for_the_event_without_a_position(story):
    _event, _slot, people = story
    assert "3 positions" in plant(of(people["Dee"], position=None))


def test_passed_over_in_the_event(story):
    _event, _slot, people = story
    assert "4 promotion" in plant(of(people["Cai"], position=90))


def test_an_offer_without_an_end(story):
    _event, _slot, people = story
    assert plant(of(people["Cai"], offer_ends_at=None)) == {"5 offer"}


def test_an_offer_that_stands_after_its_end(story, clock):
    _event, _slot, people = story
    assert plant(of(people["Cai"], offer_ends_at=clock.now() - timedelta(minutes=6))) == {"5 offer"}


def test_a_session_had_before_the_events_place(story):
    _event, _slot, people = story
    (wish,) = queries.bookings_of(people["Dee"].id)
    found = plant(
        update(Booking).where(Booking.id == wish.id).values(state="offered"),
        update(PlaceChange).where(PlaceChange.booking_id == wish.id).values(to_state="offered"),
    )
    assert "5 history" in found


def test_half_a_step(story):
    """A state changed and its history says so, but a step between is missing."""
    _event, _slot, people = story
    first = (
        update(PlaceChange)
        .where(PlaceChange.registration_id == people["Cai"].id, PlaceChange.booking_id.is_(None))
        .where(PlaceChange.to_state == "waiting")
        .values(to_state="confirmed")
    )
    assert plant(first) == {"5 history"}


def test_a_place_that_outlives_its_registration(story):
    _event, _slot, people = story
    assert "5 history" in plant(
        of(people["Ben"], state="cancelled"),
        update(PlaceChange)
        .where(PlaceChange.registration_id == people["Ben"].id, PlaceChange.booking_id.is_(None))
        .values(to_state="cancelled"),
    )


def test_an_offer_ran_out_and_nobody_said_so(app, clock):
    event = an_event()
    slot = a_slot(event, capacity=1)
    ada, _ben = (a_registration(event, [slot], name=name) for name in ("Ada", "Ben"))
    give_up(ada, slot)
    clock.at += timedelta(days=9)
    let_time_pass()
    assert broken() == []
    lost = delete(OutboxMessage).where(OutboxMessage.template.endswith("offer_ran_out"))
    assert plant(lost) == {"6 messages"}


def test_counts_that_are_not_a_recount(story, monkeypatch):
    """A page's count that drifted: here by a query that forgets offers."""
    honest = queries.counts_of

    def drifted(slots):
        return {key: replace(count, taken=count.taken + 1) for key, count in honest(slots).items()}

    monkeypatch.setattr(places.queries, "counts_of", drifted)
    assert {found.invariant for found in broken()} == {"7 counts"}


def test_somebody_before_who_was_drawn(app, clock):
    event = an_event(opens=clock.now())
    set_rules(event, fairness=Fairness.DRAW, capacity=1, shares=())
    for name in ("Ada", "Ben", "Cai"):
        a_registration(event, name=name)
    clock.at += timedelta(minutes=31)
    late = a_registration(event, name="Late")
    assert broken() == []
    assert "3 positions" in plant(of(late, position=0))


def test_shares_that_relaxed_are_no_violation(app, clock):
    event = an_event()
    slot = a_slot(event, capacity=3)
    steps = (ShareStep(until=clock.now() + timedelta(days=1), per_slot=1),)
    set_rules(event, fairness=Fairness.SHARES, shares=steps)
    for name in ("Ada", "Ben"):
        a_registration(event, [slot], name=name, service=a_service("gateshead"))
    clock.at += timedelta(days=1)
    let_time_pass()
    assert broken() == []
