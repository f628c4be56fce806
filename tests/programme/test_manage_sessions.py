"""Organisers' pages over sessions: words, times, notes and what is arranged."""

import pytest

from app.kernel import clock
from app.kernel.transaction import transaction
from app.programme import actions, queries
from app.programme.enums import ProvisionKind, ProvisionState
from tests.support.builders import a_member, a_registration, a_room, a_slot, at
from tests.support.client import CheckingClient, values_of
from tests.support.signing_in import be
from tests.support.timetables import draft_of

NEW = "/next/manage/new-session"
HOSTILE = "<script>alert(1)</script>"


def the_session(event):
    (item,) = queries.sessions(event.id)
    return item


def words_of(slot):
    return f"/next/manage/sessions/{slot.session.slug}/words"


def test_a_session_is_added_and_gets_its_time(orla, event):
    a_room(event)
    with transaction():
        actions.add_track(event.id, "Film", now=clock.now(), actor="orla@example.org")
    fields = {
        "title": "Filming rhyme time",
        "outcomes": "Set up a camera\nSpeak to it",
        "kind": "workshop",
        "language": "cy,en",
        "level": "beginner",
        "track": "film",
        "tags": "Reading, Digital, reading",
        "service_1": "gateshead",
        "service_2": "gwynedd",
        "speaker_1_role": "Digital officer",
        "speaker_1_service": "gateshead",
        "is_recorded": None,
    }
    done = orla.submit(orla.get(NEW), fields, button="Save", status=303)
    page = orla.follow(done)
    assert "Give it a time and a room next." in page.text
    item = the_session(event)
    assert (item.kind, item.language, item.is_recorded) == ("workshop", "cy,en", False)
    assert item.level == "beginner"
    assert [one.slug for one in item.services] == ["gateshead", "gwynedd"]
    assert sorted(tag.name for tag in item.tags) == ["Digital", "Reading"]
    assert [(one.role, one.service.slug) for one in item.speakers] == [
        ("Digital officer", "gateshead")
    ]
    orla.get(page.html.find("a", string=lambda s: s and "Give it a time" in s)["href"])
    fields = {"starts": "10:30", "ends": "11:15"}
    done = orla.submit(orla.get(orla.at), fields, button="Save in the draft", status=303)
    assert "“Filming rhyme time” has its time and room in the draft." in orla.follow(done).html.text
    assert draft_of(event) == [("Filming rhyme time", "Studio A", "10:30", "11:15")]
    assert queries.slots_of(event.id) == []
    page = orla.get(f"/next/manage/sessions/{item.slug}")
    assert "In the draft 10:30 to 11:15, Studio A" in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Enter a title"),
        ({"title": "x" * 201}, "longer than 200"),
        ({"service_1": "atlantis"}, "Not a valid choice"),
        ({"speaker_2_service": "york"}, "Enter a role or a name for this speaker"),
        ({"tags": "x" * 121}, "A tag has at most 120 characters"),
    ],
)
def test_refused_words_keep_what_was_typed(orla, event, fields, sentence):
    typed = {"title": "Film", "abstract": "One\n\nTwo", "speaker_1_role": "Officer"} | fields
    page = orla.submit(orla.get(NEW), typed, button="Save", status=422)
    assert sentence in " ".join(page.errors())
    kept = values_of(page.form(button="Save"))
    assert kept["abstract"] == "One\n\nTwo"
    assert kept["speaker_1_role"] == "Officer"
    assert queries.sessions(event.id) == []


def test_words_come_back_as_they_were(orla, event):
    slot = a_slot(event, services=["gateshead", "york", "gwynedd"])
    before = values_of(orla.get(words_of(slot)).form(button="Save"))
    assert before["title"] == "Setting up a podcast"
    orla.submit(orla.get(words_of(slot)), {"abstract": "Better"}, button="Save", status=303)
    after = values_of(orla.get(words_of(slot)).form(button="Save"))
    assert {name for name in before if before[name] != after[name]} <= {"abstract", "csrf_token"}


def test_a_hostile_title_is_text_everywhere(orla, event):
    slot = a_slot(event)
    fields = {"title": f"{HOSTILE}\r\nSecond\x00 line", "abstract": HOSTILE, "tags": HOSTILE}
    done = orla.submit(orla.get(words_of(slot)), fields, button="Save", status=303)
    assert f"{HOSTILE} Second line" in orla.follow(done).text
    for path in ("/next/manage/sessions", f"/next/sessions/{slot.session.slug}"):
        assert HOSTILE in orla.get(path).text


def test_there_is_always_a_row_to_spare(orla, event):
    services = ["gateshead", "york", "gwynedd", "norfolk", "suffolk", "devon"]
    slot = a_slot(event, services=services)
    names = values_of(orla.get(words_of(slot)).form(button="Save"))
    assert "service_8" in names
    assert "service_9" not in names


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"starts": "", "ends": "11:15"}, "Enter when it starts"),
        ({"starts": "half ten", "ends": "11:15"}, "Enter a time, like 10:30"),
        ({"starts": "25:00", "ends": "26:00"}, "Enter a time, like 10:30"),
        ({"starts": "11:15", "ends": "10:30"}, "The session must end after it begins."),
        ({"starts": "9:00", "ends": "9:30", "room": "cellar"}, "Not a valid choice"),
    ],
)
def test_a_refused_time_keeps_what_was_typed(orla, event, fields, sentence):
    slot = a_slot(event, start="14:00", end="15:00")
    page = orla.get(f"/next/manage/slots/{slot.public_id}/move")
    page = orla.submit(page, fields, button="Move", status=422)
    assert sentence in page.errors()[0]
    kept = values_of(page.form(button="Move"))
    assert (kept["starts"], kept["ends"]) == (fields["starts"], fields["ends"])


def test_moving_tells_who_has_a_place(orla, event, outbox):
    slot = a_slot(event)
    a_registration(event, [slot])
    page = orla.get(f"/next/manage/slots/{slot.public_id}/move")
    done = orla.submit(page, {"starts": "14:00", "ends": "14:45"}, button="Move", status=303)
    assert "14:00 to 14:45" in orla.follow(done).text
    assert queries.slot(slot.public_id).starts_at == at("14:00")


def test_a_session_can_be_repeated(orla, event):
    slot = a_slot(event)
    page = orla.get(f"/next/manage/sessions/{slot.session.slug}/place")
    assert page.h1 == "Add a repeat"
    orla.submit(page, {"starts": "14:00", "ends": "14:45"}, button="Save", status=303)
    assert [row[2] for row in draft_of(event)] == ["10:30", "14:00"]
    assert len(queries.slots_of_session(slot.session_id)) == 1


def test_a_place_needs_a_room_first(orla, event):
    orla.submit(orla.get(NEW), {"title": "Film"}, button="Save", status=303)
    page = orla.get("/next/manage/sessions/film/place")
    assert "There is no room yet." in page.text


def test_what_is_arranged_is_kept_and_dropped(orla, event):
    slot = a_slot(event)
    path = f"/next/manage/slots/{slot.public_id}/access"
    fields = {
        "captions": "booked",
        "captions_supplier": "Words Live",
        "captions_slides": "2027-06-01T12:00",
        "bsl": "wanted",
    }
    done = orla.submit(orla.get(path), fields, button="Save", status=303)
    assert "What is arranged is saved." in orla.follow(done).text
    rows = {row.kind: row for row in queries.provisions([slot.id])}
    assert rows[ProvisionKind.CAPTIONS].supplier == "Words Live"
    assert rows[ProvisionKind.BSL].state == ProvisionState.WANTED
    orla.submit(orla.get(path), {"bsl": ""}, button="Save", status=303)
    assert [row.kind for row in queries.provisions([slot.id])] == [ProvisionKind.CAPTIONS]
    page = orla.submit(orla.get(path), {"captions_slides": "soon"}, button="Save", status=422)
    assert values_of(page.form(button="Save"))["captions_slides"] == "soon"


def test_a_note_stands_in_the_programme(orla, event):
    slot = a_slot(event)
    page = orla.get(f"/next/manage/slots/{slot.public_id}/note")
    orla.submit(page, {"note": "Moved to the Lab"}, button="Save", status=303)
    assert "Moved to the Lab" in orla.get("/next/programme").text


def test_two_organisers_do_not_undo_each_other(app, event, orla):
    a_member(event, email="olu@example.org", name="Olu Test")
    olu = CheckingClient(app)
    be(olu, "olu@example.org")
    slot = a_slot(event)
    start = f"/next/manage/slots/{slot.public_id}"
    moving, counting = orla.get(f"{start}/move"), olu.get(f"{start}/places")
    olu.submit(counting, {"capacity": "7"}, button="Save", status=303)
    orla.submit(moving, {"starts": "14:00", "ends": "14:45"}, button="Move", status=303)
    found = queries.slot(slot.public_id)
    assert (found.capacity, found.starts_at) == (7, at("14:00"))


def test_a_cancelled_slot_has_no_forms(orla, event):
    slot = a_slot(event)
    with transaction():
        actions.cancel_slot(slot, "Ill", now=clock.now(), actor="orla@example.org")
    for page in ("move", "note", "access", "places", "cancel"):
        orla.get(f"/next/manage/slots/{slot.public_id}/{page}", status=404)


def test_a_made_up_choice_of_spaces_is_refused(orla, event):
    page = orla.get("/next/manage/new-session")
    for name in ("service_1", "speaker_1_service", "track"):
        refused = orla.submit(
            page, {"title": "A talk", name: " "}, action="/new-session", status=422
        )
        assert "Not a valid choice." in refused.errors()
