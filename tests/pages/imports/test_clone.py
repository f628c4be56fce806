"""Beginning an event with what an earlier one had: texts and rooms, never people, meetings or times."""

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.events.enums import Role
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.models import Room, Session, Slot, Speaker, Tag, Track
from app.proposals.enums import Need, QuestionKind
from app.proposals.models import CallType, Question
from app.proposals.queries import has_call
from tests.pages.exports.programmes import a_programme
from tests.support.builders import a_member, a_slot, an_event, at
from tests.support.proposals import a_call, a_type
from tests.support.signing_in import be

PATH = "/next/manage/clone"
LOOK, COPY = "Look at what would be copied", "Copy all of this"
ALL = ["rooms", "tracks", "sessions", "call"]


@pytest.fixture
def last_year(event):
    """Orla organises it too; it has a bit of everything."""
    old = an_event("2026", name="Digital Bootcamp 2026")
    a_member(old)
    podcast, _film, _gone = a_programme(old)
    a_call(old)
    a_type(old, "Panel of three", lengths="45,60")
    with transaction() as session:
        person = Person(email="s@example.org", name="S", name_key="s", created_at=at("09:00"))
        session.add(person)
        session.flush()
        session.add(Speaker(session_id=podcast.session_id, name="Sam", person_id=person.id))
        session.add(
            Question(
                event_id=old.id, kind=QuestionKind.CHOICE, label="Which room?", choices="One\nTwo",
                need=Need.REQUIRED_FROM, required_from=at("09:00"), position=1,
            )
        )  # fmt: skip
        session.add(
            Question(
                event_id=old.id, kind=QuestionKind.TEXT, label="Ended", ended_at=at("09:00"),
                position=2,
            )
        )  # fmt: skip
    return old


def rows(model, event):
    db.session.rollback()
    return db.session.scalars(
        select(model).where(model.event_id == event.id).order_by(model.id)
    ).all()


def look(orla, **fields):
    return orla.submit(orla.get(PATH), {"source": "2026", **fields}, button=LOOK, status=200)


def copy_all(orla, page, *, status=303, **fields):
    return orla.submit(page, {"parts": ALL, **fields}, button=COPY, status=status)


def test_everything_is_counted_and_then_copied(orla, event, last_year):
    page = look(orla)
    for words in ("Digital Bootcamp 2026", "2 rooms", "1 track, 1 tag", "3 sessions", "1 question"):
        assert words in page.text
    assert rows(Session, event) == []
    done = orla.follow(copy_all(orla, page))
    assert (
        "Done: 2 rooms copied, 1 track copied, 3 sessions copied, 1 question copied." in done.text
    )
    assert [room.name for room in rows(Room, event)] == ["Studio A", "Lab"]
    item = next(one for one in rows(Session, event) if one.title == "Setting up a podcast")
    assert (item.abstract, item.level, item.track.name) == (
        "One.\n\nTwo.", "beginner", "Sound & podcasts",
    )  # fmt: skip
    assert item.track.event_id == event.id
    assert [tag.event_id for tag in item.tags] == [event.id]
    assert sorted(service.slug for service in item.services) == ["norfolk", "suffolk"]
    question = rows(Question, event)[0]
    assert (question.label, question.need, question.required_from) == (
        "Which room?", Need.REQUIRED, None,
    )  # fmt: skip
    assert ("Panel of three", "45,60") in [(o.name, o.lengths) for o in rows(CallType, event)]
    assert not has_call(event.id), "the call itself is made by hand"
    assert len(rows(Question, event)) == 1


def test_nothing_about_people_meetings_or_times_comes_along(orla, event, last_year):
    copy_all(orla, look(orla))
    items = rows(Session, event)
    assert [item.speakers for item in items] == [[], [], []]
    assert rows(Slot, event) == []
    for room in rows(Room, event):
        assert (room.meeting_url, room.passcode, room.dial_in, room.meeting_number) == ("",) * 4
        assert (room.presenters_url, room.platform) == ("", "")


def test_parts_are_chosen(orla, event, last_year):
    page = look(orla, parts=["sessions"])
    orla.submit(page, {"parts": ["sessions"]}, button=COPY, status=303)
    assert len(rows(Session, event)) == 3
    assert rows(Room, event) == rows(Track, event) == rows(Tag, event) == []
    assert rows(CallType, event) == []


def test_into_an_event_with_sessions_nothing_is_copied(orla, event, last_year):
    page = look(orla)
    a_slot(event)
    again = copy_all(orla, page, status=422)
    assert "has sessions already" in again.text
    assert len(rows(Session, event)) == 1
    assert "has sessions already" in orla.get(PATH).text


def test_what_changed_there_meanwhile_is_looked_at_again(orla, event, last_year):
    page = look(orla)
    a_slot(last_year, "One more")
    again = copy_all(orla, page, status=422)
    assert "The programme has changed since you looked." in again.text
    assert rows(Session, event) == []


@pytest.mark.parametrize("role", [None, Role.HOST])
def test_only_from_events_that_one_organises(client, event, last_year, role):
    a_member(event, email="kim@example.org", name="Kim")
    if role:
        a_member(last_year, role, email="kim@example.org", name="Kim")
    be(client, "kim@example.org")
    page = client.get(PATH)
    assert "You organise no other event." in page.text
    form = client.get("/next/manage/import")  # for a token
    fields = {"source": "2026", "parts": ["sessions"], "look": "y", "seen": ""}
    token = form.html.find("input", {"name": "csrf_token"})["value"]
    client.post(PATH, {**fields, "csrf_token": token}, status=422)
    assert rows(Session, event) == []


def test_made_up_values_are_refused(orla, event, last_year):
    page = orla.get(PATH)
    for fields in (
        {"source": "nothing"},
        {"parts": ["people"]},
        {"parts": None},
        {"source": "\x00"},
    ):
        orla.submit(page, fields, button=LOOK, status=422)
    seen = look(orla)
    copy_all(orla, seen, seen="x", status=422)
