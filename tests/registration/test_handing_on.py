"""Substitution, presenters, "still coming?": whose place it is."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.programme.enums import Crew
from app.programme.models import Session, Slot
from app.registration import actions, errors, queries
from app.registration.invariants import broken
from app.registration.models import Booking, Registration
from tests.support.builders import a_member, a_registration, a_room, a_service, a_slot, an_event
from tests.support.places import give_up, in_event, let_time_pass, set_rules, states, told


@pytest.fixture
def event(app):
    return an_event()


def hand_on(registration, clock, *, name="Ben Colleague", email="ben@example.org"):
    with transaction():
        return actions.substitute(registration.public_id, name=name, email=email, now=clock.now())


def test_a_colleague_gets_places_and_turns_in_one_step(event, clock, outbox):
    slot, full = a_slot(event, "A"), a_slot(event, "B", start="13:00", end="13:45", capacity=1)
    gateshead = a_service("gateshead")
    zoe = a_registration(event, [full], name="Zoe")
    ada = a_registration(event, [slot, full], name="Ada", service=gateshead, needs="Captions")
    a_registration(event, [full], name="Yan")
    hand_on(ada, clock)
    assert states(slot) == [("Ada", "cancelled", None), ("Ben Colleague", "confirmed", None)]
    assert states(full)[1:] == [
        ("Ada", "cancelled", None),
        ("Yan", "waiting", 2),
        ("Ben Colleague", "waiting", 1),
    ]
    assert [
        (m.to_name, m.template.rsplit("/", 1)[-1], m.calendar["method"]) for m in outbox()[3:]
    ] == [
        ("Ada", "handed_on", "CANCEL"),
        ("Ben Colleague", "taken_over", "REQUEST"),
    ]
    assert broken() == []
    clock.at = datetime(2027, 6, 5, tzinfo=UTC)
    give_up(zoe, full)
    assert states(full)[3] == ("Ben Colleague", "confirmed", 1)
    assert broken() == []


@pytest.mark.parametrize(
    ("when", "service", "refusal"),
    [
        ("2027-06-07T22:59", "gateshead", None),
        ("2027-06-07T23:00", "gateshead", errors.TooLateToHandOn),
        ("2027-05-20T12:00", None, errors.NoServiceToStayIn),
    ],
)
def test_until_when_and_for_whom(event, clock, when, service, refusal):
    ada = a_registration(event, name="Ada", service=a_service(service) if service else None)
    clock.at = datetime.fromisoformat(when).replace(tzinfo=UTC)
    if refusal is None:
        hand_on(ada, clock)
        return
    with pytest.raises(refusal):
        hand_on(ada, clock)


def test_not_to_somebody_who_is_registered_and_not_twice(event, clock):
    ada = a_registration(event, name="Ada", service=a_service("gateshead"))
    a_registration(event, name="Ben Colleague", email="ben@example.org")
    with pytest.raises(errors.AlreadyRegistered):
        hand_on(ada, clock)
    assert in_event(event)[0] == ("Ada", "confirmed", None)
    hand_on(ada, clock, name="Cai", email="cai@example.org")
    with pytest.raises(errors.PlaceEnded):
        hand_on(ada, clock, name="Dee", email="dee@example.org")


def present(slot, clock, *emails):
    """The session of this slot is presented by these people."""
    with transaction() as session:
        item = session.get_one(Session, slot.session_id)
        draft = programme.SessionDraft(
            title=item.title,
            services=("suffolk",),
            speakers=[
                programme.SpeakerDraft(name=mail.split("@")[0].title(), email=mail)
                for mail in emails
            ],
        )
        programme.edit_session(item, draft, now=clock.now(), actor="o")


def test_speakers_have_a_place_by_themselves_below_the_rooms_licence(event, clock, outbox):
    slot = a_slot(event, room=a_room(event, capacity=2))
    present(slot, clock, "sam@example.org")
    assert states(slot) == [("Sam", "confirmed", None)]
    assert told(outbox) == [("Sam", "presenter_placed")]
    assert outbox()[0].calendar["method"] == "REQUEST"
    for name in ("Ada", "Ben"):
        a_registration(event, [slot], name=name)
    assert states(slot)[1:] == [("Ada", "confirmed", None), ("Ben", "waiting", 1)]
    assert broken() == []


def test_they_need_none_of_the_events_places_and_give_way_to_nobody(event, clock):
    set_rules(event, capacity=1)
    slot = a_slot(event, room=a_room(event, capacity=2))
    for name in ("Ada", "Ben"):
        a_registration(event, [slot], name=name)
    present(slot, clock, "sam@example.org", "tia@example.org")
    assert [s for _, s, _ in states(slot)] == ["confirmed", "applied", "confirmed", "confirmed"]
    assert broken() == []


def test_an_attendee_who_becomes_a_presenter_gives_up_what_clashes(event, clock, soon):
    slot, other = a_slot(event, "A"), a_slot(event, "B", capacity=1)
    a_registration(event, [other], name="Sam", email="sam@example.org")
    a_registration(event, [other], name="Ben")
    present(slot, clock, "sam@example.org")
    assert states(other) == [("Sam", "cancelled", None), ("Ben", "confirmed", 1)]
    assert states(slot) == [("Sam", "confirmed", None)]
    assert len(in_event(event)) == 2
    assert broken() == []


def test_who_presents_no_more_is_told_and_the_place_goes_on(event, clock, outbox, soon):
    slot = a_slot(event, room=a_room(event, capacity=2))
    present(slot, clock, "sam@example.org")
    for name in ("Ada", "Ben"):
        a_registration(event, [slot], name=name)
    present(slot, clock)
    found = dict(s[:2] for s in states(slot))
    assert found == {"Sam": "cancelled", "Ada": "confirmed", "Ben": "confirmed"}
    assert ("Sam", "presenter_freed") in told(outbox)
    assert broken() == []


def test_who_presents_instead_has_the_place_of_who_left(event, clock, outbox, soon):
    slot = a_slot(event, room=a_room(event, capacity=2))
    present(slot, clock, "sam@example.org")
    for name in ("Ada", "Ben"):
        a_registration(event, [slot], name=name)
    before = len(outbox())
    present(slot, clock, "tia@example.org")
    found = dict(s[:2] for s in states(slot))
    assert found == {"Sam": "cancelled", "Ada": "confirmed", "Ben": "waiting", "Tia": "confirmed"}
    assert told(outbox, before) == [("Sam", "presenter_freed"), ("Tia", "presenter_placed")]
    assert "/s/" in outbox()[-1].text
    assert broken() == []


def test_who_is_still_named_keeps_the_place_when_sessions_come_to_clash(event, clock, outbox):
    slot, other = a_slot(event, "Podcast"), a_slot(event, "Filming", start="13:00", end="13:45")
    for one in (slot, other):
        present(one, clock, "sam@example.org")
    before = len(outbox())
    with transaction() as session:
        row = session.get_one(Slot, other.id)
        programme.move_slot(
            row,
            row.room,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            now=clock.now(),
            actor="o",
        )
    assert [states(one) for one in (slot, other)] == [[("Sam", "confirmed", None)]] * 2
    assert told(outbox, before) == []


def test_nobody_is_seated_in_two_sessions_at_once(event, clock):
    slot, other = a_slot(event, "Podcast"), a_slot(event, "Filming")
    present(slot, clock, "sam@example.org")
    present(other, clock, "sam@example.org")
    assert states(slot) == [("Sam", "confirmed", None)]
    assert states(other) == []


def test_hosts_have_a_place_too_and_cannot_give_it_up(event, clock):
    slot = a_slot(event)
    host = a_member(event, email="hal@example.org", name="Hal")
    with transaction() as session:
        programme.set_crew(
            session.get_one(Slot, slot.id), Crew.HOST, host.id, now=clock.now(), actor="o"
        )
    (booking,) = db.session.scalars(select(Booking))
    assert (booking.kind, booking.state) == ("presenter", "confirmed")
    with pytest.raises(errors.YouPresent), transaction():
        actions.give_up(booking.public_id, now=clock.now())


def campaign(event, what, clock, **more):
    with transaction():
        return getattr(actions, what)(event.id, now=clock.now(), actor="o", **more)


@pytest.fixture
def asked(event, clock, outbox):
    """Ada answered, Ben is silent, Cai is silent and has an access need, Dee waits."""
    set_rules(event, capacity=3)
    slot = a_slot(event)
    people = [a_registration(event, [slot], name=n) for n in ("Ada", "Ben")]
    people.append(a_registration(event, [slot], name="Cai", needs="BSL"))
    a_registration(event, [slot], name="Dee")
    campaign(event, "begin_campaign", clock)
    assert told(outbox, 4) == []
    clock.at = datetime(2027, 6, 2, 8, 0, tzinfo=UTC)
    let_time_pass()
    assert told(outbox, 4) == [(name, "still_coming") for name in ("Ada", "Ben", "Cai")]
    with transaction():
        actions.say_coming(people[0].public_id, now=clock.now())
    return people


def test_asked_again_only_who_did_not_answer(asked, clock, outbox):
    clock.at = datetime(2027, 6, 5, 8, 0, tzinfo=UTC)
    let_time_pass()
    let_time_pass()
    assert told(outbox, 7) == [("Ben", "still_coming"), ("Cai", "still_coming")]


def test_release_is_an_organisers_with_an_undo_period(asked, event, clock, outbox):
    with pytest.raises(errors.NotYetReleasable):
        campaign(event, "release_unanswered", clock)
    clock.at = datetime(2027, 6, 6, 8, 0, tzinfo=UTC)
    let_time_pass()
    since = len(outbox())
    assert campaign(event, "release_unanswered", clock) == 1
    assert told(outbox, since) == [("Ben", "release_told")]
    assert [s for _, s, _ in in_event(event)] == ["confirmed"] * 3 + ["waiting"]
    clock.at += timedelta(hours=24)
    let_time_pass()
    assert [s for _, s, _ in in_event(event)] == [
        "confirmed",
        "cancelled",
        "confirmed",
        "confirmed",
    ]
    assert told(outbox, since + 1) == [("Ben", "released"), ("Dee", "admitted")]
    assert broken() == []


@pytest.mark.parametrize("how", ["the person", "an organiser", "stopped"])
def test_within_the_undo_period_nothing_is_lost(asked, event, clock, how):
    clock.at = datetime(2027, 6, 6, 8, 0, tzinfo=UTC)
    campaign(event, "release_unanswered", clock)
    if how == "the person":
        with transaction():
            actions.say_coming(asked[1].public_id, now=clock.now())
    elif how == "an organiser":
        assert campaign(event, "undo_release", clock, reference=asked[1].reference) == 1
    else:
        campaign(event, "stop_campaign", clock)
    clock.at += timedelta(hours=25)
    let_time_pass()
    assert db.session.get(Registration, asked[1].id).state == "confirmed"


def test_picking_goes_through_the_same_gate(event, clock, soon):
    slot = a_slot(event, capacity=1)
    a_registration(event, [slot], name="Ada")
    ben = a_registration(event, [slot], name="Ben")
    (ref,) = [b.public_id for b in queries.bookings_of(ben.id)]
    with pytest.raises(errors.NoPlaceFree), transaction():
        actions.pick(ref, now=clock.now(), actor="o")
    assert broken() == []
