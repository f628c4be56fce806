"""Writing to a group, as an organiser does it; and to one person, as the access lead does."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.campaigns.models import GroupMail
from app.events.enums import Role
from app.kernel.database import db
from app.registration import queries as registrations
from tests.campaigns.conftest import drain, press, token_on
from tests.support.builders import a_member, a_registration, a_service, an_event
from tests.support.signing_in import be

PATH, PAUSE = "/next/manage/write", timedelta(minutes=10)
WORDS = {"subject": "For {name}", "words": "Hello {name},\n\nBring tea.\n\n{sessions}\n{my_day}"}
LEAD = "lena@example.org"


@pytest.fixture
def people(event, slots):
    return [a_registration(event, slots, name=name) for name in ("Ada", "Ben", "Cid", "Dee")]


def write(client, fields=None, *, status=303):
    page = client.get(f"{PATH}/new")
    page = client.submit(page, WORDS | (fields or {}), button="Save and look", status=status)
    return client.follow(page) if status == 303 else page


def test_from_the_first_word_to_the_last_mail(app, orla, people, clock, outbox):
    page = write(orla)
    assert page.h1 == "For {name}" and "Send to 4 people" in page.text
    cards = page.html.select(".bc-card")
    assert len(cards) == 3 and "For Ada" in cards[0].text and "/p/…" in cards[0].text
    names = orla.get(re.search(rf"{PATH}/[0-9a-f]+", str(page.html))[0] + "/people")
    assert "Ada" in names.text and "As it is now" in names.text
    page = orla.follow(orla.submit(page, {}, button="Send to 4", status=303))
    assert "Thursday" not in page.h1 and "It goes on Monday 3 May 2027, 10:10" in page.text
    assert "Goes soon" in orla.get("/next/manage/reminders").text
    assert outbox(scope="next", template="campaigns/email/group") == []
    clock.at += PAUSE
    drain(app)
    assert "4 people were written to" in orla.get(page_of()).text
    sent = orla.get(f"{page_of()}/people")
    assert "waiting to go : Ada" in sent.text and len(sent.html.select("tbody tr")) == 4
    assert len(outbox(template="campaigns/email/group")) == 4


def page_of() -> str:
    db.session.rollback()
    ref = db.session.scalars(select(GroupMail.public_id).order_by(GroupMail.id.desc())).first()
    return f"{PATH}/{ref}"


def test_stop_and_change_within_the_pause(app, orla, people, clock, outbox):
    page = write(orla)
    page = orla.follow(orla.submit(page, {}, button="Send to 4", status=303))
    page = orla.follow(orla.submit(page, {}, button="Stop it", status=303))
    assert "It is stopped." in str(page.html) and "Draft" in page.text
    page = orla.get(f"{page_of()}/edit")
    assert page.html.find("textarea").get_text().strip().startswith("Hello {name}")
    page = orla.follow(orla.submit(page, {"subject": "Later"}, button="Save and look", status=303))
    orla.submit(page, {}, button="Send to 4", status=303)
    clock.at += PAUSE
    drain(app)
    assert {one.subject for one in outbox(template="campaigns/email/group")} == {"Later"}


def test_pressing_send_twice_is_as_once(app, orla, people, clock, outbox):
    page = write(orla)
    for _ in range(2):
        orla.submit(page, {}, button="Send to 4", status=303)
    clock.at += PAUSE
    drain(app)
    assert len(outbox(template="campaigns/email/group")) == 4


def test_words_that_were_changed_meanwhile_are_read_again_before_they_go(orla, people):
    page = write(orla)
    other = orla.get(f"{page_of()}/edit")
    orla.submit(other, {"words": "Other words"}, button="Save and look", status=303)
    page = orla.submit(page, {}, button="Send to 4", status=422)
    assert "Somebody else changed this mail" in page.text and "Other words" in page.text


def test_a_stale_save_shows_both_texts_and_can_be_put_together(orla, people):
    write(orla)
    mine, theirs = orla.get(f"{page_of()}/edit"), orla.get(f"{page_of()}/edit")
    orla.submit(theirs, {"words": "Their words"}, button="Save and look", status=303)
    page = orla.submit(mine, {"words": "My words"}, button="Save and look", status=422)
    assert "Their words" in page.text and "My words" in page.text
    assert page.html.find("textarea").get_text().strip() == "My words"
    orla.submit(page, {"words": "Both words"}, button="Save and look", status=303)
    assert "Both words" in orla.get(page_of()).text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        pytest.param({"words": "{nonsense}"}, "knows no placeholder {nonsense}", id="placeholder"),
        pytest.param({"subject": ""}, "Enter a subject", id="no subject"),
        pytest.param({"subject": "x" * 500}, "too long", id="a long subject"),
        pytest.param({"role": "hosts", "state": "waiting"}, "Only attendees", id="hosts that wait"),
        pytest.param({"role": "made-up"}, "Not a valid choice", id="made-up role"),
        pytest.param(
            {"role": "person"}, "Not a valid choice", id="one person is not for organisers"
        ),
        pytest.param({"state": "made-up"}, "Not a valid choice", id="made-up state"),
        pytest.param({"session": "made-up"}, "Choose one from the list", id="made-up session"),
        pytest.param({"service": "a\x00b"}, "Choose one from the list", id="a NUL byte"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_lost(orla, people, fields, sentence):
    page = write(orla, fields, status=422)
    assert any(sentence in error for error in page.errors()), page.errors()
    kept = page.html.find("textarea").get_text().strip()
    assert kept == (fields.get("words") or WORDS["words"])
    assert db.session.scalar(select(func.count()).select_from(GroupMail)) == 0


def test_a_test_goes_to_me_and_counts_as_nothing(orla, people, outbox):
    page = write(orla)
    orla.submit(page, {}, button="Send a test", status=303)
    (one,) = outbox(template="campaigns/email/group")
    assert (one.to_address, one.subject, one.batch) == ("orla@example.org", "[Test] For Ada", "")
    assert "4 people" in orla.get(page_of()).text


def test_nobody_can_be_written_to_only_with_a_sentence(orla, people):
    page = write(orla, {"state": "offered"})
    page = orla.submit(page, {}, button="Send to 0", status=422)
    assert "Nobody fits" in page.text


def test_one_service_and_its_name_in_words(orla, event, people):
    a_registration(event, name="Leeds", service=a_service("leeds"))
    page = write(orla, {"service": "leeds", "state": "confirmed"})
    assert "Send to 1 person" in page.text and "Attendees: Has a place; Leeds" in page.text


def test_of_another_event_nothing_is_there(orla, people, event):
    write(orla)
    ref = page_of().rsplit("/", 1)[1]
    other = an_event("other")
    a_member(other)
    for path in ("", "/edit", "/people"):
        orla.get(f"/other/manage/write/{ref}{path}", status=404)
    for path in ("send", "stop", "test"):
        press(orla, f"/other/manage/write/{ref}/{path}", status=404)


@pytest.mark.parametrize("version", ["", "x", "9" * 60, "-1", "\x00"])
def test_made_up_versions_send_nothing(orla, people, outbox, version):
    write(orla)
    press(orla, f"{page_of()}/send", {"version": version}, status=422)
    assert outbox(template="campaigns/email/group") == []


def test_as_many_questions_for_thirty_as_for_one(orla, event, slots):
    a_registration(event, slots, name="Ada")
    write(orla)
    few = [orla.get(path).queries for path in (PATH, page_of(), f"{page_of()}/people")]
    for number in range(30):
        a_registration(event, slots, name=f"Person {number}")
        write(orla, {"subject": f"Mail {number}"}) if number < 5 else None
    assert [orla.get(path).queries for path in (PATH, page_of(), f"{page_of()}/people")] == few


@pytest.fixture
def lena(client, event):
    a_member(event, Role.ACCESS_LEAD, email=LEAD, name="Lena")
    be(client, LEAD)
    return client


@pytest.fixture
def needy(event, slots):
    return a_registration(event, slots, name="Ada", needs="Captions")


def test_the_access_lead_writes_to_one_person_and_nobody_else_sees_it(
    app, lena, needy, clock, outbox
):
    page = lena.get("/next/manage/needs")
    path = f"/next/manage/needs/{needy.public_id}/write"
    assert path in str(page.html)
    form = lena.get(path)
    for _ in range(2):  # a double click
        lena.submit(
            form, {"subject": "Captions", "words": "Dear {name}"}, button="Send", status=303
        )
    clock.at += PAUSE
    drain(app)
    (one,) = outbox(template="campaigns/email/group")
    assert one.is_private and one.text.startswith("Dear Ada")
    assert "Captions" in lena.get(path).text
    be(lena)  # Orla
    assert "Captions" not in lena.get(PATH).text
    assert "Captions" not in lena.get("/next/manage/mails").text
    lena.get(f"{PATH}/{one.batch}", status=404)
    lena.get(path, status=403)


def test_within_the_pause_it_can_be_stopped(app, lena, needy, clock, outbox):
    path = f"/next/manage/needs/{needy.public_id}/write"
    page = lena.get(path)
    page = lena.follow(lena.submit(page, WORDS, button="Send", status=303))
    page = lena.follow(lena.submit(page, {}, button="Stop it", status=303))
    assert "Draft" in page.text
    clock.at += PAUSE
    drain(app)
    assert outbox(template="campaigns/email/group") == []


def test_only_to_who_has_a_place_here(lena, needy, event):
    lena.get("/next/manage/needs/nobody/write", status=404)
    other = a_registration(an_event("other"), name="Bea")
    lena.get(f"/next/manage/needs/{other.public_id}/write", status=404)
    token = token_on(lena, f"/next/manage/needs/{needy.public_id}/write")
    path = f"/next/manage/needs/{needy.public_id}/write/nothing/stop"
    lena.post(path, {"csrf_token": token}, status=404)
    assert registrations.by_public_id(needy.public_id).state == "confirmed"


def test_a_token_of_another_events_form_makes_a_mail_of_this_one(app, orla, people):
    """It is a field like any other: somebody may have changed it."""
    write(orla)
    token = db.session.scalar(select(GroupMail.public_id))
    a_member(an_event("second"))
    chosen = dict.fromkeys(("state", "session", "in_session", "service", "attended"), "")
    fields = WORDS | chosen | {"role": "attendees", "once": token}
    for path, number in ((PATH, 1), ("/second/manage/write", 2)):
        page = press(orla, f"{path}/new", fields)
        orla.follow(page)
        db.session.rollback()
        assert db.session.scalar(select(func.count()).select_from(GroupMail)) == number
