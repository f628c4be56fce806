"""Group bookings as organisers see them."""

import pytest
from sqlalchemy import select

from app.events.policies import PlacesPolicy, Policies
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration import actions
from app.registration.models import Registration
from tests.support.builders import a_group, a_member, a_service, an_event

GROUPS = "/next/manage/groups"


@pytest.fixture
def event(app):
    policies = Policies(contact_email="t@example.org", places=PlacesPolicy(capacity=2))
    event = an_event(policies=policies)
    a_member(event)
    return event


def test_a_group_stands_with_its_places_names_and_who_waits(orla, event):
    a_group(event, 3, service=a_service())
    first = db.session.scalars(select(Registration).order_by(Registration.id)).first()
    with transaction():
        actions.name_place(first.public_id, name="Ada", email="ada@example.org", now=clock.now())
    page = orla.get(GROUPS)
    cells = [cell.get_text(" ", strip=True) for cell in page.html.select("tbody td")]
    assert cells[1:4] == ["3", "1", "1"]
    assert "Lea Lead" in page.text
    assert "Places without a name on Tuesday 8 June 2027, 00:00" in page.text


def test_no_group_is_said(orla):
    assert "Nobody has asked for places for a group." in orla.get(GROUPS).text


def test_the_page_asks_as_often_for_thirty_groups_as_for_one(orla, event):
    a_group(event)
    few = orla.get(GROUPS).queries
    for _ in range(29):
        a_group(event, 1, service=a_service())
    assert orla.get(GROUPS).queries == few
