"""Releasing the draft: what is out, who is told what, and that nothing else happens."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.kernel.database import db
from app.kernel.transaction import rehearsal, transaction
from app.mail.models import OutboxMessage
from app.programme import actions as programme
from app.programme import queries as programmes
from app.programme.actions import SessionDraft, SpeakerDraft
from app.programme.enums import SessionKind
from app.programme.models import Slot
from app.registration import queries as registrations
from app.registration.invariants import broken
from app.timetable import actions, errors, queries
from app.timetable.models import Publication, Release
from tests.support.builders import a_registration, a_room, a_slot, an_event
from tests.support.doors import my
from tests.support.places import states
from tests.support.timetable import out, plan, plan_cancelling, plan_move, release

ORLA = "orla"


@pytest.fixture
def event(app):
    return an_event()


def a_session(event, clock, title, *, speaker=None):
    speakers = (
        [SpeakerDraft(name="Sam Speaker", role="Librarian", email=speaker)] if speaker else []
    )
    with transaction():
        return programme.add_session(
            event.id, SessionDraft(title=title, speakers=speakers), now=clock.now(), actor=ORLA
        )


def told(outbox, since=0):
    return sorted(
        (m.to_name, m.template.rsplit("/", 1)[-1], m.calendar and m.calendar["method"])
        for m in outbox()[since:]
    )


def kinds(publication):
    return [(change["kind"], change["title"]) for change in publication.changes]


def test_a_plan_is_seen_by_nobody_until_it_is_released(event, clock, outbox):
    room = a_room(event, "Studio A")
    item = a_session(event, clock, "Podcast", speaker="sam@example.org")
    before = len(outbox())
    plan(item, event, room, "10:30", "11:15", capacity=12, overbook_percent=10)
    assert out(event) == []
    assert db.session.scalars(select(Slot)).all() == []
    publication = release(event, note="The first programme.")
    assert out(event) == [("Podcast", "10:30", "Studio A", False)]
    (slot,) = db.session.scalars(select(Slot))
    assert (slot.capacity, slot.overbook_percent) == (12, 10)
    assert slot.public_id == queries.placements(event.id)[0].public_id
    assert (publication.release.label, publication.note) == ("1", "The first programme.")
    assert kinds(publication) == [("added", "Podcast")]
    assert told(outbox, before) == [("Sam Speaker", "presenter_placed", "REQUEST")]


def test_people_of_moved_and_cancelled_sessions_are_told_and_nobody_else(event, clock, outbox):
    podcast, filming = (
        a_slot(event, "Podcast"),
        a_slot(event, "Filming", start="13:00", end="13:45"),
    )
    audio = a_slot(event, "Audio", start="15:00", end="15:45")
    release(event)
    a_registration(event, [podcast], name="Ada")
    a_registration(event, [filming], name="Bo")
    a_registration(event, [audio], name="Cy")
    before = len(outbox())
    plan_move(podcast, "11:30", "12:15")
    plan_cancelling(filming, "The speaker is ill.")
    publication = release(event)
    assert told(outbox, before) == [
        ("Ada", "moved", "REQUEST"),
        ("Bo", "session_cancelled", "CANCEL"),
    ]
    ada, bo = (m for m in outbox()[before:] if m.to_name in ("Ada", "Bo"))
    assert {ada.calendar["entry"]["sequence"], bo.calendar["entry"]["sequence"]} == {1}
    assert kinds(publication) == [("moved", "Podcast"), ("cancelled", "Filming")]
    assert publication.changes[0]["old_starts_at"] == "2027-06-10T09:30:00+00:00"
    assert states(filming) == [("Bo", "cancelled", None)]


def test_another_length_is_a_move(event, clock, outbox):
    """In the middle of a day: the entry for all of it stays as it was, which told nobody anything."""
    slots = [
        a_slot(event, "One", start="09:30", end="10:15"),
        a_slot(event, "Two"),
        a_slot(event, "Three", start="14:00", end="14:45"),
    ]
    release(event)
    a_registration(event, slots, name="Ada")
    before = len(outbox())
    plan_move(slots[1], "10:30", "12:00")
    release(event)
    (mail,) = outbox()[before:]
    assert "Now: Thursday 10 June 2027, 10:30 to 12:00, Studio A" in mail.text
    assert "Before: Thursday 10 June 2027, 10:30 to 11:15, Studio A" in mail.text


def test_one_person_hears_of_all_moves_in_one_mail_with_one_entry(event, clock, outbox):
    first, last = a_slot(event, "One"), a_slot(event, "Two", start="13:00", end="13:45")
    release(event)
    a_registration(event, [first, last], name="Ada")
    before = len(outbox())
    plan_move(first, "09:30", "10:15")
    plan_move(last, "14:00", "14:45")
    release(event)
    (mail,) = outbox()[before:]
    assert mail.subject == "Changed: 2 of your sessions have moved"
    assert mail.text.index("One") < mail.text.index("Two")
    assert (mail.calendar["method"], mail.calendar["entry"]["sequence"]) == ("REQUEST", 1)


def test_who_waits_hears_of_the_move_without_a_calendar(event, clock, outbox):
    podcast = a_slot(event, "Podcast", capacity=1)
    release(event)
    a_registration(event, [podcast], name="Ada")
    a_registration(event, [podcast], name="Bo")
    before = len(outbox())
    plan_move(podcast, "11:30", "12:15")
    release(event)
    assert told(outbox, before) == [("Ada", "moved", "REQUEST"), ("Bo", "moved", None)]
    assert states(podcast) == [("Ada", "confirmed", None), ("Bo", "waiting", 1)]


def test_places_that_clash_now_are_kept_and_said(event, client, outbox):
    podcast, filming = (
        a_slot(event, "Podcast"),
        a_slot(event, "Filming", start="13:00", end="13:45"),
    )
    release(event)
    ada = a_registration(event, [podcast, filming], name="Ada")
    before = len(outbox())
    plan_move(podcast, "13:15", "14:00")
    release(event)
    (mail,) = outbox()[before:]
    assert "“Filming” and “Podcast” are at the same time now" in mail.text
    assert len(registrations.bookings_of(ada.id)) == 2
    page = client.get(my(ada))
    assert "This is now at the same time as “Filming”" in page.text
    assert "Swap one for another session" in page.text


def test_a_new_plenary_comes_to_everybody_who_is_in_the_event(event, clock, outbox):
    podcast = a_slot(event, "Podcast")
    release(event)
    a_registration(event, [podcast], name="Ada")
    busy = a_slot(event, "Film", start="15:00", end="15:45")
    a_registration(event, [busy], name="Bo")
    with transaction():
        draft = SessionDraft(title="Thanks", kind=SessionKind.PLENARY)
        item = programme.add_session(event.id, draft, now=clock.now(), actor=ORLA)
    before = len(outbox())
    placement = plan(item, event, a_room(event, "Main"), "15:00", "15:30")
    release(event)
    thanks = programmes.slot(placement.public_id)
    assert states(thanks) == [("Ada", "confirmed", None)]
    assert told(outbox, before) == [("Ada", "entry", "REQUEST")]
    assert broken() == []


def test_two_sessions_change_rooms(event, clock, outbox):
    studio, lab = a_room(event, "Studio"), a_room(event, "Lab")
    podcast, filming = a_slot(event, "Podcast", room=studio), a_slot(event, "Filming", room=lab)
    release(event)
    plan_move(podcast, "10:30", "11:15", lab)
    plan_move(filming, "10:30", "11:15", studio)
    publication = release(event)
    assert sorted(out(event)) == [
        ("Filming", "10:30", "Studio", False),
        ("Podcast", "10:30", "Lab", False),
    ]
    assert {change["old_room"] for change in publication.changes} == {"Studio", "Lab"}


def test_presenters_hear_that_their_session_moved(event, clock, outbox):
    room = a_room(event)
    item = a_session(event, clock, "Podcast", speaker="sam@example.org")
    placement = plan(item, event, room, "10:30", "11:15")
    release(event)
    clock.at += timedelta(minutes=1)
    before = len(outbox())
    plan_move(placement, "11:30", "12:15")
    release(event)
    assert told(outbox, before) == [("Sam Speaker", "moved", "REQUEST")]
    assert "A session that you present or host has moved" in outbox()[-1].text
    before = len(outbox())
    plan_cancelling(placement)
    release(event)
    assert [row[:2] for row in told(outbox, before)] == [("Sam Speaker", "session_cancelled")]


def test_another_draft_than_was_seen_is_not_released(event, clock):
    podcast = a_slot(event, "Podcast")
    release(event)
    plan_move(podcast, "11:30", "12:15")
    seen = queries.fingerprint(event.id)
    plan_move(podcast, "12:30", "13:15")
    with pytest.raises(errors.DraftMovedOn), transaction():
        actions.release_draft(event.id, seen=seen, note="", now=clock.now(), actor=ORLA)
    assert out(event) == [("Podcast", "10:30", "Studio A", False)]


def test_the_same_again_is_no_release(event):
    a_slot(event, "Podcast")
    release(event)
    with pytest.raises(errors.NothingToRelease):
        release(event)


def test_a_rehearsal_writes_the_mails_and_leaves_nothing(event, clock, outbox):
    podcast = a_slot(event, "Podcast")
    release(event)
    a_registration(event, [podcast], name="Ada")
    plan_move(podcast, "11:30", "12:15")
    before = len(outbox())
    with rehearsal() as session:
        seen = queries.fingerprint(event.id)
        actions.release_draft(event.id, seen=seen, note="", now=clock.now(), actor=ORLA)
        newest = select(OutboxMessage).order_by(OutboxMessage.id.desc())
        mail = session.scalars(newest).first()
        assert (mail.to_name, mail.template) == ("Ada", "invites/email/moved")
    assert told(outbox, before) == []
    assert out(event) == [("Podcast", "10:30", "Studio A", False)]
    assert len(db.session.scalars(select(Release)).all()) == 1


def test_a_change_at_once_freezes_what_is_out_again_without_the_draft(event, clock):
    podcast, filming = (
        a_slot(event, "Podcast"),
        a_slot(event, "Filming", start="13:00", end="13:45"),
    )
    first = release(event).release.document
    plan_move(filming, "14:00", "14:45")
    with transaction() as session:
        row = session.get_one(Slot, podcast.id)
        programme.cancel_slot(row, "Ill", now=clock.now(), actor=ORLA)
        programme.edit_note(
            session.get_one(Slot, filming.id), "Bring a phone", now=clock.now(), actor=ORLA
        )
    assert out(event) == [
        ("Podcast", "10:30", "Studio A", True),
        ("Filming", "13:00", "Studio A", False),
    ]
    rows = db.session.scalars(select(Publication).order_by(Publication.id)).all()
    assert [(row.release.label, row.kind) for row in rows] == [("1", "release"), ("1.1", "change")]
    assert kinds(rows[1]) == [("cancelled", "Podcast"), ("noted", "Filming")]
    assert rows[0].release.document == first


def test_what_changes_nothing_public_makes_no_release(event, clock):
    podcast = a_slot(event, "Podcast")
    release(event)
    clock.at += timedelta(hours=1)
    with transaction() as session:
        row = session.get_one(Slot, podcast.id)
        programme.set_capacity(row, 5, overbook_percent=0, now=clock.now(), actor=ORLA)
    assert [row.label for row in db.session.scalars(select(Release))] == ["1"]
