"""English or Welsh: chosen at sign-up where the event offers it, changed on one's day."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.events.actions import edit_policies
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration.actions import register
from app.registration.models import Registration
from tests.support.builders import a_registration, a_wish

ME = {"name": "Siân Example", "email": "sian@example.org", "service": "gwynedd", "calendar": "day"}


@pytest.fixture
def welsh(event):
    with transaction():
        policy = replace(event.policies.mails, welsh=True)
        edit_policies(event.id, mails=policy, now=event.created_at, actor="builder")
    return event


def day_of(registration) -> str:
    links = accounts.links_of([registration.public_id], LinkPurpose.MY)
    return accounts.url_of(links[registration.public_id]).split("bootcamp.test")[1]


def test_the_choice_is_kept_from_page_to_page(client, welsh, outbox):
    page = client.get("/next/register")
    assert "Cymraeg" in page.text
    sessions = client.submit(page, ME | {"language": "cy"}, status=200)
    check = client.submit(sessions, {}, button="Check your answers", status=200)
    assert "Language of our mails Cymraeg" in check.text
    again = client.submit(check, button="Change your name", status=200)
    assert again.html.find("input", attrs={"name": "language", "value": "cy"}).has_attr("checked")
    client.submit(check, button="Book my places", status=303)
    assert db.session.scalars(select(Registration.language)).all() == ["cy"]
    assert outbox()[-1].text.startswith("Helo Siân Example,")


def test_where_it_is_not_offered_nobody_is_asked(client, event, outbox):
    page = client.get("/next/register")
    assert "Cymraeg" not in page.text
    sessions = client.submit(page, ME | {"language": "cy"}, status=200)
    check = client.submit(sessions, {}, button="Check your answers", status=200)
    assert "Cymraeg" not in check.text
    client.submit(check, button="Book my places", status=303)
    assert outbox()[-1].language == "en"


def test_a_made_up_language_is_refused(client, welsh):
    page = client.get("/next/register")
    page = client.submit(page, ME | {"language": "xx"}, status=422)
    assert page.errors() == ["Not a valid choice."]


def test_it_is_changed_on_ones_day(client, welsh, outbox):
    made = a_registration(welsh)
    page = client.get(day_of(made))
    done = client.follow(client.submit(page, {"language": "cy"}, action="/language", status=303))
    assert "We write to you in this language from now on." in done.text
    with transaction() as session:
        assert session.get_one(Registration, made.id).language == "cy"
    refused = client.submit(page, {"language": "xx"}, action="/language", status=422)
    assert "Choose English or Welsh." in refused.text


def test_it_cannot_be_changed_where_it_is_not_offered(client, event):
    made = a_registration(event)
    page = client.get(day_of(made))
    assert "Cymraeg" not in page.text
    token = page.html.find("input", attrs={"name": "csrf_token"})["value"]
    refused = client.post(
        f"{day_of(made)}/language", {"csrf_token": token, "language": "cy"}, status=422
    )
    assert "not written in that language" in refused.text


def test_it_ends_when_the_event_no_longer_offers_it(welsh, clock, outbox):
    with transaction():
        register(welsh.id, a_wish(language="cy"), now=clock.now())
        policy = replace(welsh.policies.mails, welsh=False)
        edit_policies(welsh.id, mails=policy, now=clock.now(), actor="builder")
    assert outbox()[-1].language == "cy", "what was written before stays"
    a_registration(welsh, language="cy")
    assert outbox()[-1].language == "en"
