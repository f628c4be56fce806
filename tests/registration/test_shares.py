"""Shares: a library service holds at most so many places, until a time."""

from datetime import UTC, datetime

import pytest

from app.events.enums import Fairness
from app.events.models import LibraryService
from app.events.policies import BadPolicy, PlacesPolicy, ShareStep
from app.kernel.transaction import transaction
from app.registration.invariants import broken
from tests.support.builders import a_registration, a_service, a_slot, an_event
from tests.support.places import (
    booking_of,
    give_up,
    in_event,
    let_time_pass,
    set_rules,
    states,
    told,
)

FIRST = datetime(2027, 5, 10, 8, 0, tzinfo=UTC)
SECOND = datetime(2027, 5, 20, 8, 0, tzinfo=UTC)


@pytest.fixture
def event(app):
    return an_event()


def shares(event, *steps: ShareStep, **more) -> None:
    set_rules(event, fairness=Fairness.SHARES, shares=steps, **more)


def per_slot(number, until=FIRST) -> ShareStep:
    return ShareStep(until=until, per_slot=number)


def people(event, slot, service, *names):
    return [a_registration(event, [slot], name=name, service=service) for name in names]


def test_beyond_the_share_one_waits_while_places_are_left_for_others(event, outbox):
    shares(event, per_slot(2))
    slot, gateshead = a_slot(event, capacity=5), a_service("gateshead")
    people(event, slot, gateshead, "Ada", "Ben", "Cai")
    people(event, slot, a_service("suffolk"), "Dee")
    assert [(n, s) for n, s, _ in states(slot)] == [
        ("Ada", "confirmed"),
        ("Ben", "confirmed"),
        ("Cai", "waiting"),
        ("Dee", "confirmed"),
    ]
    mail = outbox()[2].text
    assert "share" in mail and "Monday 10 May 2027, 09:00" in mail
    assert broken() == []


def test_a_share_relaxes_by_itself_and_those_who_wait_move_up_in_order(event, clock, outbox):
    shares(event, per_slot(1), per_slot(2, SECOND))
    slot, gateshead = a_slot(event, capacity=3), a_service("gateshead")
    people(event, slot, gateshead, "Ada", "Ben", "Cai")
    assert [s for _, s, _ in states(slot)] == ["confirmed", "waiting", "waiting"]
    clock.at = FIRST
    let_time_pass()
    assert [s for _, s, _ in states(slot)] == ["confirmed", "offered", "waiting"]
    clock.at = SECOND
    let_time_pass()
    assert [s for _, s, _ in states(slot)][2] == "offered"
    assert broken() == []


def test_a_freed_place_skips_the_service_at_its_share_and_tells_it_why(event, outbox, soon):
    until = datetime(2027, 6, 9, tzinfo=UTC)
    shares(event, per_slot(1, until))
    slot, gateshead, suffolk = a_slot(event, capacity=2), a_service("gateshead"), a_service()
    suffolk = a_service("suffolk")
    ada, cai = people(event, slot, gateshead, "Ada", "Cai")
    dee, _eve = people(event, slot, suffolk, "Dee", "Eve")
    people(event, slot, a_service("devon"), "Fay")
    assert [(n, s) for n, s, _ in states(slot)][1:] == [
        ("Cai", "waiting"),
        ("Dee", "confirmed"),
        ("Eve", "waiting"),
        ("Fay", "waiting"),
    ]
    give_up(dee, slot)
    found = {name: state for name, state, _ in states(slot)}
    assert (found["Cai"], found["Eve"]) == ("waiting", "confirmed")
    assert booking_of(cai, slot).skipped_because == "share"
    assert "passed_over" not in dict(told(outbox))  # the mail after registering said it already
    give_up(ada, slot)
    assert {name: state for name, state, _ in states(slot)}["Cai"] == "confirmed"
    assert broken() == []


@pytest.fixture
def one_group(event):
    """Library services are kept from test to test, so they count as themselves again afterwards."""
    _count_as("north-and-east")
    yield
    _count_as("")


def _count_as(group: str) -> None:
    with transaction() as session:
        for slug in ("gateshead", "suffolk"):
            session.get_one(LibraryService, a_service(slug).id).counts_as = group


def test_services_that_count_as_one_share_together(event, one_group):
    shares(event, per_slot(1))
    slot = a_slot(event, capacity=5)
    people(event, slot, a_service("gateshead"), "Ada")
    people(event, slot, a_service("suffolk"), "Ben")
    assert [s for _, s, _ in states(slot)] == ["confirmed", "waiting"]


def test_other_organisations_count_by_their_name(event):
    shares(event, per_slot(1))
    slot = a_slot(event, capacity=5)
    for name, organisation in (("Ada", "Reading Trust"), ("Ben", "reading  TRUST"), ("Cai", "X")):
        a_registration(event, [slot], name=name, other_organisation=organisation)
    assert [s for _, s, _ in states(slot)] == ["confirmed", "waiting", "confirmed"]


def test_a_share_of_the_event(event, outbox):
    shares(event, ShareStep(until=FIRST, per_event=1), capacity=10)
    gateshead = a_service("gateshead")
    for name in ("Ada", "Ben"):
        a_registration(event, name=name, service=gateshead)
    assert [s for _, s, _ in in_event(event)] == ["confirmed", "waiting"]
    assert "share" in outbox()[1].text
    assert broken() == []


def test_a_smaller_share_takes_nothing_away(event):
    slot, gateshead = a_slot(event, capacity=5), a_service("gateshead")
    people(event, slot, gateshead, "Ada", "Ben")
    shares(event, per_slot(1))
    assert [s for _, s, _ in states(slot)] == ["confirmed", "confirmed"]
    assert broken() == []


@pytest.mark.parametrize(
    "steps",
    [
        pytest.param((per_slot(4), per_slot(2, SECOND)), id="tighter later"),
        pytest.param(
            (ShareStep(until=FIRST, per_event=3), ShareStep(until=SECOND, per_slot=9, per_event=4)),
            id="a new limit later",
        ),
        pytest.param((per_slot(4, SECOND), per_slot(4, FIRST)), id="not in time's order"),
        pytest.param((per_slot(0),), id="none at all"),
    ],
)
def test_shares_that_cannot_be(steps):
    with pytest.raises(BadPolicy):
        PlacesPolicy(fairness=Fairness.SHARES, shares=steps)


def test_what_is_off_plays_no_part(event):
    set_rules(event, fairness=Fairness.SIMPLE, shares=(per_slot(1),))
    slot, gateshead = a_slot(event, capacity=5), a_service("gateshead")
    people(event, slot, gateshead, "Ada", "Ben")
    assert [s for _, s, _ in states(slot)] == ["confirmed", "confirmed"]
