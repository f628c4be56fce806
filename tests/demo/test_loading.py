"""The demo as it is loaded: what each of the two editions is there to show, exactly. Sqlite alone, and one
test: loading takes some seconds."""

import re

import pytest
from sqlalchemy import func, select

from app.demo.load import load
from app.demo.people import GROUP_NAMES, STAND_INS
from app.demo.sellout import CODE_LABEL
from app.events import queries as events
from app.events.enums import Fairness
from app.kernel.database import db
from app.mail.enums import MessageState
from app.mail.models import OutboxMessage
from app.programme.models import Slot
from app.proposals import queries as proposals
from app.registration import queries
from app.registration.enums import PlaceState
from app.registration.invariants import broken
from app.registration.models import Booking, PlaceChange, Registration


@pytest.fixture
def database_kind():
    return "sqlite"


def slot_of(event, words):
    slots = db.session.scalars(select(Slot).where(Slot.event_id == event.id))
    return next(slot for slot in slots if slot.title.startswith(words))


def count_of(event, words):
    slot = slot_of(event, words)
    return queries.counts_of([slot])[slot.id]


def states(event):
    query = (
        select(Registration.state, func.count())
        .where(Registration.event_id == event.id)
        .group_by(Registration.state)
    )
    return {PlaceState(state): number for state, number in db.session.execute(query)}


def bookings(event, state):
    query = select(Booking).join(Booking.slot).where(Slot.event_id == event.id)
    return db.session.scalars(query.where(Booking.state == state)).all()


def people_of(found):
    return len({one.registration_id for one in found})


def is_finished(event):
    """350 who asked, 28 who gave up; no list is left, and some have a certificate."""
    assert states(event) == {PlaceState.CONFIRMED: 322, PlaceState.CANCELLED: 28 + len(STAND_INS)}
    assert bookings(event, PlaceState.WAITING) == bookings(event, PlaceState.OFFERED) == []
    assert count_of(event, "Setting up").taken == 100
    hands_on(event)


def hands_on(event):
    """Three gave their place to a colleague of the same library service."""
    query = select(Registration).where(Registration.event_id == event.id)
    found = db.session.scalars(query.where(Registration.taken_over_from_id.is_not(None))).all()
    assert {one.person.name for one in found} == {name for name, _ in STAND_INS}
    for one in found:
        before = db.session.get(Registration, one.taken_over_from_id)
        assert (before.state, before.service_id) == (PlaceState.CANCELLED, one.service_id)


def is_sold_out(event):
    """The first podcast session: full, with a list, one open offer, and places kept back."""
    assert event.policies.places.fairness == Fairness.SIMPLE
    group_and_guest, speakers = 4 + 1, 6
    assert states(event) == {
        PlaceState.CONFIRMED: 322 + group_and_guest + speakers,
        PlaceState.CANCELLED: 28 + len(STAND_INS),
    }
    count = count_of(event, "Setting up")
    assert (count.capacity, count.taken, count.offered, count.held) == (100, 98, 1, 2)
    assert (count.left, count.waiting) == (0, 60)
    assert len(bookings(event, PlaceState.OFFERED)) == 1
    assert people_of(bookings(event, PlaceState.WAITING)) == 65
    (code,) = queries.codes_of(event.id)
    assert (code.code.label, code.code.places, code.used) == (CODE_LABEL, 3, 1)


def is_overbooked(event):
    count = count_of(event, "Measuring")
    assert slot_of(event, "Measuring").capacity == 20
    assert (count.capacity, count.taken, count.waiting) == (22, 22, 7)


def somebody_keeps_one(event):
    (booking,) = [one for one in bookings(event, PlaceState.WAITING) if one.rank < 0]
    held = queries.bookings_of(booking.registration_id, states=(PlaceState.CONFIRMED,))
    at_that_time = [one for one in held if one.slot.starts_at == booking.slot.starts_at]
    assert booking.slot_id == slot_of(event, "Setting up").id
    assert [one.slot.title.split()[0] for one in at_that_time] == ["Filming"]


def a_group_wants_names(event):
    (group,) = queries.groups_of(event.id)
    assert (group.places, group.named, group.waiting) == (4, 2, 0)
    assert group.organisation == "Kirklees"
    named = [one for one in queries.places_of_group(group.booking.id) if not one.is_unnamed]
    assert [(one.person.name, one.person.email) for one in named] == list(GROUP_NAMES)
    assert [one.address_confirmed_at is not None for one in named] == [True, False]


def has_a_call(event):
    """Every fate a proposal can have; four are sessions; the panel has one recusal and work to do."""
    found = proposals.counts(event.id)
    assert {str(state): number for state, number in found.items()} == {
        "confirmed": 4,
        "accepted": 1,
        "declined": 1,
        "reserve": 2,
        "rejected": 2,
        "withdrawn": 1,
        "submitted": 3,
        "draft": 1,
    }
    sessions = [one.session for one in proposals.in_states(event.id, ["confirmed"])]
    assert all(sessions) and len({one.id for one in sessions}) == 4
    lines = {line.title: line.summary for line in proposals.lines(event.id)}
    assert (lines["Captions in ten minutes"].reviews, lines["Captions in ten minutes"].mean) == (
        2,
        3.75,
    )


def test_the_demo_shows_a_sell_out(app, clock):
    load(now=clock.at)
    assert broken() == []
    is_finished(events.by_slug("2020"))
    coming = events.by_slug("next")
    for shows in (
        is_sold_out,
        is_overbooked,
        hands_on,
        somebody_keeps_one,
        a_group_wants_names,
        has_a_call,
    ):
        shows(coming)
    assert db.session.scalar(select(func.max(PlaceChange.at))) < clock.at
    not_held = select(func.count()).where(OutboxMessage.state != MessageState.STOPPED)
    assert db.session.scalar(not_held) == 0
    said = app.test_cli_runner().invoke(args=["demo", "accounts"]).output
    found = re.findall(r"^  (.+?) +http://\S+/([gps])/\w+$", said, re.MULTILINE)
    assert found == [
        ("speaker", "s"),
        ("coming", "p"),
        ("swaps", "p"),
        ("over", "p"),
        ("group lead", "g"),
    ]
