"""Standing by and being in another session at that time: nobody loses the place they have joined."""

import pytest
from sqlalchemy import select

from app.attendance.actions import mark
from app.attendance.models import StandBy
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration import actions, queries
from app.registration.invariants import broken
from tests.support.builders import a_registration, a_slot, an_event, at
from tests.support.doors import booking_of, join_of

WAITS, STOOD_BY = ("waiting", "attendee"), ("confirmed", "stand_by")


@pytest.fixture
def event(app):
    return an_event()


def waits_too(registration, slot, clock) -> None:
    """Keeps what they have, and waits for this one at the same time."""
    with transaction():
        found = queries.by_public_id(registration.public_id)
        actions.ask_for_place(found, slot.id, keep_until_better=True, now=clock.now())


def places_of(registration) -> dict[str, tuple[str, str]]:
    return {b.slot.title: (b.state, b.kind) for b in queries.bookings_of(registration.id)}


@pytest.fixture
def two(event, clock):
    """Xan has a place in Other and waits for Podcast, which Ada has not joined; Yve waits after him."""
    other, slot = a_slot(event, "Other"), a_slot(event, "Podcast", capacity=1)
    a_registration(event, [slot], name="Ada")
    xan = a_registration(event, [other], name="Xan")
    waits_too(xan, slot, clock)
    return other, slot, xan, a_registration(event, [slot], name="Yve")


def put(client, registration, slot, button, status):
    return client.submit(client.get(join_of(registration, slot)), button=button, status=status)


def test_who_stood_by_and_joined_another_session_keeps_it(two, client, clock):
    other, slot, xan, yve = two
    clock.at = at("10:34")
    put(client, xan, slot, "Stand by", 303)
    put(client, xan, other, "Join", 200)
    assert db.session.scalars(select(StandBy)).all() == []
    clock.at = at("10:35")
    put(client, yve, slot, "Stand by", 200)
    assert places_of(xan) == {"Other": ("confirmed", "attendee"), "Podcast": WAITS}
    assert places_of(yve) == {"Podcast": STOOD_BY}
    assert broken() == []


@pytest.mark.parametrize("word", [True, False])
def test_who_stands_by_is_passed_by_when_a_host_saw_them_elsewhere(two, client, clock, word):
    other, slot, xan, yve = two
    clock.at = at("10:34")
    put(client, xan, slot, "Stand by", 303)
    seen = booking_of(xan, other)
    with transaction():
        said = {seen.public_id: word}
        mark(other, said, [seen], now=clock.now(), actor="hana@example.org")
    clock.at = at("10:35")
    put(client, yve, slot, "Stand by", 200 if word else 303)
    if word:  # he is there, and keeps it
        assert places_of(xan) == {"Other": ("confirmed", "attendee"), "Podcast": WAITS}
        assert places_of(yve) == {"Podcast": STOOD_BY}
    else:
        assert places_of(xan) == {"Podcast": STOOD_BY} and places_of(yve) == {"Podcast": WAITS}
    assert broken() == []


def test_who_was_let_in_is_not_moved_on_by_standing_by_elsewhere_too(event, client, clock):
    first, second = a_slot(event, "First", capacity=1), a_slot(event, "Second", capacity=1)
    a_registration(event, [first], name="Ada"), a_registration(event, [second], name="Ben")
    xan = a_registration(event, [first], name="Xan")
    waits_too(xan, second, clock)
    yve, zoe = (
        a_registration(event, [one], name=n) for one, n in ((first, "Yve"), (second, "Zoe"))
    )
    clock.at = at("10:34")
    put(client, xan, first, "Stand by", 303), put(client, xan, second, "Stand by", 303)
    clock.at = at("10:35")
    put(client, yve, first, "Stand by", 303)  # lets in Xan, who is first in the line
    assert places_of(xan) == {"First": STOOD_BY, "Second": WAITS}
    put(client, zoe, second, "Stand by", 200)
    assert places_of(xan) == {"First": STOOD_BY, "Second": WAITS}
    assert places_of(zoe) == {"Second": STOOD_BY}
    assert broken() == []
