"""The outbox page: every mail with its state, nothing that opens a door."""

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.mail.enums import MessageState
from tests.support.builders import a_registration, a_slot, an_event
from tests.support.signing_in import sign_in

MAILS = "/next/manage/mails"


def put(message, state, **more):
    with transaction() as session:
        row = session.merge(message)
        row.state = state
        for name, value in more.items():
            setattr(row, name, value)


def test_a_mail_is_shown_without_its_links(orla, event, outbox):
    a_registration(event, [a_slot(event)], needs="I am deaf")
    (message,) = outbox(template="registration/email/registered")
    page = orla.get(f"{MAILS}/{message.public_id}")
    assert "/p/…" in page.text
    assert "/j/…" in page.text
    for line in message.text.split():
        if "/p/" in line or "/j/" in line:
            assert line not in page.body.decode()
    assert "I am deaf" not in page.body.decode()


def test_codes_are_in_no_list(client, event, outbox):
    sign_in(client, outbox)
    page = client.get(MAILS)
    assert "No mails." in page.text
    (message,) = outbox()
    client.get(f"{MAILS}/{message.public_id}", status=404)


def test_a_mail_is_stopped_and_sent_after_all(orla, event, outbox):
    a_registration(event)
    (message,) = outbox()
    path = f"{MAILS}/{message.public_id}"
    stale = orla.get(path)
    done = orla.submit(stale, button="Stop", status=303)
    page = orla.follow(done)
    assert "The mail is stopped." in page.text
    again = orla.submit(stale, button="Stop", status=422)
    assert "This mail has gone already, or is stopped." in again.text
    orla.submit(page, button="Send it", status=303)
    assert outbox()[0].state == MessageState.QUEUED
    actions = db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)).all()
    assert actions[-2:] == ["mail stopped", "mail sent again"]


def test_a_failed_mail_says_why_and_can_be_tried_again(orla, event, outbox):
    a_registration(event)
    put(outbox()[0], MessageState.FAILED, last_error="550 <no such user>", attempts=9)
    page = orla.get(f"{MAILS}?state=failed")
    assert "550 <no such user>" in page.text
    assert "1 mail could not be delivered" in orla.get("/next/manage/").text
    page = orla.get(f"{MAILS}/{outbox()[0].public_id}")
    orla.submit(page, button="Try again", status=303)
    assert (outbox()[0].state, outbox()[0].attempts) == (MessageState.QUEUED, 0)


def test_a_mail_that_has_gone_has_no_buttons(orla, event, outbox):
    a_registration(event)
    put(outbox()[0], MessageState.SENT)
    page = orla.get(f"{MAILS}/{outbox()[0].public_id}")
    assert len(page.html.find("main").find_all("form")) == 0


def test_mails_of_another_event_are_not_there(orla, event, outbox):
    other = an_event("other")
    a_registration(other)
    orla.get(f"{MAILS}/{outbox()[0].public_id}", status=404)
    assert "No mails." in orla.get(MAILS).text


@pytest.mark.parametrize("query", ["?state=nonsense", "?page=0", "?page=x", "?page=99999999999"])
def test_odd_addresses_show_the_list(orla, event, query):
    a_registration(event)
    assert "You are registered for" in orla.get(MAILS + query).text


def test_the_list_asks_as_often_for_thirty_mails_as_for_one(orla, event):
    a_registration(event)
    few = orla.get(MAILS).queries
    for number in range(59):
        a_registration(event, name=f"Person {number}")
    page = orla.get(MAILS)
    assert page.queries == few
    assert len(page.html.select("tbody tr")) == 50
    assert len(orla.get(f"{MAILS}?page=2").html.select("tbody tr")) == 10
