"""News: a box of its own, its wording kept, and one press to leave."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select

from app.accounts import actions, queries
from app.accounts.actions import find_or_add_person
from app.accounts.enums import LinkPurpose, NewsEnd
from app.accounts.models import NewsConsent
from app.accounts.rules import NEWS_WORDING
from app.audit.models import AuditEntry
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.registration.models import Registration
from tests.support.builders import a_registration, a_service, a_slot

SOMEBODY = "ada@example.org"


@pytest.fixture
def consent(event, clock):
    with transaction():
        person = find_or_add_person(SOMEBODY, name="Ada", now=clock.now())
        return actions.ask_for_news(person, wording="Yes.", given_in="next", now=clock.now())


@pytest.fixture
def path(consent):
    link = queries.links_of([consent.public_id], LinkPurpose.NEWS)[consent.public_id]
    return f"/n/{queries.token_of(link)}"


def rows():
    db.session.rollback()
    return db.session.scalars(select(NewsConsent).order_by(NewsConsent.id)).all()


def test_a_consent_keeps_words_time_and_event(consent, clock):
    (row,) = rows()
    assert (row.email, row.name, row.wording, row.given_in) == (SOMEBODY, "Ada", "Yes.", "next")
    assert row.given_at == clock.now() and row.ended_at is None
    assert [(e.action, e.subject) for e in db.session.scalars(select(AuditEntry))] == [
        ("news asked for", row.public_id)
    ]


def test_an_address_has_one_living_consent(consent, clock):
    with transaction():
        twin = find_or_add_person(SOMEBODY, name="Ben", now=clock.now())
        again = actions.ask_for_news(twin, wording="Other.", given_in="next", now=clock.now())
    assert again.id == consent.id and len(rows()) == 1


def test_leaving_twice_is_as_once_and_one_may_come_back(consent, clock):
    for expected in (True, False):
        with transaction():
            left = actions.leave_news(consent.public_id, by=NewsEnd.PAGE, now=clock.now())
        assert left is expected
    with transaction():
        person = find_or_add_person(SOMEBODY, name="Ada", now=clock.now())
        actions.ask_for_news(person, wording="Again.", given_in="next", now=clock.now())
    assert [(row.ended_by, row.ended_at is None) for row in rows()] == [("page", False), ("", True)]


def test_opening_the_link_changes_nothing_and_its_button_does(client, path):
    for address in (path, f"{path}/one-click"):
        page = client.get(address)
        assert SOMEBODY in page.text
        assert rows()[0].ended_at is None
    page = client.follow(client.submit(page, button="Send me no more news", status=303))
    assert "no news to" in page.text
    assert rows()[0].ended_by == "page"


def test_the_mail_programs_button_needs_no_form(client, path):
    """RFC 8058, 3.2: a POST of that one field, without cookies."""
    for _ in range(2):
        said = {"List-Unsubscribe": "One-Click"}
        answer = client.post(f"{path}/one-click", said, status=200)
        assert answer.body == b""
    assert rows()[0].ended_by == "one-click"


def test_the_page_itself_is_protected_as_any_form(client, path):
    client.post(path, {}, status=400)
    assert rows()[0].ended_at is None


@pytest.mark.parametrize("ending", ["", "/one-click"])
@pytest.mark.parametrize("token", ["x", "0" * 56, "ä", "0" * 24])
def test_other_tokens_open_nothing(client, event, token, ending):
    client.get(f"/n/{token}{ending}", status=404)
    client.post(f"/n/{token}/one-click", status=404)


def test_a_link_of_another_kind_opens_nothing_here(client, event, path):
    ada = a_registration(event)
    link = queries.links_of([ada.public_id], LinkPurpose.MY)[ada.public_id]
    client.get(f"/n/{queries.token_of(link)}", status=404)
    client.get(f"/p/{path.removeprefix('/n/')}", status=404)


def register(client, **fields):
    page = client.get("/next/register")
    box = page.html.find("input", {"name": "news"})
    assert box["type"] == "checkbox" and not box.has_attr("checked")
    said = {
        "name": "Ada Bryn",
        "email": SOMEBODY,
        "service": a_service().slug,
        "calendar": "day",
        **fields,
    }
    page = client.submit(page, said, button="Continue to sessions", status=200)
    return client.submit(page, {}, button="Check your answers", status=200)


def test_the_box_at_sign_up_is_not_ticked_and_its_words_are_kept(client, event):
    a_slot(event)
    page = register(client, news="y")
    assert "News about later events Yes, by email" in page.text
    client.submit(page, {}, button="Book my places", status=303)
    (row,) = rows()
    assert (row.email, row.wording, row.given_in) == (SOMEBODY, str(NEWS_WORDING), "next")


def test_who_leaves_it_gets_no_news(client, event):
    a_slot(event)
    page = register(client)
    assert "News about later events No" in page.text
    client.submit(page, {}, button="Book my places", status=303)
    assert rows() == []


def test_what_was_ticked_is_still_so_when_one_goes_back(client, event):
    a_slot(event)
    page = register(client, news="y")
    state = page.html.find("input", {"name": "state"})["value"]
    token = page.html.find("input", {"name": "csrf_token"})["value"]
    data = {"state": state, "csrf_token": token, "step": "check", "go": "you"}
    back = client.post("/next/register", data, status=200)
    assert back.html.find("input", {"name": "news"}).has_attr("checked")


def test_my_day_shows_the_choice_and_changes_it(client, event, outbox):
    a_registration(event, email=SOMEBODY)
    link = outbox(template="registration/email/registered")[0].values["my_url"]
    path = re.sub(r"^https?://[^/]+", "", link)
    page = client.get(path)
    assert "You get no news" in page.text
    page = client.follow(client.submit(page, {}, button="Yes, send me news", status=303))
    assert "from now on" in page.text and rows()[0].wording == str(NEWS_WORDING)
    page = client.follow(client.submit(page, {}, button="no more news", status=303))
    assert "no more news" in page.text and rows()[0].ended_by == "page"
    assert db.session.scalar(select(Registration.state)) == "confirmed"
