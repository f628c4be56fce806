"""Access codes and held places."""

from datetime import timedelta

import pytest

from app.kernel.transaction import transaction
from app.registration import actions, errors
from app.registration.invariants import broken
from tests.support.builders import a_registration, a_slot, an_event
from tests.support.places import in_event, let_time_pass, set_rules, states


@pytest.fixture
def event(app):
    event = an_event()
    set_rules(event, capacity=3)
    return event


def a_code(event, clock, *, code="OWL 42", places=2, days=10, slot=None):
    draft = actions.CodeDraft(
        code=code,
        label="Press",
        places=places,
        holds_until=clock.now() + timedelta(days=days),
        slot_id=slot.id if slot else None,
    )
    with transaction():
        return actions.add_code(event.id, draft, now=clock.now(), actor="o")


def test_held_places_are_for_who_knows_the_word(event, clock):
    a_code(event, clock)
    a_registration(event, name="Ada")
    a_registration(event, name="Ben")
    a_registration(event, name="Cai", code="owl-42")
    a_registration(event, name="Dee", code="OWL42")
    assert [(n, s) for n, s, _ in in_event(event)] == [
        ("Ada", "confirmed"),
        ("Ben", "waiting"),
        ("Cai", "confirmed"),
        ("Dee", "confirmed"),
    ]
    with pytest.raises(errors.CodeUsedUp):
        a_registration(event, name="Eve", code="OWL42")
    assert broken() == []


def test_a_hold_ends_by_itself_and_the_rest_goes_to_who_waits(event, clock, soon):
    a_code(event, clock, days=1)
    for name in ("Ada", "Ben", "Cai"):
        a_registration(event, name=name)
    assert [s for _, s, _ in in_event(event)] == ["confirmed", "waiting", "waiting"]
    clock.at += timedelta(days=1)
    let_time_pass()
    assert [s for _, s, _ in in_event(event)] == ["confirmed", "confirmed", "confirmed"]
    with pytest.raises(errors.NoSuchCode):
        a_registration(event, name="Dee", code="OWL42")
    assert broken() == []


def test_an_organiser_ends_it_before(event, clock, soon):
    code = a_code(event, clock)
    for name in ("Ada", "Ben"):
        a_registration(event, name=name)
    with transaction():
        actions.end_code(event.id, code.public_id, now=clock.now(), actor="o")
    assert [s for _, s, _ in in_event(event)] == ["confirmed", "confirmed"]


def test_places_held_in_one_session(event, clock):
    set_rules(event)
    slot = a_slot(event, capacity=2)
    a_code(event, clock, places=1, slot=slot)
    a_registration(event, [slot], name="Ada")
    a_registration(event, [slot], name="Ben")
    a_registration(event, [slot], name="Cai", code="owl 42")
    assert [s for _, s, _ in states(slot)] == ["confirmed", "waiting", "confirmed"]
    assert broken() == []


def test_what_cannot_be_held(event, clock):
    a_code(event, clock, places=2)
    with pytest.raises(errors.CodeTaken):
        a_code(event, clock, code="owl42", places=1)
    with pytest.raises(errors.TooManyHeld, match="free to keep back"):
        a_code(event, clock, code="OTHER", places=2)
    with pytest.raises(errors.HoldIsOver):
        a_code(event, clock, code="LATE", places=1, days=0)
    with pytest.raises(errors.NoSuchCode):
        a_registration(event, name="Ada", code="nonsense")
