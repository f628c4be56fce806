"""Organisers' pages: what is there and what is missing, rules, releases, recordings; what readers see."""

from __future__ import annotations

import io

import pytest

from app.events import queries as events
from app.kernel import clock
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.materials import queries
from app.speakers.actions import say_recording
from tests.materials.conftest import add
from tests.support.builders import a_registration, a_slot, at
from tests.support.files import a_pdf
from tests.support.proposals import a_desk, desk_path

INDEX = "/next/manage/materials"


@pytest.fixture
def path(slot):
    return f"/next/manage/sessions/{slot.session.slug}/materials"


def test_the_list_says_what_is_missing(orla, event, slot, desk):
    a_slot(event, "Without slides", start="14:00", end="15:00")
    add(slot)
    page = orla.get(INDEX)
    assert "1 session has no slides yet." in page.text
    assert "Quiet rooms 10 Jun 2027, 10:30 Slides (PDF) Slides are there" in page.text
    assert "No slides" in page.text


def test_the_list_asks_the_same_number_of_questions_for_one_and_for_thirty(orla, event, slot, desk):
    add(slot)
    few = orla.get(INDEX).queries
    for number in range(30):
        other = a_slot(event, f"Session {number}", start="14:00", end="15:00")
        add(other, url=f"https://example.org/{number}", kind="link")
    assert orla.get(INDEX).queries == few


def test_an_organiser_adds_for_the_speaker_and_sets_the_release(orla, event, slot, desk, path):
    file = (io.BytesIO(a_pdf()), "Slides.pdf")
    done = orla.submit(
        orla.get(f"{path}/file"), {"kind": "slides", "file": file}, button="Add it", status=303
    )
    page = orla.follow(done)
    assert "by orla@example.org" in page.text
    row = queries.materials_of([slot.session_id])[0]
    form = orla.get(f"{path}/{row.public_id}/release")
    orla.submit(form, {"release_at": "soon"}, button="Save", status=422)
    orla.submit(form, {"audience": "nobody"}, button="Save", status=422)
    done = orla.submit(
        form, {"audience": "everyone", "release_at": "2027-06-09T10:00"}, button="Save", status=303
    )
    assert "Who gets it: everyone, from Wednesday 9 June 2027, 10:00" in orla.follow(done).text
    form = orla.get(f"{path}/{row.public_id}/release")
    done = orla.submit(form, {"audience": "", "release_at": ""}, button="Save", status=303)
    assert (
        "Who gets it: people with a place in this session, from Thursday" in orla.follow(done).text
    )


def test_a_recording_wants_everybodys_consent(orla, slot, desk, path):
    form = orla.get(f"{path}/recording")
    typed = {"url": "https://example.org/film", "title": "Film"}
    page = orla.submit(form, typed, button="Save", status=422)
    assert "Not everybody who presents this session has agreed" in page.text
    assert page.html.find(id="url")["value"] == "https://example.org/film"
    with transaction():
        say_recording(slot.session_id, desk.person_id, agrees=True, now=clock.now())
    orla.submit(form, typed, button="Save", status=303)
    assert "Recording" in orla.get(path).text


def test_the_rules_are_kept_and_bad_ones_refused(orla, event):
    form = orla.get(f"{INDEX}/rules")
    for days in ("", "-1", "61", "many", "9" * 400):
        page = orla.submit(form, {"slides_days": days}, button="Save", status=422)
        assert page.errors() == ["Enter a whole number from 0 to 60"]
    orla.submit(form, {"audience": "nobody"}, button="Save", status=422)
    changes = {
        "slides_days": "3",
        "audience": "everyone",
        "release": "2027-06-11T09:00",
        "chase": None,
    }
    page = orla.follow(orla.submit(form, changes, button="Save", status=303))
    policy = events.by_slug("next").policies.materials
    assert (policy.slides_days, policy.chase, policy.audience) == (3, False, "everyone")
    assert policy.release == at("09:00").replace(day=11)
    assert "Nobody is reminded" in page.text and "from Friday 11 June 2027, 09:00" in page.text


def public(client, slot):
    return client.get(f"/next/sessions/{slot.session.slug}")


def to_everyone(orla, slot, when=""):
    row = queries.materials_of([slot.session_id])[0]
    form = orla.get(f"/next/manage/sessions/{slot.session.slug}/materials/{row.public_id}/release")
    orla.submit(form, {"audience": "everyone", "release_at": when}, button="Save", status=303)


def test_a_kept_public_page_shows_slides_from_their_time_on(orla, client, slot, desk, clock):
    add(slot, title="Slides of quiet rooms")
    to_everyone(orla, slot)
    assert "Slides of quiet rooms" not in public(client, slot).text
    clock.at = at("11:15")
    work_off("job")
    page = public(client, slot)
    assert "Slides of quiet rooms (Slides, PDF, 1 KB)" in page.text
    client.get(page.html.find("a", string="Slides of quiet rooms")["href"])


def test_a_kept_public_page_forgets_what_is_withdrawn_or_moved(
    orla, client, slot, desk, path, clock
):
    add(slot, title="Slides of quiet rooms")
    to_everyone(orla, slot, "2027-01-01T10:00")
    assert "Slides of quiet rooms" in public(client, slot).text
    orla.submit(orla.get(path), action="/withdraw", status=303)
    assert "Slides of quiet rooms" not in public(client, slot).text


def test_a_recording_goes_with_the_consent_of_one(orla, client, event, slot, desk):
    with transaction():
        say_recording(slot.session_id, desk.person_id, agrees=True, now=clock.now())
    add(slot, url="https://example.org/film", title="Film", kind="recording")
    to_everyone(orla, slot, "2027-01-01T10:00")
    assert public(client, slot).html.find("a", href="https://example.org/film")
    path = f"{desk_path(event, 'sam@example.org')}/sessions/{slot.session.slug}/recording"
    client.submit(client.get(path), {"agrees": "no"}, status=303)
    assert not public(client, slot).html.find("a", href="https://example.org/film")
    with transaction() as session:
        say_recording(slot.session_id, desk.person_id, agrees=True, now=clock.now())
        session.merge(slot.session).is_recorded = False
    assert not public(client, slot).html.find("a", href="https://example.org/film")


def test_my_day_shows_what_is_released_to_attendees(orla, client, event, slot, desk, clock):
    from tests.materials.test_serving import my_path

    add(slot, title="Slides of quiet rooms")
    add(slot, url="https://example.org/more", title="More to read", kind="link")
    me = a_registration(event, [slot], name="Ada")
    other = a_registration(event, [a_slot(event, "Other", start="14:00", end="15:00")])
    assert "Slides of quiet rooms" not in client.get(my_path(me)).text
    clock.at = at("11:20")
    page = client.get(my_path(me))
    assert "Slides of quiet rooms (Slides, PDF, 1 KB)" in page.text
    client.get(page.html.find("a", string="Slides of quiet rooms")["href"])
    assert page.html.find("a", href="https://example.org/more")
    assert "Slides of quiet rooms" not in client.get(my_path(other)).text
    assert "Slides of quiet rooms" not in public(client, slot).text


def test_a_desk_of_another_event_is_no_door(orla, event, slot, desk):
    from tests.support.builders import an_event

    other = an_event("other")
    a_desk(other)
    row = add(slot)
    orla.get(f"/other/manage/materials/{row.public_id}", status=403)
