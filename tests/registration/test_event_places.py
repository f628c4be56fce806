"""Places in the event itself: full, waiting with wishes kept, offered, closed."""

import pytest
from sqlalchemy import select

from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.enums import SessionKind
from app.registration import actions, errors, queries
from app.registration.invariants import broken
from app.registration.models import Registration
from tests.support.builders import a_registration, a_slot, an_event
from tests.support.places import in_event, leave, let_time_pass, set_rules, states, told


@pytest.fixture
def event(app):
    event = an_event()
    set_rules(event, capacity=2)
    return event


def test_who_waits_for_the_event_holds_no_session_and_keeps_the_wishes(event, outbox):
    slot = a_slot(event, capacity=5)
    a_slot(event, "Welcome", start="10:00", end="10:25", kind=SessionKind.PLENARY)
    for name in ("Ada", "Ben", "Cai"):
        a_registration(event, [slot], name=name)
    assert in_event(event) == [
        ("Ada", "confirmed", None),
        ("Ben", "confirmed", None),
        ("Cai", "waiting", 1),
    ]
    assert states(slot)[2] == ("Cai", "applied", 1)
    mail = outbox()[-1]
    assert "do not have a place yet" in mail.subject
    assert mail.calendar is None
    assert broken() == []


def test_near_the_day_promotion_places_them_with_the_turn_of_first_asking(event, outbox, soon):
    slot = a_slot(event, capacity=2)
    ada, ben = (a_registration(event, [slot], name=name) for name in ("Ada", "Ben"))
    a_registration(event, [slot], name="Cai")
    leave(ada)
    assert in_event(event)[2] == ("Cai", "confirmed", 1)
    assert states(slot)[2] == ("Cai", "confirmed", 1)
    assert told(outbox, 3) == [("Ada", "registration_cancelled"), ("Cai", "admitted")]
    assert outbox()[-1].calendar["method"] == "REQUEST"
    assert ben.public_id
    assert broken() == []


def test_their_turn_in_a_session_is_before_later_ones(event, soon):
    """Cai asked before Dee; that Cai waited for the event meanwhile costs no turn."""
    slot = a_slot(event, capacity=1)
    set_rules(event, capacity=1)
    ada = a_registration(event, [slot], name="Ada")
    a_registration(event, [slot], name="Cai")
    set_rules(event, capacity=3)
    a_registration(event, [slot], name="Dee")
    assert states(slot)[1:] == [("Cai", "waiting", 1), ("Dee", "waiting", 2)]
    leave(ada)
    assert states(slot)[1:] == [("Cai", "confirmed", 1), ("Dee", "waiting", 2)]
    assert broken() == []


def test_long_before_it_is_an_offer_with_the_sessions_held(event, outbox):
    slot = a_slot(event, capacity=2)
    ada = a_registration(event, [slot], name="Ada")
    for name in ("Ben", "Cai", "Dee"):
        a_registration(event, [slot], name=name)
    leave(ada)
    assert in_event(event)[2:] == [("Cai", "offered", 1), ("Dee", "waiting", 2)]
    assert states(slot)[2:] == [("Cai", "offered", 1), ("Dee", "applied", 2)]
    assert told(outbox, 4) == [("Ada", "registration_cancelled"), ("Cai", "admitted")]
    cai = db.session.scalars(select(Registration).where(Registration.position == 1)).one()
    with transaction():
        actions.accept_event(cai.public_id, now=cai.asked_at)
    assert in_event(event)[2] == ("Cai", "confirmed", 1)
    assert states(slot)[2] == ("Cai", "confirmed", 1)
    assert told(outbox, 6) == [("Cai", "event_accepted")]
    assert broken() == []


def test_an_event_offer_that_runs_out_frees_both(event, clock):
    slot = a_slot(event, capacity=2)
    ada = a_registration(event, [slot], name="Ada")
    for name in ("Ben", "Cai", "Dee"):
        a_registration(event, [slot], name=name)
    leave(ada)
    clock.at = clock.at.replace(day=12)
    let_time_pass()
    assert in_event(event)[2:] == [("Cai", "expired", 1), ("Dee", "offered", 2)]
    assert states(slot)[2:] == [("Cai", "expired", 1), ("Dee", "offered", 2)]
    assert broken() == []


def test_a_held_session_cannot_be_taken_before_the_event(event, clock):
    slot = a_slot(event, capacity=2)
    ada = a_registration(event, [slot], name="Ada")
    a_registration(event, [slot], name="Ben")
    cai = a_registration(event, [slot], name="Cai")
    leave(ada)
    (booking,) = queries.bookings_of(cai.id)
    ref = booking.public_id
    with pytest.raises(errors.EventOfferFirst), transaction():
        actions.accept_place(ref, now=clock.now())


def test_raising_admits_and_lowering_takes_nothing_away(event, outbox, soon):
    for name in ("Ada", "Ben", "Cai", "Dee"):
        a_registration(event, name=name)
    set_rules(event, capacity=3)
    assert [s for _, s, _ in in_event(event)] == ["confirmed", "confirmed", "confirmed", "waiting"]
    set_rules(event, capacity=1)
    assert [s for _, s, _ in in_event(event)] == ["confirmed", "confirmed", "confirmed", "waiting"]
    assert broken() == []


def test_no_limit_any_more_admits_everybody(event, soon):
    for name in ("Ada", "Ben", "Cai", "Dee"):
        a_registration(event, name=name)
    set_rules(event)
    assert {s for _, s, _ in in_event(event)} == {"confirmed"}


def test_closing_tells_everybody_left_and_takes_nobody_new(event, outbox, clock):
    slot = a_slot(event, capacity=5)
    for name in ("Ada", "Ben", "Cai"):
        a_registration(event, [slot], name=name)
    with transaction():
        assert actions.close_list(event.id, None, now=clock.now(), actor="o") == 1
    assert in_event(event)[2] == ("Cai", "expired", 1)
    assert states(slot)[2] == ("Cai", "cancelled", 1)
    assert told(outbox, 3) == [("Cai", "list_closed")]
    assert "/next/programme" in outbox()[-1].text
    with pytest.raises(errors.EventListClosed):
        a_registration(event, name="Dee")
    assert broken() == []


def test_a_slots_list_closed_ends_wishes_for_it_too(event, outbox, clock):
    slot = a_slot(event, capacity=1)
    for name in ("Ada", "Ben", "Cai"):
        a_registration(event, [slot], name=name)
    with transaction():
        assert actions.close_list(event.id, slot.id, now=clock.now(), actor="o") == 2
    assert [s for _, s, _ in states(slot)] == ["confirmed", "expired", "expired"]
    assert told(outbox, 3) == [("Ben", "list_closed"), ("Cai", "list_closed")]
    set_rules(event)
    with pytest.raises(errors.ListClosed, match="full and its waiting list is closed"):
        a_registration(event, [slot], name="Dee")
    assert broken() == []


def test_a_list_closes_by_itself_when_its_session_is_over(event, outbox, clock):
    slot = a_slot(event, capacity=1)
    for name in ("Ada", "Ben"):
        a_registration(event, [slot], name=name)
    clock.at = slot.ends_at
    let_time_pass()
    assert states(slot)[1] == ("Ben", "expired", 1)
    assert told(outbox, 2) == [("Ben", "list_closed")]


def test_priority_next_time_is_noted_once(event, clock):
    ada = a_registration(event, name="Ada")
    with transaction():
        actions.ask_for_priority(ada.public_id, now=clock.now())
    first = db.session.get(Registration, ada.id).priority_asked_at
    clock.at = clock.at.replace(day=5)
    with transaction():
        actions.ask_for_priority(ada.public_id, now=clock.now())
    assert db.session.get(Registration, ada.id).priority_asked_at == first
