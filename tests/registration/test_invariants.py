"""Each invariant finds a planted violation, and finds nothing in an honest history."""

import json

import pytest
from sqlalchemy import delete, update

from app.kernel.transaction import transaction
from app.mail.models import OutboxMessage
from app.programme.models import Slot
from app.registration import actions, queries
from app.registration.invariants import broken
from app.registration.models import Booking, PlaceChange
from tests.support.builders import a_registration, a_slot, an_event, at


@pytest.fixture
def story(app, clock):
    """A slot for two with two places and two waiting, one of whom moved up; and a second slot."""
    event = an_event()
    slot = a_slot(event, capacity=2)
    other = a_slot(event, "Other", start="13:00", end="13:45")
    people = [a_registration(event, [slot], name=name) for name in ("Ada", "Ben", "Cai", "Dee")]
    a_registration(event, [other, slot], name="Eve")
    with transaction():
        ref = queries.bookings_of(people[0].id)[0].public_id
        actions.give_up(ref, now=clock.now())
    assert broken() == []
    return slot, other, people


def plant(*statements) -> set[str]:
    with transaction() as session:
        for statement in statements:
            session.execute(statement)
    return {found.invariant for found in broken()}


def test_oversold(story):
    slot, _, _ = story
    assert plant(update(Slot).where(Slot.id == slot.id).values(capacity=1)) == {"1 oversold"}


def test_lowering_by_the_organiser_is_no_violation(story, clock):
    from app.programme.actions import set_capacity
    from app.programme.queries import slot_by_id

    slot, _, _ = story
    with transaction():
        set_capacity(slot_by_id(slot.id), 1, overbook_percent=0, now=clock.now(), actor="o")
    assert broken() == []


def test_positions_not_in_order_of_arrival(story):
    slot, _, _ = story
    waiting = [b.id for b in queries.bookings_in(slot.id) if b.state == "waiting"]
    assert "3 positions" in plant(
        update(Booking).where(Booking.id == waiting[0]).values(position=90),
    )


def test_passed_over(story):
    slot, _, _ = story
    up = next(b.id for b in queries.bookings_in(slot.id) if b.position == 1)
    assert "4 promotion" in plant(update(Booking).where(Booking.id == up).values(position=50))


def test_two_sessions_at_once(story):
    slot, other, _ = story
    eve = next(
        b.id for b in queries.bookings_in(slot.id) if b.state == "waiting" and b.position == 3
    )
    assert "8 overlap" in plant(
        update(Slot).where(Slot.id == other.id).values(starts_at=at("10:30"), ends_at=at("11:15")),
        update(Slot).where(Slot.id == slot.id).values(capacity=3),
        update(Booking).where(Booking.id == eve).values(state="confirmed"),
    )


def test_a_state_without_history(story):
    slot, _, _ = story
    one = queries.bookings_in(slot.id)[0].id
    assert plant(delete(PlaceChange).where(PlaceChange.booking_id == one)) >= {"5 history"}


def test_somebody_was_never_told(story):
    _, _, people = story
    assert plant(delete(OutboxMessage).where(OutboxMessage.subject_ref == people[1].public_id)) == {
        "6 messages"
    }


def test_the_command_says_so_and_exits_1(story, app):
    slot, _, _ = story
    run = app.test_cli_runner().invoke
    good = run(args=["invariants"])
    assert (good.exit_code, json.loads(good.output)) == (0, [])
    plant(update(Slot).where(Slot.id == slot.id).values(capacity=1))
    bad = run(args=["invariants"])
    assert bad.exit_code == 1
    assert [item["invariant"] for item in json.loads(bad.output)] == ["1 oversold"]
