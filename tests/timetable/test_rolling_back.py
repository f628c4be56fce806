"""An earlier release comes back byte for byte, with its times and words, and people are told."""

from datetime import timedelta

import pytest

from app.kernel.clock import now as clock_now
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.programme import actions as programme
from app.programme import queries as programmes
from app.programme.actions import SessionDraft, SpeakerDraft
from app.programme.models import Slot
from app.timetable import errors, queries
from tests.support.builders import a_registration, a_room, a_slot, an_event
from tests.support.places import states
from tests.support.timetable import (
    draft,
    out,
    plan,
    plan_cancelling,
    plan_move,
    release,
    roll_back,
)

ORLA = "orla"


@pytest.fixture
def event(app):
    return an_event()


def documents(event):
    return [row.release.document for row in queries.publications(event.id)]


def test_the_earlier_release_is_out_again_byte_for_byte(event, clock):
    podcast = a_slot(event, "Podcast")
    first = release(event).release.document
    plan_move(podcast, "11:30", "12:15")
    release(event)
    publication = roll_back(event, 1)
    assert publication.release.label == "1"
    assert documents(event)[0] == first
    assert queries.published(event.id).label == "1"
    assert [change["kind"] for change in publication.changes] == ["moved"]
    assert (
        draft(podcast).starts_at == podcast.starts_at == programmes.slot_by_id(podcast.id).starts_at
    )


def test_people_are_told_of_what_the_roll_back_moves_and_cancels(event, clock, outbox):
    podcast = a_slot(event, "Podcast")
    release(event)
    added = plan(podcast.session, event, a_room(event, "Lab"), "14:00", "14:45")
    plan_move(podcast, "11:30", "12:15")
    release(event)
    again = programmes.slot(added.public_id)
    a_registration(event, [podcast], name="Ada")
    a_registration(event, [again], name="Bo")
    before = len(outbox())
    roll_back(event, 1, because="We went back.")
    rows = [(m.to_name, m.template.rsplit("/", 1)[-1]) for m in outbox()[before:]]
    assert sorted(rows) == [("Ada", "moved"), ("Bo", "session_cancelled")]
    assert states(again) == [("Bo", "cancelled", None)]
    assert out(event) == [("Podcast", "10:30", "Studio A", False)]


def test_a_cancelled_session_takes_place_again_and_who_lost_a_place_hears(event, clock, outbox):
    podcast = a_slot(event, "Podcast")
    release(event)
    a_registration(event, [podcast], name="Ada")
    plan_cancelling(podcast)
    release(event)
    before = len(outbox())
    publication = roll_back(event, 1)
    assert [change["kind"] for change in publication.changes] == ["reopened"]
    rows = [(m.to_name, m.template.rsplit("/", 1)[-1]) for m in outbox()[before:]]
    assert rows == [("Ada", "session_reopened")]
    assert not programmes.slot_by_id(podcast.id).is_cancelled
    assert not draft(podcast).is_cancelled


def test_words_and_presenters_go_back_too(event, clock):
    speakers = [SpeakerDraft(name="Sam", role="Librarian", email="sam@example.org")]
    with transaction():
        item = programme.add_session(
            event.id,
            SessionDraft(title="Podcast", tags=["Reading"], speakers=speakers),
            now=clock.now(),
            actor=ORLA,
        )
    plan(item, event, a_room(event), "10:30", "11:15")
    first = release(event).release.document
    with transaction():
        row = programmes.session_to_edit(event.id, item.slug)
        other = SessionDraft(title="Podcasts", speakers=[SpeakerDraft(name="Tom")])
        programme.edit_session(row, other, now=clock.now(), actor=ORLA)
    assert out(event)[0][0] == "Podcasts"
    roll_back(event, 1)
    assert documents(event)[0] == first
    row = programmes.session_to_edit(event.id, item.slug)
    assert (row.title, [tag.name for tag in row.tags]) == ("Podcast", ["Reading"])
    assert [(one.name, one.person.email) for one in row.speakers] == [("Sam", "sam@example.org")]


def be_presented(slot, name):
    with transaction() as session:
        item = session.get_one(Slot, slot.id).session
        speaker = SpeakerDraft(name=name, email=f"{name.lower()}@example.org")
        words = SessionDraft(title=item.title, speakers=[speaker])
        programme.edit_session(item, words, now=clock_now(), actor=ORLA)


def test_presenters_hear_once_and_of_the_times_that_are_out_again(event, clock, outbox):
    one, other = a_slot(event, "Podcast"), a_slot(event, "Film", start="13:00", end="13:45")
    for slot in (one, other):
        be_presented(slot, "Sam")
    release(event)
    plan_move(one, "11:30", "12:15")
    plan_move(other, "14:00", "14:45")
    release(event)
    for slot in (one, other):
        be_presented(slot, "Tom")
    clock.at += timedelta(minutes=20)
    before = len(outbox())
    roll_back(event, 1)
    (mail,) = [m for m in outbox()[before:] if m.to_name == "Sam"]
    assert mail.template.endswith("/presenter_placed")
    assert "10:30 to 11:15  Podcast" in mail.text
    assert "13:00 to 13:45  Film" in mail.text
    told = [m.subject for m in outbox()[before:] if m.to_name == "Tom"]
    assert "You no longer present or host “Podcast”" in told
    assert not any(subject.startswith("Changed") for subject in told)


def test_words_that_go_back_announce_no_move_from_where_the_session_just_was(event, clock, outbox):
    """Calendars follow other words after a quiet while; the times had gone back by then."""
    podcast, film = (
        a_slot(event, "Podcast", capacity=1),
        a_slot(event, "Film", start="13:00", end="13:45", capacity=1),
    )
    release(event)
    a_registration(event, [podcast, film], name="Ada")
    a_registration(event, [podcast, film], name="Bo")
    plan_move(podcast, "11:30", "12:15")
    plan_move(film, "14:00", "14:45")
    release(event)
    be_presented(podcast, "Tom")
    clock.at += timedelta(minutes=20)
    work_off("job")
    before = len(outbox())
    roll_back(event, 1)
    clock.at += timedelta(minutes=20)
    work_off("job")
    assert [m.subject for m in outbox()[before:] if m.to_name == "Bo"] == [
        "Changed: 2 of your sessions have moved"
    ]


def test_what_comes_after_a_roll_back_is_a_change_of_that_release(event, clock):
    podcast = a_slot(event, "Podcast")
    release(event)
    plan_move(podcast, "11:30", "12:15")
    release(event)
    roll_back(event, 1)
    with transaction() as session:
        row = session.get_one(Slot, podcast.id)
        programme.edit_note(row, "Bring a phone", now=clock.now(), actor=ORLA)
    labels = [row.release.label for row in queries.publications(event.id)]
    assert labels == ["1.1", "1", "2", "1"]
    plan_move(podcast, "12:30", "13:15")
    assert release(event).release.label == "3"


def test_the_one_that_is_out_cannot_come_back(event):
    a_slot(event, "Podcast")
    release(event)
    with pytest.raises(errors.IsOut):
        roll_back(event, 1)


def test_a_room_that_is_gone_is_named(event, clock):
    podcast, lab = a_slot(event, "Podcast"), a_room(event, "Lab")
    studio = podcast.room.slug
    release(event)
    plan_move(podcast, "11:30", "12:15", lab)
    release(event)
    with transaction():
        old = programmes.room(event.id, studio)
        programme.remove_room(old, now=clock.now(), actor=ORLA)
    with pytest.raises(errors.RoomGone, match="Studio A"):
        roll_back(event, 1)
    assert out(event) == [("Podcast", "11:30", "Lab", False)]
