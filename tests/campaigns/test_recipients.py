"""Whom a mail to a group reaches: by place, session, service, attendance and role."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.actions import find_or_add_person
from app.attendance.enums import Source
from app.attendance.models import Mark
from app.events.enums import Role
from app.kernel.transaction import transaction
from app.programme.models import Slot, Speaker
from app.proposals.models import Reviewer
from app.registration import queries as places
from app.registration.enums import PlaceState
from tests.campaigns.conftest import names
from tests.support.builders import a_member, a_registration, a_service


def test_by_place_session_and_service(event, clock, crowd):
    small = crowd[0].session.public_id
    assert names(event, clock) == ["Ada", "Ben", "Cid", "Dee"]
    assert names(event, clock, state="cancelled") == ["Eve"]
    assert names(event, clock, state="waiting") == []
    assert names(event, clock, session=small) == ["Ada", "Ben"]
    assert names(event, clock, session=small, in_session="confirmed") == ["Ada"]
    assert names(event, clock, session=small, in_session="waiting") == ["Ben"]
    assert names(event, clock, session=small, in_session="cancelled") == ["Cid"]
    assert names(event, clock, service="leeds") == ["Dee"]
    assert names(event, clock, service="leeds", session=small) == []


def test_who_cancelled_and_came_back_has_a_place(event, clock, crowd):
    again = places.for_event(event.id)
    eve = next(one for one in again if one.person.name == "Eve")
    a_registration(event, name="Eve", email=eve.person.email)
    assert names(event, clock, state="cancelled") == []
    assert names(event, clock).count("Eve") == 1


def test_by_attendance(event, clock, crowd):
    small, large = crowd
    clock.at = large.ends_at + timedelta(hours=1)
    ada = places.bookings_in(small.id, states=(PlaceState.CONFIRMED,))[0]
    with transaction() as session:
        session.add(
            Mark(
                booking_id=ada.id,
                source=Source.JOIN,
                was_present=True,
                marked_at=clock.now(),
                marked_by="the person",
            )
        )
    assert names(event, clock, attended="yes") == ["Ada"]
    assert names(event, clock, attended="no") == ["Dee"]
    assert names(event, clock, attended="no", session=small.session.public_id) == []


def test_by_role(event, clock, crowd):
    small, large = crowd
    with transaction() as session:
        sam = find_or_add_person("sam@example.org", name="Sam", now=clock.now())
        rita = find_or_add_person("rita@example.org", name="Rita", now=clock.now())
        session.add(Speaker(session_id=small.session_id, person_id=sam.id, position=0))
        session.add(Speaker(session_id=large.session_id, person_id=sam.id, position=0))
        session.add(
            Reviewer(event_id=event.id, person_id=rita.id, service_id=a_service("leeds").id)
        )
        session.get_one(Slot, large.id).host_id = rita.id
    a_member(event, Role.HOST, email="hal@example.org", name="Hal")
    assert names(event, clock, role="presenters") == ["Sam"]
    assert names(event, clock, role="presenters", session=large.session.public_id) == ["Sam"]
    assert names(event, clock, role="hosts") == ["Hal", "Rita"]
    assert names(event, clock, role="reviewers") == ["Rita"]
    assert names(event, clock, role="reviewers", service="gateshead") == []
    assert names(event, clock, role="organisers") == ["Orla Test"]
