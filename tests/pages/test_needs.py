"""Saying access needs after registering: sealed, replaced, removed, never shown."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.kernel import sealing
from app.kernel.database import db
from app.kernel.keys import signing_keys
from app.registration.models import AccessNeed
from tests.support.builders import a_registration, an_event
from tests.support.signing_in import be

ADA, PATH = "ada@example.org", "/next/my/needs"


@pytest.fixture
def ada(app):
    return a_registration(an_event(), name="Ada", email=ADA, needs="Captions")


def said() -> list[str]:
    db.session.rollback()
    rows = db.session.scalars(select(AccessNeed.sealed)).all()
    return [sealing.unseal(sealed, keys=signing_keys()) for sealed in rows]


def test_what_is_said_replaces_what_was_said_and_is_not_shown(ada, client, clock):
    be(client, ADA)
    page = client.get(PATH)
    assert "You told us on Monday 3 May 2027, 10:00" in page.text
    assert "Captions" not in page.body.decode()
    clock.at += timedelta(minutes=2)
    done = client.follow(client.submit(page, {"needs": "BSL, please"}, status=303))
    assert "Only the person who arranges access reads what you wrote" in done.text
    assert said() == ["BSL, please"]


def test_empty_words_remove_it(ada, client):
    be(client, ADA)
    client.submit(client.get(PATH), {"needs": "  "}, status=303)
    assert said() == []


def test_too_much_is_said_and_kept(ada, client):
    be(client, ADA)
    page = client.submit(client.get(PATH), {"needs": "x" * 2001}, status=422)
    assert len(page.errors()) == 1
    assert page.html.find("textarea").get_text().strip() == "x" * 2001
    assert said() == ["Captions"]


def test_only_for_who_signed_in_a_moment_ago(ada, client, clock):
    client.get(PATH, status=303)
    be(client, ADA)
    clock.at += timedelta(minutes=16)
    client.get(PATH, status=303)


def test_somebody_elses_cannot_be_said(ada, client):
    other = a_registration(ada.event, name="Ben", email="ben@example.org")
    be(client, ADA)
    page = client.get(PATH)
    refused = client.submit(page, {"who": other.public_id, "needs": "Mine"}, status=422)
    assert "belongs to another address than ada@example.org" in refused.h1
    assert "What you typed" in refused.text and "Mine" in refused.text
    client.submit(page, {"who": None, "needs": "Mine"}, status=422)
    assert said() == ["Captions"]


def test_sent_too_late_what_was_typed_stays(ada, client, clock):
    be(client, ADA)
    page = client.get(PATH)
    clock.at += timedelta(minutes=16)
    late = client.submit(page, {"needs": "BSL, please"}, status=422)
    assert "Sign in again" in late.errors()[0]
    assert late.html.find("textarea").get_text().strip() == "BSL, please"
    assert said() == ["Captions"]
