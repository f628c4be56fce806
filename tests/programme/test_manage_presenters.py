"""Speakers' addresses and hosts of slots: who gets a place by themselves, and where addresses stay hidden."""

import pytest

from app.accounts.models import Person
from app.kernel.database import db
from app.programme import queries
from app.registration import queries as registration
from app.registration.enums import PlaceKind, PlaceState
from tests.support.builders import a_registration, a_slot, an_event

SPEAKER = {"speaker_1_name": "Sian Test", "speaker_1_email": "sian@example.org"}


def words_of(slot):
    return f"/next/manage/sessions/{slot.session.slug}/words"


def host_of(slot):
    return f"/next/manage/slots/{slot.public_id}/crew/host"


def presenters(slot):
    db.session.rollback()
    return [
        one.registration.person.name
        for one in registration.bookings_in(slot.id, states=(PlaceState.CONFIRMED,))
        if one.kind == PlaceKind.PRESENTER
    ]


def test_a_speaker_with_an_address_has_a_place(orla, event, outbox):
    slot = a_slot(event)
    orla.submit(orla.get(words_of(slot)), SPEAKER, button="Save", status=303)
    assert presenters(slot) == ["Sian Test"]
    assert len(outbox(template="registration/email/presenter_placed")) == 1
    page = orla.get(words_of(slot))
    assert page.html.find(id="speaker_1_email")["value"] == "sian@example.org"


def test_the_address_is_shown_on_no_other_page(orla, event, client):
    slot = a_slot(event)
    orla.submit(orla.get(words_of(slot)), SPEAKER, button="Save", status=303)
    orla.submit(
        orla.get(host_of(slot)),
        {"name": "Hal", "email": "hal@example.org"},
        button="Save",
        status=303,
    )
    session = f"/next/sessions/{slot.session.slug}"
    pages = ("/next/programme", session, "/next/programme.ics", f"/next/manage{session[5:]}")
    for path in pages:
        body = orla.get(path).body.decode()
        assert "sian@example.org" not in body
        assert "hal@example.org" not in body


def test_without_the_address_the_place_is_gone_again(orla, event, outbox):
    slot = a_slot(event)
    orla.submit(orla.get(words_of(slot)), SPEAKER, button="Save", status=303)
    orla.submit(orla.get(words_of(slot)), {"speaker_1_email": ""}, button="Save", status=303)
    assert presenters(slot) == []
    assert len(outbox(template="registration/email/presenter_freed")) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"speaker_2_email": "sian@example.org"}, "Enter a role or a name for this speaker"),
        ({"speaker_2_name": "Sian", "speaker_2_email": "sian"}, "Enter an email address in the"),
    ],
)
def test_an_address_that_cannot_be_is_said(orla, event, fields, sentence):
    page = orla.submit(orla.get(words_of(a_slot(event))), fields, button="Save", status=422)
    assert any(sentence in said for said in page.errors())
    assert page.html.find(id="speaker_2_email")["value"] == fields["speaker_2_email"]


def test_a_host_is_named_changed_and_taken_away(orla, event):
    slot = a_slot(event)
    page = orla.get(host_of(slot))
    done = orla.submit(page, {"name": "Hal", "email": "hal@example.org"}, button="Save", status=303)
    page = orla.follow(done)
    assert "The host is saved." in page.text
    assert "Host: Hal" in page.text
    assert presenters(slot) == ["Hal"]
    page = orla.get(host_of(slot))
    assert page.html.find(id="email")["value"] == "hal@example.org"
    orla.submit(page, {"name": "Ida", "email": "ida@example.org"}, button="Save", status=303)
    assert presenters(slot) == ["Ida"]
    page = orla.get(host_of(slot))
    orla.submit(page, {"name": "", "email": ""}, button="Save", status=303)
    assert presenters(slot) == []
    assert queries.slot(slot.public_id).host_id is None


def test_who_presents_elsewhere_then_hosts_but_has_no_second_place(orla, event):
    podcast = a_slot(event, "Podcast")
    filming = a_slot(event, "Filming", start="10:45", end="11:30")
    orla.submit(orla.get(words_of(podcast)), SPEAKER, button="Save", status=303)
    fields = {"name": "Sian Test", "email": "sian@example.org"}
    orla.submit(orla.get(host_of(filming)), fields, button="Save", status=303)
    assert queries.slot(filming.public_id).host.name == "Sian Test"
    assert presenters(filming) == []


def test_who_would_present_two_sessions_at_once_is_seated_in_the_first(orla, event):
    podcast = a_slot(event, "Podcast")
    filming = a_slot(event, "Filming", start="10:45", end="11:30")
    orla.submit(orla.get(words_of(podcast)), SPEAKER, button="Save", status=303)
    orla.submit(orla.get(words_of(filming)), SPEAKER, button="Save", status=303)
    assert len(presenters(podcast)) == 1
    assert presenters(filming) == []


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name": "Hal"}, "Enter the address of the host"),
        ({"email": "hal@example.org"}, "Enter the name of the host"),
        ({"name": "Hal", "email": "hal"}, "Enter an email address in the right form"),
    ],
)
def test_half_a_host_is_refused(orla, event, fields, sentence):
    page = orla.submit(orla.get(host_of(a_slot(event))), fields, button="Save", status=422)
    assert any(sentence in said for said in page.errors())
    db.session.rollback()
    assert db.session.query(Person).filter_by(email="hal@example.org").count() == 0


def test_who_registered_themselves_keeps_their_registration(orla, event):
    slot = a_slot(event)
    one = a_registration(event, name="Hal", email="hal@example.org")
    page = orla.get(host_of(slot))
    orla.submit(page, {"name": "Hal", "email": "hal@example.org"}, button="Save", status=303)
    assert [b.slot_id for b in registration.bookings_of(one.id)] == [slot.id]


@pytest.mark.parametrize("who", ["producer", "captioner"])
def test_producer_and_captioner_have_a_place_too(orla, event, who):
    slot = a_slot(event)
    page = orla.get(f"/next/manage/slots/{slot.public_id}/crew/{who}")
    done = orla.submit(page, {"name": "Hal", "email": "hal@example.org"}, button="Save", status=303)
    page = orla.follow(done)
    assert f"The {who} is saved." in page.text
    assert f"{who.title()}: Hal" in page.text
    assert presenters(slot) == ["Hal"]


def test_there_is_no_other_task(orla, event):
    orla.get(f"/next/manage/slots/{a_slot(event).public_id}/crew/cook", status=404)


def test_a_slot_of_another_event_has_no_host_form(orla, event):
    orla.get(host_of(a_slot(an_event("other"))), status=404)


def test_the_form_asks_as_often_for_many_speakers_as_for_one(orla, event):
    slot = a_slot(event)
    orla.submit(orla.get(words_of(slot)), SPEAKER, button="Save", status=303)
    few = orla.get(words_of(slot)).queries
    more = {}
    for number in range(1, 6):
        more[f"speaker_{number}_name"] = f"Sian {number}"
        more[f"speaker_{number}_email"] = f"sian{number}@example.org"
        more[f"speaker_{number}_service"] = "gateshead"
    page = orla.get(words_of(slot))
    orla.submit(page, more, button="Save", status=303, budget=400)  # five people get a place
    assert orla.get(words_of(slot)).queries == few
