"""The access lead's page of needs."""

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.events.enums import Role
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.programme.enums import ProvisionKind, ProvisionState
from app.registration import actions
from app.registration.models import AccessNeed
from tests.support.builders import a_member, a_registration, a_slot, an_event
from tests.support.signing_in import be

NEEDS = "/next/manage/needs"


@pytest.fixture
def event(app):
    event = an_event()
    a_member(event)
    a_member(event, Role.ACCESS_LEAD, email="lea@example.org", name="Lea Test")
    return event


@pytest.fixture
def lea(client, event):
    be(client, "lea@example.org")
    return client


def read():
    db.session.rollback()
    return [
        (entry.actor, entry.detail["references"])
        for entry in db.session.scalars(
            select(AuditEntry).where(AuditEntry.action == "access needs read")
        )
    ]


def test_needs_are_sealed_until_they_are_asked_for_and_that_is_noted(lea, event):
    slot = a_slot(event)
    one = a_registration(event, [slot], name="Ada", needs="<b>I am deaf</b>\nBSL please")
    a_registration(event, [slot], name="Bryn")
    page = lea.get(NEEDS)
    assert "Ada" in page.text
    assert "Bryn" not in page.text
    assert "deaf" not in page.body.decode()
    assert read() == []
    page = lea.submit(page, button="Show the needs", status=200)
    assert "<b>I am deaf</b> BSL please" in page.text
    assert page.response.headers["Cache-Control"] == "no-store"
    assert read() == [("lea@example.org", [one.reference])]


def test_what_is_arranged_stands_beside_each_session(lea, event):
    slot = a_slot(event)
    a_registration(event, [slot], needs="BSL")
    with transaction():
        programme.arrange(
            slot,
            ProvisionKind.BSL,
            state=ProvisionState.BOOKED,
            supplier="Hands Ltd",
            now=clock.now(),
            actor="o",
        )
    page = lea.get(NEEDS)
    cells = [cell.get_text(" ", strip=True) for cell in page.html.select("tbody tr td")]
    assert cells[1:3] == ["Not asked for", "Booked Hands Ltd"]
    link = page.html.select_one("tbody td a")["href"]
    page = lea.get(link)
    lea.submit(page, {"bsl": "wanted"}, button="Save", status=303)
    assert "Wanted" in lea.get(NEEDS).text


def test_who_cancelled_is_gone_from_the_page(lea, event):
    one = a_registration(event, needs="BSL")
    with transaction():
        actions.cancel_registration(one.public_id, now=clock.now())
    assert "Nobody has said a need yet." in lea.get(NEEDS).text


def test_words_that_no_key_opens_are_said_to_be_lost(lea, event):
    one = a_registration(event, needs="BSL")
    with transaction() as session:
        session.get(AccessNeed, one.id).sealed = b"gone"
    page = lea.submit(lea.get(NEEDS), button="Show the needs", status=200)
    assert "These words cannot be opened" in page.text


def test_an_organiser_may_not_even_look(client, event):
    be(client)
    client.get(NEEDS, status=403)


def test_the_page_asks_as_often_for_thirty_needs_as_for_one(lea, event):
    slot = a_slot(event)
    a_registration(event, [slot], needs="BSL")
    few = lea.get(NEEDS).queries
    for number in range(29):
        a_registration(event, [slot], name=f"Person {number}", needs="BSL")
    assert lea.get(NEEDS).queries == few
