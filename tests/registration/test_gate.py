"""Places on a real database: rows, outbox and history exactly."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.enums import SessionKind
from app.registration import actions, errors, queries
from app.registration.enums import PlaceState
from app.registration.models import AccessNeed, PlaceChange, Registration
from tests.support.builders import a_registration, a_slot, a_wish, an_event, at
from tests.support.places import booking_of, states


def test_places_then_the_waiting_list_in_order(app, outbox):
    event = an_event()
    slot = a_slot(event, capacity=2)
    for name in ("Ada", "Ben", "Cai", "Dee"):
        a_registration(event, [slot], name=name)
    assert states(slot) == [
        ("Ada", "confirmed", None),
        ("Ben", "confirmed", None),
        ("Cai", "waiting", 1),
        ("Dee", "waiting", 2),
    ]
    assert [m.subject for m in outbox()] == [
        "Your places at Digital Bootcamp next, Thursday 10 June 2027",
        "Your places at Digital Bootcamp next, Thursday 10 June 2027",
        "Digital Bootcamp next: you do not have a place yet",
        "Digital Bootcamp next: you do not have a place yet",
    ]
    assert "You do NOT have a place yet in:" in outbox()[3].text
    assert "with 1 person before you" in outbox()[3].text


def test_giving_up_moves_the_first_up_and_tells_both_at_once(app, outbox, clock, soon):
    event = an_event()
    slot = a_slot(event, capacity=1)
    ada = a_registration(event, [slot], name="Ada")
    a_registration(event, [slot], name="Ben")
    a_registration(event, [slot], name="Cai")
    clock.at += timedelta(hours=1)
    with transaction():
        actions.give_up(booking_of(ada, slot).public_id, now=clock.now())
    assert states(slot) == [
        ("Ada", "cancelled", None),
        ("Ben", "confirmed", 1),
        ("Cai", "waiting", 2),
    ]
    told = [(m.to_name, m.template.split("/")[-1]) for m in outbox()[3:]]
    assert told == [("Ada", "given_up"), ("Ben", "moved_up")]
    last = db.session.scalars(select(PlaceChange).order_by(PlaceChange.id)).all()[-2:]
    assert [(c.from_state, c.to_state, c.because, c.at) for c in last] == [
        ("confirmed", "cancelled", "given_up", clock.now()),
        ("waiting", "confirmed", "moved_up", clock.now()),
    ]


def test_given_up_twice_is_refused_and_changes_nothing(app, outbox, clock):
    event = an_event()
    slot = a_slot(event)
    ada = a_registration(event, [slot])
    ref = booking_of(ada, slot).public_id
    with transaction():
        actions.give_up(ref, now=clock.now())
    with pytest.raises(errors.PlaceEnded), transaction():
        actions.give_up(ref, now=clock.now())
    assert len(outbox()) == 2


def test_the_same_form_twice_is_one_registration(app, outbox):
    event = an_event()
    wish = a_wish([a_slot(event)])
    made = []
    for _ in range(2):
        with transaction():
            made.append(actions.register(event.id, wish, now=event.created_at).reference)
    assert made[0] == made[1]
    assert len(db.session.scalars(select(Registration)).all()) == 1
    assert len(outbox()) == 1


def test_the_same_person_in_a_fresh_form_is_refused_but_a_colleague_at_the_address_is_not(app):
    event = an_event()
    a_registration(event, name="Ada Bryn", email="enquiries@example.org")
    with pytest.raises(errors.AlreadyRegistered):
        a_registration(event, name="ADA  bryn", email="Enquiries@example.org")
    a_registration(event, name="Ben Bryn", email="enquiries@example.org")
    assert len(queries.live_at(event.id, "enquiries@example.org")) == 2


def test_sessions_that_clash_are_refused_by_name(app):
    event = an_event()
    first = a_slot(event, "Podcast", start="10:30", end="11:15")
    second = a_slot(event, "Filming", start="11:00", end="11:45")
    with pytest.raises(errors.SessionsClash, match="“Podcast” and “Filming” are at the same time"):
        a_registration(event, [first, second])
    touching = a_slot(event, "Later", start="11:15", end="12:00")
    a_registration(event, [first, touching])


def test_plenaries_come_by_themselves_and_cannot_be_given_up(app, clock):
    event = an_event()
    plenary = a_slot(event, "Welcome", start="10:00", end="10:25", kind=SessionKind.PLENARY)
    ada = a_registration(event, name="Ada")
    assert states(plenary) == [("Ada", "confirmed", None)]
    with pytest.raises(errors.ComesWithTheEvent), transaction():
        actions.give_up(booking_of(ada, plenary).public_id, now=clock.now())


@pytest.mark.parametrize(
    ("when", "refusal"),
    [
        ("2027-01-02", None),
        ("2026-12-31", errors.NotOpenYet),
        ("2027-06-11", errors.RegistrationClosed),
    ],
)
def test_booking_opens_and_closes_by_our_clock(app, clock, when, refusal):
    from datetime import UTC, datetime

    event = an_event()
    clock.at = datetime.fromisoformat(when).replace(tzinfo=UTC)
    if refusal is None:
        a_registration(event)
        return
    with pytest.raises(refusal):
        a_registration(event)


def test_who_would_be_in_two_sessions_is_skipped_not_dropped_and_comes_back(app, clock, soon):
    event = an_event()
    wanted = a_slot(event, "Wanted", capacity=1)
    ada = a_registration(event, [wanted], name="Ada")
    ben = a_registration(event, [wanted], name="Ben")
    a_registration(event, [wanted], name="Cai")
    other = a_slot(event, "Other", start="12:00", end="12:45")
    with transaction():
        actions.ask_for_place(ben, other.id, now=clock.now())
    with transaction() as session:  # an organiser moves the other session on top of the first
        moved = session.get_one(type(other), other.id)
        moved.starts_at, moved.ends_at = at("10:30"), at("11:15")
    with transaction():
        actions.give_up(booking_of(ada, wanted).public_id, now=clock.now())
    assert states(wanted)[1:] == [("Ben", "waiting", 1), ("Cai", "confirmed", 2)]
    assert booking_of(ben, wanted).skipped_because == "clash"
    with transaction() as session:
        session.get_one(type(wanted), wanted.id).capacity = 2
    with transaction():
        actions.give_up(booking_of(ben, other).public_id, now=clock.now())
    assert states(wanted)[1] == ("Ben", "confirmed", 1)


def test_access_needs_are_sealed_and_in_no_mail(app, outbox):
    event = an_event()
    a_registration(event, needs="I lip-read: please keep faces lit")
    sealed = db.session.scalars(select(AccessNeed.sealed)).one()
    assert b"lip" not in sealed
    assert all("lip-read" not in m.text + str(m.values) for m in outbox())


def test_a_cancelled_session_frees_and_tells_everybody(app, outbox, clock):
    event = an_event()
    slot = a_slot(event, capacity=1)
    a_registration(event, [slot], name="Ada")
    a_registration(event, [slot], name="Ben")
    with transaction() as session:
        row = session.get_one(type(slot), slot.id)
        row.state = "cancelled"
        actions.release_cancelled_slot(
            row, because="The presenter is ill.", now=clock.now(), actor="o"
        )
    assert [state for _, state, _ in states(slot)] == ["cancelled", "cancelled"]
    assert [m.to_name for m in outbox() if m.template.endswith("session_cancelled")] == [
        "Ada",
        "Ben",
    ]
    assert PlaceState.CANCELLED == "cancelled"


def test_leaving_the_event_frees_every_place(app, clock, soon):
    event = an_event()
    one, two = a_slot(event, capacity=1), a_slot(event, start="12:00", end="12:45", capacity=1)
    ada = a_registration(event, [one, two], name="Ada")
    a_registration(event, [one, two], name="Ben")
    with transaction():
        actions.cancel_registration(ada.public_id, now=clock.now())
    assert [s for _, s, _ in states(one)] == ["cancelled", "confirmed"]
    assert [s for _, s, _ in states(two)] == ["cancelled", "confirmed"]
    a_registration(event, [one], name="Ada", email=ada.person.email)
