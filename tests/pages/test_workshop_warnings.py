"""Each warning as it comes about in an event, in the words organisers read."""

from datetime import timedelta

import pytest

from app.accounts.actions import find_or_add_person
from app.kernel import clock as clocks
from app.kernel.transaction import transaction
from app.pages.workshop.gathering import warnings_of
from app.programme import actions as programme
from app.programme.enums import Crew, ProvisionKind, ProvisionState
from app.programme.models import Speaker
from app.proposals.enums import ProposalState
from app.speakers.models import Desk
from app.stars.models import Star
from app.timetable import actions, queries
from app.timetable.enums import BreakKind, WarningKind
from tests.support.builders import a_registration, a_room, a_slot, an_event, at
from tests.support.client import counting
from tests.support.proposals import a_proposal
from tests.support.timetables import a_placement, a_session

BY = {"actor": "orla@example.org"}


@pytest.fixture
def event(app):
    return an_event()


def said(event, kind):
    return [one.sentence for one in warnings_of(event) if one.kind == kind]


def present(item, name="Ada Bryn", *, email="ada@example.org"):
    with transaction() as session:
        person = find_or_add_person(email, name=name, now=clocks.now())
        session.add(Speaker(session_id=item.id, role="Speaker", person_id=person.id))


def move(slot, start, end, room=None):
    with transaction():
        row = queries.placement(slot.event_id, slot.public_id)
        times = {"starts_at": at(start), "ends_at": at(end)}
        actions.move(row, room or row.room, seen=row.version, now=clocks.now(), **times, **BY)


def two(event, **more):
    one = a_slot(event, "Zines", start="10:00", end="10:45", room=a_room(event, "Lab"), **more)
    other = a_slot(event, "Maps", start="10:15", end="11:00", room=a_room(event, "Attic"), **more)
    return one, other


def test_an_event_in_order_has_none(event):
    two(event)
    assert warnings_of(event) == []


def test_rooms_breaks_and_changeover(event):
    lab = a_room(event, "Lab")
    a_placement(event, "Zines", room=lab, start="10:00", end="10:45")
    a_placement(event, "Maps", room=lab, start="10:30", end="11:00")
    a_placement(event, "Films", room=lab, start="11:03", end="11:30")
    for kind, title, room in ((BreakKind.BREAK, "Tea", None), (BreakKind.BLOCKER, "Paint", lab)):
        draft = actions.BreakDraft(
            kind=kind, title=title, room=room, starts_at=at("11:20"), ends_at=at("12:00")
        )
        with transaction():
            actions.add_break(event.id, draft, now=clocks.now(), **BY)
    assert said(event, WarningKind.ROOM) == [
        "“Zines” and “Maps” are both in Lab from 10:30 to 10:45."
    ]
    assert sorted(said(event, WarningKind.BLOCKED)) == [
        "“Films” is in Lab while it is kept free: Paint.",
        "“Films” runs during the break “Tea”.",
    ]
    assert said(event, WarningKind.CHANGEOVER) == [
        "Only 3 minutes to change over in Lab from “Maps” to “Films”."
    ]


def test_the_time_to_change_over_is_the_events(event):
    lab = a_room(event, "Lab")
    a_placement(event, "Zines", room=lab, start="10:00", end="10:45")
    a_placement(event, "Maps", room=lab, start="10:50", end="11:00")
    assert warnings_of(event) == []
    with transaction():
        event.policies_data = event.policies.but(changeover_minutes=10).to_json()
    assert len(said(event, WarningKind.CHANGEOVER)) == 1


def test_presenters_their_hours_and_crew(event):
    one, other = two(event)
    present(one.session)
    present(other.session)
    with transaction() as session:
        person = session.query(Speaker).first().person
        session.add(
            Desk(
                event_id=event.id,
                email=person.email,
                person_id=person.id,
                available=[13, 14],
                created_at=clocks.now(),
            )
        )
        for slot in (one, other):
            crew = find_or_add_person("hal@example.org", name="Hal Host", now=clocks.now())
            programme.set_crew(slot, Crew.PRODUCER, crew.id, now=clocks.now(), **BY)
    assert said(event, WarningKind.PRESENTER) == [
        "Ada Bryn presents both “Zines” and “Maps” at 10:15."
    ]
    assert said(event, WarningKind.CREW) == [
        "Hal Host has a task in both “Zines” and “Maps” at 10:15."
    ]
    assert said(event, WarningKind.HOURS)[0] == (
        "“Zines” is at 10:00. All who present it can: 13:00–15:00."
    )


def test_more_places_or_people_than_the_room_holds(event):
    a_placement(event, "Zines", room=a_room(event, "Lab", capacity=30), capacity=30)
    assert warnings_of(event) == []
    a_placement(event, "Maps", room=a_room(event, "Attic", capacity=30), capacity=31)
    assert said(event, WarningKind.LICENCE) == [
        "“Maps” offers 31 places. Attic holds 30 people, and no more are let in."
    ]
    full = a_slot(event, "Films", start="14:00", end="15:00", room=a_room(event, "Hall"))
    for number in range(2):
        a_registration(event, [full], name=f"Person {number}")
    move(full, "14:00", "15:00", a_room(event, "Cupboard", capacity=1))
    assert said(event, WarningKind.FULL) == ["2 people have places in “Films”. Cupboard holds 1."]


def test_people_in_two_that_would_overlap_are_named(event):
    one = a_slot(event, "Zines", start="10:00", end="10:45")
    other = a_slot(event, "Maps", start="14:00", end="14:45")
    a_registration(event, [one, other], name="Ada Bryn")
    a_registration(event, [one], name="Ben Cole")
    assert warnings_of(event) == []
    move(other, "10:30", "11:15")
    assert said(event, WarningKind.BOOKED) == [
        "1 person has places in both “Zines” and “Maps”, which overlap at 10:30: Ada Bryn. "
        "Once this is released they are told and can swap."
    ]


def test_popular_ones_at_one_time(event):
    one, other = two(event, capacity=0)
    for number in range(8):
        a_placement(event, f"Quiet {number}", start="15:00", end="15:45")
    for number in range(12):
        a_registration(event, [one], name=f"Person {number}")
    with transaction() as session:
        for number in range(14):
            star = {"visitor": f"v{number}", "starred_at": clocks.now()}
            session.add(Star(session_id=other.session_id, **star))
    assert said(event, WarningKind.POPULAR) == [
        "“Zines” (12 wait or have starred it) and “Maps” (14) are both at 10:15."
    ]


def test_access_that_is_wanted_says_of_nobody_who(event):
    slot = a_slot(event, "Zines")
    for kind in ProvisionKind:
        with transaction():
            programme.arrange(
                slot, kind, state=ProvisionState.WANTED, now=clocks.now(), actor="orla@example.org"
            )
    assert said(event, WarningKind.ACCESS) == [
        "British Sign Language is wanted in “Zines” and not booked.",
        "Captions are wanted in “Zines” and not booked.",
    ]


def test_a_cancelled_one_with_people(event):
    slot = a_slot(event, "Zines")
    a_registration(event, [slot])
    with transaction():
        row = queries.placement(event.id, slot.public_id)
        actions.take_out(row, "Ill", seen=1, now=clocks.now(), **BY)
    assert said(event, WarningKind.CANCELLED) == [
        "“Zines” at 10:30 is to be cancelled. 1 person has a place in it."
    ]


@pytest.mark.parametrize(
    ("state", "number"), [(ProposalState.ACCEPTED, 1), (ProposalState.CONFIRMED, 0)]
)
def test_not_confirmed(event, state, number):
    placed = a_placement(event, "Zines")
    proposal = a_proposal(event, state=state)
    with transaction():
        proposal.session_id = placed.session_id
    expected = ["Who presents “Zines” has not confirmed that they come."][:number]
    assert said(event, WarningKind.NOT_CONFIRMED) == expected


def test_no_slides_once_they_are_nearly_due(event, clock):
    a_placement(event, "Zines")
    assert said(event, WarningKind.NO_SLIDES) == []
    clock.at = at("10:00") - timedelta(days=9)
    assert said(event, WarningKind.NO_SLIDES) == [
        "“Zines” has no slides. They are due on Thursday 3 June 2027."
    ]


def test_sessions_without_a_time(event):
    for number in range(10):
        a_session(event, f"Session {number}")
    (sentence,) = said(event, WarningKind.NOT_PLACED)
    assert sentence.startswith("10 sessions have no time yet: Session 0, Session 1,")
    assert sentence.endswith("and 2 more.")


def test_it_asks_as_often_for_thirty_sessions_as_for_one(app, event):
    slot = a_slot(event)
    a_registration(event, [slot], name="Ada")
    with counting(app) as few:
        warnings_of(event)
    room = a_room(event)
    for number in range(29):
        present(a_slot(event, f"S {number}", room=room).session, email=f"p{number}@example.org")
    with counting(app) as many:
        warnings_of(event)
    assert many[0] == few[0]
