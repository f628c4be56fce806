"""Organisers' own words of mails: list, one mail, preview, test, back to the built-in ones."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.events.actions import edit_policies
from app.kernel.database import db
from app.kernel.mailbox import Mailbox
from app.kernel.transaction import transaction
from app.mail import actions, jobs, queries
from app.mail.models import Wording
from app.pages.wordings.meanings import MEANINGS
from app.pages.wordings.showing import Choice, built_in, draft_of, preview_of, wordables
from tests.support.builders import a_registration, a_slot
from tests.support.signing_in import be

LIST = "/next/manage/mail-words"
ONE = f"{LIST}/registration-registered-confirmed/en"
OFFERED = f"{LIST}/registration-offered/en"
OWN = {
    "subject": "Welcome, {name}!",
    "opening": "Dear {name},\n\nsee https://council.example. Yours: {reference}",
}


def audit() -> list[str]:
    return list(db.session.scalars(select(AuditEntry.action).order_by(AuditEntry.id)))


def let_welsh(event) -> None:
    with transaction():
        policy = replace(event.policies.mails, welsh=True)
        edit_policies(event.id, mails=policy, now=event.created_at, actor="builder")


def save(orla, path=ONE, **words):
    return orla.submit(orla.get(path), OWN | words, action="/en", status=303)


def test_the_list_says_which_are_changed(orla, event):
    page = orla.get(LIST)
    assert "Registered, with a place" in page.text
    assert "Your own" not in page.text
    save(orla)
    assert orla.get(LIST).text.count("Your own") == 1


def test_the_built_in_words_stand_with_placeholders_and_their_meanings(orla, event):
    page = orla.get(ONE)
    assert page.html.find(id="subject")["value"] == "Your places at {event}, {day}"
    assert page.html.find(id="opening").get_text() == (
        "\nHello {name},\n\nYou are registered for {event} on {day}. Your reference is {reference}."
    )
    assert "{reference} The reference of the registration" in page.text
    assert "invented values" in page.text


def test_own_words_stand_instead_of_the_opening_and_nothing_else_is_lost(orla, event, outbox):
    slot = a_slot(event)
    a_registration(event, [slot])
    before = outbox()[-1]
    page = orla.follow(save(orla))
    assert "Saved. Mails that are written from now on have these words." in page.html.get_text()
    assert "With the values of the newest real mail" in page.text
    assert "/p/" not in page.body.decode().replace("/p/…", "")
    a_registration(event, [slot], name="Ada <b>Bryn</b> evil.example")
    row = outbox()[-1]
    assert row.subject == "Welcome, Ada <b>Bryn</b> evil.\u200aexample!"
    assert row.text.startswith(
        "Dear Ada <b>Bryn</b> evil.\u200aexample,\n\nsee https://council.example. Yours: "
    )
    assert "/j/" in row.text and "/p/" in row.text and "You are registered" not in row.text
    html = BeautifulSoup(jobs.build(row).raw.decode().replace("=\r\n", ""), "html.parser")
    assert html.h1.get_text().startswith("Welcome, Ada <b>Bryn</b>")
    ours = before.values["event_url"].split("/next")[0]
    assert {a["href"].strip('3D"') for a in html.find_all("a") if ours not in a["href"]} == {
        "https://council.example"
    }
    assert "mail words changed" in audit()


def test_the_state_of_the_person_says_which_words(orla, event, outbox):
    save(orla, ONE.replace("confirmed", "waiting"))
    a_registration(event)
    assert outbox()[-1].subject.startswith("You are registered for")


def test_the_words_follow_the_event_to_its_new_address(orla, event):
    save(orla)
    with transaction():
        actions.rename_scope("next", "after")
    assert [row.scope for row in db.session.scalars(select(Wording))] == ["after"]


@pytest.mark.parametrize(
    ("words", "error"),
    [
        ({"opening": "Hello {nmae} {reference}"}, "This mail knows no placeholder {nmae}"),
        ({"subject": "Hello {"}, "belongs to no placeholder"),
        ({"opening": "Hello {name}"}, "Keep {reference}"),
        ({"subject": "  "}, "Enter a subject"),
        ({"opening": "\x00\x01"}, "Enter the words"),
        ({"opening": "{reference}" + "x" * 5001}, "at most 5,000"),
        ({"subject": "x" * 201}, "at most 200"),
    ],
)
def test_words_that_no_mail_could_be_made_of_are_refused(orla, event, words, error):
    page = orla.submit(orla.get(ONE), OWN | words, action="/en", status=422)
    assert any(error in one for one in page.errors())
    assert db.session.scalars(select(Wording)).all() == []
    assert page.html.find(id="opening").get_text().strip() == (
        words.get("opening", OWN["opening"])
    ).strip("\x00\x01")


def test_two_who_save_lose_nothing(orla, event):
    stale = orla.get(ONE)
    save(orla)
    page = orla.submit(stale, {"subject": "Mine {name}"}, action="/en", status=422)
    assert "Somebody has saved other words" in page.text
    assert (
        "Welcome, {name}!" in page.text and page.html.find(id="subject")["value"] == "Mine {name}"
    )
    bad = orla.submit(stale, {"subject": "Mine {nix}"}, action="/en", status=422)
    orla.submit(bad, {"subject": "Mine {name}"}, action="/en", status=422)
    orla.submit(page, {}, action="/en", status=303)
    assert db.session.scalars(select(Wording.subject)).all() == ["Mine {name}"]


def test_what_is_as_it_came_is_not_kept(orla, event):
    orla.submit(orla.get(ONE), {"subject": "Only this"}, action="/en", status=303)
    row = db.session.scalars(select(Wording)).one()
    assert (row.subject, row.opening, row.updated_by) == ("Only this", "", "orla@example.org")
    orla.submit(
        orla.get(ONE), {"subject": "Your places at {event}, {day}"}, action="/en", status=303
    )
    assert db.session.scalars(select(Wording)).all() == []


def test_back_to_the_built_in_words(orla, event):
    page = orla.follow(save(orla))
    orla.submit(page, button="Back to the built-in words", status=303)
    assert db.session.scalars(select(Wording)).all() == []
    orla.submit(page, button="Back to the built-in words", status=422)
    assert audit()[-2:] == ["mail words changed", "mail words back to built-in"]


def test_the_preview_is_the_mail_itself_in_a_frame_where_nothing_runs(orla, event):
    a_registration(event, [a_slot(event)], name="<script>alert(1)</script>")
    answer = orla.http.get(f"{ONE}/preview")
    policy = answer.headers["Content-Security-Policy"]
    assert "sandbox" in policy and "default-src 'none'" in policy and "script" not in policy
    assert "<script>" not in answer.text and "&lt;script&gt;" in answer.text
    page = orla.get(ONE)
    assert "frame-src 'self'" in page.response.headers["Content-Security-Policy"]
    frame = page.html.find("iframe")
    assert frame.has_attr("sandbox") and "allow" not in str(frame) and frame["name"] == "preview"
    token = page.html.find("input", attrs={"name": "csrf_token"})["value"]
    typed = OWN | {"csrf_token": token, "seen": ""}
    assert (
        'see <a href="https://council.example">'
        in orla.http.post(f"{ONE}/preview", data=typed).text
    )
    plain = orla.http.post(f"{ONE}/preview?as=text", data=typed)
    assert plain.mimetype == "text/plain" and "Dear <script>" in plain.text
    refused = orla.http.post(f"{ONE}/preview", data=typed | {"subject": "{<b>x"})
    assert refused.status_code == 422 and "{&lt;b&gt;x" in refused.text
    assert db.session.scalars(select(Wording)).all() == []


def test_a_test_goes_to_who_asks_once_and_without_calendar(orla, event, outbox):
    a_registration(event, [a_slot(event)])
    page = orla.follow(save(orla))
    before = len(outbox())
    for _ in range(2):
        orla.submit(page, button="Send a test", status=303)
    (row,) = outbox()[before:]
    assert row.subject == "[Test] Welcome, Ada Bryn!"
    assert (row.to_address, row.calendar, row.urgent) == ("orla@example.org", None, True)
    assert "/p/…" in row.text and "/j/…" in row.text
    assert "With the values of the newest real mail" in orla.get(ONE).text
    assert queries.newest_like("next", row.template, "en")[0].to_address != "orla@example.org"
    assert audit()[-1] == "mail words tried"


@pytest.mark.parametrize(
    "path", ["nix/en", "registration-registered-confirmed/cy", "registration-offered/xx"]
)
def test_what_is_not_there_is_not_there(orla, event, path):
    orla.get(f"{LIST}/{path}", status=404)
    orla.get(f"{LIST}/{path}/preview", status=404)


def test_welsh_where_the_event_wants_it(orla, event):
    page = orla.get(LIST)
    assert "Cymraeg" not in page.text
    page = orla.follow(orla.submit(page, {"welsh": "y"}, action="/welsh", status=303))
    assert "Cymraeg" in page.text
    assert (
        orla.get(ONE.replace("/en", "/cy")).html.find(id="subject")["value"].count("{event}") == 1
    )
    orla.submit(page, {"welsh": None}, action="/welsh", status=303)
    orla.get(ONE.replace("/en", "/cy"), status=404)


def test_another_event_has_its_own_words(client, event, outbox):
    be(client)
    save(client)
    assert queries.own_words("other") == {}


@pytest.mark.parametrize("language", ["en", "cy"])
def test_every_mail_can_be_worded_and_its_placeholders_are_explained(app, event, language):
    with app.test_request_context():
        for wordable in wordables().every:
            choice = Choice(wordable, language)
            subject, opening = built_in(event, choice)
            assert subject and opening, wordable.key
            for name in wordable.placeholders:
                assert name in MEANINGS, f"{wordable.key}: {name}"
            for name in wordable.needs:
                assert f"{{{name}}}" in opening, f"{wordable.key}: {name}"
            assert "Example" not in subject + opening, f"{wordable.key}: an invented value"
            words = preview_of(
                draft_of(event, choice, (subject, opening), to=Mailbox("", "a@example.org"), key="")
            )
            usual = preview_of(
                draft_of(event, choice, ("", ""), to=Mailbox("", "a@example.org"), key="")
            )
            assert words.text == usual.text, wordable.key


def test_the_list_and_a_page_ask_little(orla, event):
    few = orla.get(LIST).queries
    for mail in ("registration-offered", "registration-accepted", "invites-moved"):
        orla.submit(orla.get(f"{LIST}/{mail}/en"), {"subject": "x"}, action="/en", status=303)
    assert orla.get(LIST).queries == few
    assert orla.get(OFFERED).queries <= 14
