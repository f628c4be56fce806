"""Registering through the pages, as a browser without scripts does it."""

import pytest
from sqlalchemy import func, select

from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.actions import cancel_slot
from app.programme.enums import SessionKind
from app.programme.queries import slot_by_id
from app.registration.models import AccessNeed, Booking, Registration
from tests.support.builders import a_registration, a_slot, an_event

ME = {
    "name": "Siân O’Hara",
    "email": "Sian@Example.org",
    "service": "gwynedd",
    "calendar": "day",
    "needs": "Captions, please",
}


@pytest.fixture
def event(app):
    return an_event()


def to_sessions(client, **changes):
    page = client.get("/next/register")
    return client.submit(page, ME | changes, status=200)


def choose(client, page, *slots):
    fields = {}
    for slot in slots:
        field = page.html.find("input", attrs={"value": slot.public_id})
        fields[field["name"]] = slot.public_id
    return client.submit(page, fields, button="Check your answers", status=200)


def rows(model):
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_whole_flow(event, client, outbox):
    a_slot(event, "Welcome", start="10:00", end="10:25", kind=SessionKind.PLENARY)
    podcast = a_slot(event, "Podcast", capacity=1, services=("suffolk",))
    full = a_slot(event, "Filming", start="13:00", end="13:45", capacity=0)
    sessions = to_sessions(client)
    assert sessions.h1 == "Choose your sessions"
    assert "Welcome" in sessions.text
    assert "1 place left" in sessions.text and "Full: you would be first" in sessions.text
    check = choose(client, sessions, podcast, full)
    assert check.h1 == "Check your answers"
    assert "Siân O’Hara" in check.text and "Captions, please" in check.text
    assert "1 session you chose is full" in check.text
    assert rows(Registration) == 0
    answer = client.submit(check, button="Book my places", status=303)
    done = client.follow(answer)
    registration = db.session.scalars(select(Registration)).one()
    assert registration.reference in done.text
    assert "You have a place in 10:00 to 10:25 Welcome" in done.text
    assert "You do not have a place yet in Waiting 13:00 to 13:45 Filming" in done.text
    assert registration.service.slug == "gwynedd"
    assert registration.person.email == "sian@example.org"
    assert rows(AccessNeed) == 1
    assert [m.template for m in outbox()] == ["registration/email/registered"]
    assert registration.address_confirmed_at is None


def test_pressing_the_last_button_again_is_one_registration_and_the_same_answer(
    event, client, outbox
):
    slot = a_slot(event)
    check = choose(client, to_sessions(client), slot)
    first = client.submit(check, button="Book my places", status=303)
    second = client.submit(check, button="Book my places", status=303)
    assert first.location == second.location
    assert (rows(Registration), rows(Booking), len(outbox())) == (1, 1, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, "Enter your full name"),
        ({"name": "\x00"}, "Enter your full name"),
        ({"name": "\u200b"}, "Enter your full name"),
        ({"email": ""}, "Enter your email address"),
        ({"email": "sian"}, "Enter an email address in the right form, like name@example.org"),
        ({"service": ""}, "Choose your library service, or “Other organisation”"),
        ({"service": "atlantis"}, "Not a valid choice."),
        ({"service": "other"}, "Enter the name of your organisation"),
        ({"name": "x" * 201}, "Field cannot be longer than 200 characters."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(event, client, changes, sentence):
    page = client.submit(client.get("/next/register"), ME | changes, status=422)
    assert page.errors() == [sentence]
    needs = page.html.find("textarea", attrs={"name": "needs"})
    assert needs.get_text().strip() == "Captions, please"
    if "name" not in changes:
        assert page.html.find("input", attrs={"name": "name"})["value"] == "Siân O’Hara"


def test_an_other_organisation_is_welcome(event, client):
    page = to_sessions(client, service="other", other_organisation="The Reading Charity")
    answer = client.submit(choose(client, page), button="Book my places", status=303)
    assert "You are registered" in client.follow(answer).text
    registration = db.session.scalars(select(Registration)).one()
    assert (registration.service_id, registration.organisation) == (None, "The Reading Charity")


def test_going_back_keeps_everything(event, client):
    slot = a_slot(event, "Podcast")
    check = choose(client, to_sessions(client), slot)
    you = client.submit(check, {"go": "you"}, status=200)
    assert you.html.find("input", attrs={"name": "email"})["value"] == "Sian@example.org"
    assert you.html.find("option", selected=True)["value"] == "gwynedd"
    sessions = client.submit(you, status=200)
    assert sessions.html.find("input", attrs={"value": slot.public_id}).has_attr("checked")


def test_sessions_that_overlap_without_sharing_their_times_are_refused(event, client):
    one = a_slot(event, "Podcast", start="10:30", end="11:15")
    two = a_slot(event, "Filming", start="11:00", end="11:45")
    page = to_sessions(client)
    fields = {page.html.find("input", value=s.public_id)["name"]: s.public_id for s in (one, two)}
    page = client.submit(page, fields, button="Check your answers", status=422)
    assert page.errors()[0] == "“Podcast” and “Filming” are at the same time. Choose one of them."
    assert page.html.find("input", value=one.public_id).has_attr("checked")


def test_a_session_that_fills_up_meanwhile_is_said_plainly(event, client):
    slot = a_slot(event, capacity=1)
    check = choose(client, to_sessions(client), slot)
    a_registration(event, [slot])
    done = client.follow(client.submit(check, button="Book my places", status=303))
    assert "You do not have a place yet in" in done.text


def test_a_session_cancelled_meanwhile_brings_the_choice_back(event, client, clock):
    slot = a_slot(event, "Podcast")
    check = choose(client, to_sessions(client), slot)
    with transaction():
        cancel_slot(slot_by_id(slot.id), "Ill", now=clock.now(), actor="o")
    page = client.submit(check, button="Book my places", status=422)
    assert page.errors() == ["One of the sessions you chose is not in the programme any more."]
    assert rows(Registration) == 0


def test_a_known_person_gets_the_neutral_page_and_a_mail(event, client, outbox):
    known = a_registration(event, name=ME["name"], email="sian@example.org")
    answer = client.submit(choose(client, to_sessions(client)), button="Book my places", status=303)
    page = client.follow(answer)
    assert page.h1 == "Check your mail"
    assert known.reference not in page.body.decode()
    assert [m.template.split("/")[-1] for m in outbox()] == ["registered", "links_again"]
    assert rows(Registration) == 1


def test_lost_link_tells_nothing_to_who_asks(event, client, outbox):
    a_registration(event, email="known@example.org")
    pages = []
    for address in ("known@example.org", "unknown@example.org"):
        answer = client.submit(client.get("/next/lost-link"), {"email": address}, status=303)
        pages.append(client.follow(answer).text)
    assert pages[0] == pages[1]
    assert [m.to_address for m in outbox() if "links_again" in m.template] == ["known@example.org"]
    wrong = client.submit(client.get("/next/lost-link"), {"email": "nonsense"}, status=422)
    assert wrong.html.find("input", attrs={"name": "email"})["value"] == "nonsense"


def test_tampered_state_is_refused_and_what_was_typed_stays(event, client):
    page = client.get("/next/register")
    page = client.submit(page, ME | {"state": "forged"}, status=422)
    assert "We could not read the form you sent" in page.errors()[0]
    assert page.html.find("input", attrs={"name": "name"})["value"] == "Siân O’Hara"


def test_the_last_step_cannot_be_jumped_to(event, client):
    page = client.submit(client.get("/next/register"), {"step": "check"}, status=422)
    assert page.h1 == "About you"
    assert rows(Registration) == 0


def test_before_it_opens_the_page_says_when(app, client, clock):
    an_event("early", opens=clock.now().replace(year=2028))
    page = client.get("/early/register")
    assert page.h1 == "Booking has not opened yet."
    assert "Booking opens on Wednesday 3 May 2028, 10:00 (London time)." in page.text


def test_unknown_things_are_404(event, client):
    for path in ("/nowhere/register", "/next/register/done/forged", "/nowhere/lost-link"):
        client.get(path, status=404)
    client.get("/draft/register", status=404)


def test_a_draft_is_not_there_for_the_public(app, client):
    an_event("draft", state="draft")
    for path in ("/draft/", "/draft/programme", "/draft/register", "/draft/programme.ics"):
        client.get(path, status=404)
