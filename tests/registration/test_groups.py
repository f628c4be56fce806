"""A lead asks for several places; names follow; colleagues choose."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from app.events.enums import Fairness
from app.events.policies import ShareStep
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.enums import SessionKind
from app.registration import actions, errors
from app.registration.invariants import broken
from app.registration.models import AccessNeed, Registration
from tests.support.builders import a_registration, a_service, a_slot, an_event
from tests.support.places import in_event, let_time_pass, set_rules, states, told


@pytest.fixture
def event(app):
    return an_event()


def a_group(event, clock, *, places=3, token="group-1"):
    wish = actions.GroupWish(
        email="lead@example.org",
        name="Lea Lead",
        service_id=a_service("gateshead").id,
        places=places,
        form_token=token,
    )
    with transaction():
        return actions.book_group(event.id, wish, now=clock.now())


def places_of(group):
    db.session.rollback()
    return db.session.scalars(
        select(Registration)
        .where(Registration.group_id == group.id)
        .order_by(Registration.group_rank)
    ).all()


def name(place, clock, *, who="Ada Bryn", email="ada@example.org"):
    with transaction():
        return actions.name_place(place.public_id, name=who, email=email, now=clock.now())


def test_the_share_fills_from_the_top_and_the_rest_wait(event, clock, outbox):
    until = datetime(2027, 5, 20, tzinfo=UTC)
    steps = (ShareStep(until=until, per_event=2),)
    set_rules(event, fairness=Fairness.SHARES, shares=steps)
    group = a_group(event, clock)
    assert [(p.group_rank, p.state) for p in places_of(group)] == [
        (1, "confirmed"),
        (2, "confirmed"),
        (3, "waiting"),
    ]
    assert told(outbox) == [("Lea Lead", "group_made")]
    assert "/g/" in outbox()[0].text
    assert broken() == []


def test_the_same_form_twice_is_one_group(event, clock, outbox):
    assert a_group(event, clock).id == a_group(event, clock).id
    assert (len(in_event(event)), len(outbox())) == (3, 1)


def test_a_name_brings_the_colleague_a_mail_and_the_calendar(event, clock, outbox):
    a_slot(event, "Welcome", start="10:00", end="10:25", kind=SessionKind.PLENARY)
    first = places_of(a_group(event, clock))[0]
    assert outbox()[-1].calendar is None
    name(first, clock)
    mail = outbox()[-1]
    assert (mail.to_name, mail.to_address) == ("Ada Bryn", "ada@example.org")
    assert mail.template.endswith("group_named") and "/choose" in mail.text
    assert mail.calendar["method"] == "REQUEST"
    with pytest.raises(errors.NamedAlready):
        name(first, clock, who="Ben", email="ben@example.org")
    assert broken() == []


def test_nobody_is_named_twice(event, clock):
    first, second, _ = places_of(a_group(event, clock))
    name(first, clock)
    with pytest.raises(errors.AlreadyRegistered):
        name(second, clock)
    a_registration(event, name="Cai", email="cai@example.org")
    with pytest.raises(errors.AlreadyRegistered):
        name(second, clock, who="Cai", email="cai@example.org")


def test_the_colleague_chooses_once_by_the_link_and_states_needs(event, clock, outbox):
    slot, full = a_slot(event, "A"), a_slot(event, "B", start="13:00", end="13:45", capacity=0)
    first = places_of(a_group(event, clock))[0]
    name(first, clock)
    choice = actions.FirstChoice(slot_ids=(slot.id, full.id), needs="Captions")
    with transaction():
        actions.choose_sessions(first.public_id, choice, now=clock.now())
    assert states(slot) == [("Ada Bryn", "confirmed", None)]
    assert states(full) == [("Ada Bryn", "waiting", 1)]
    assert db.session.get(AccessNeed, first.id) is not None
    assert told(outbox)[-1] == ("Ada Bryn", "sessions_chosen")
    with pytest.raises(errors.ChosenAlready), transaction():
        actions.choose_sessions(first.public_id, choice, now=clock.now())
    assert broken() == []


def test_without_names_in_time_the_places_go_on_and_the_lead_is_told(event, clock, outbox):
    set_rules(event, capacity=3)
    group = a_group(event, clock)
    name(places_of(group)[0], clock)
    a_registration(event, name="Zoe")
    clock.at = datetime(2027, 6, 7, 23, 0, tzinfo=UTC)  # 48 hours before the day
    let_time_pass()
    assert [p.state for p in places_of(group)] == ["confirmed", "cancelled", "cancelled"]
    assert in_event(event)[-1][:2] == ("Zoe", "confirmed")
    released = [m for m in outbox() if m.template.endswith("released")]
    assert [m.to_address for m in released] == ["lead@example.org"] * 2
    assert "Lea Lead" in released[0].text
    assert broken() == []


def test_too_late_to_ask_for_a_group(event, clock):
    clock.at = datetime(2027, 6, 7, 23, 0, tzinfo=UTC)
    with pytest.raises(errors.TooLateForNames, match="Register each colleague by name"):
        a_group(event, clock)
