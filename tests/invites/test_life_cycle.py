"""From booking to cancelling: which mails carry which calendar message, on both databases."""

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import select

from app.accounts.models import PersonalLink
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.mail import jobs as mail
from app.programme import actions as programme
from app.programme.queries import slot_by_id
from app.registration import actions, queries
from app.registration.enums import CalendarChoice
from tests.support.builders import a_registration, a_room, a_slot, an_event, at


def calendar_of(message) -> dict[str, str]:
    """The calendar part of a mail as a server would send it, its lines unfolded."""
    parsed = message_from_bytes(mail.build(message).raw, policy=policy.default)
    parts = [p for p in parsed.walk() if p.get_content_type() == "text/calendar"]
    assert len(parts) == 1
    lines = parts[0].get_content().replace("\r\n ", "").replace("\n ", "").splitlines()
    event = lines[lines.index("BEGIN:VEVENT") :]
    found = dict(line.split(":", 1) for line in event if ":" in line)
    assert parts[0].get_param("method") == found.get("METHOD", parts[0].get_param("method"))
    return {"METHOD": parts[0].get_param("method")} | {k.split(";")[0]: v for k, v in found.items()}


def told(outbox):
    """(template, method, sequence, summary) of each mail so far."""
    rows = []
    for message in outbox():
        name = message.template.split("/")[-1]
        if message.calendar is None:
            rows.append((name, None, None, None))
        else:
            entry = message.calendar["entry"]
            rows.append((name, message.calendar["method"], entry["sequence"], entry["summary"]))
    return rows


@pytest.fixture
def event(app):
    return an_event()


def booking(registration, slot):
    return next(b for b in queries.bookings_of(registration.id) if b.slot_id == slot.id)


def give_up(registration, slot, clock):
    with transaction():
        actions.give_up(booking(registration, slot).public_id, now=clock.now())


def move(slot, clock, start, end, room=None):
    with transaction():
        row = slot_by_id(slot.id)
        programme.move_slot(
            row, room or row.room, starts_at=at(start), ends_at=at(end), now=clock.now(), actor="o"
        )


def test_one_mail_with_one_entry_for_the_day(event, outbox):
    first, last = a_slot(event, "One"), a_slot(event, "Two", start="13:00", end="13:45")
    ada = a_registration(event, [first, last], name="Ada")
    assert told(outbox) == [("registered", "REQUEST", 0, "Digital Bootcamp next")]
    found = calendar_of(outbox()[0])
    assert (found["DTSTART"], found["DTEND"]) == ("20270610T103000", "20270610T134500")
    assert found["ATTENDEE"] == f"mailto:{ada.person.email}"
    assert found["DESCRIPTION"].startswith("Cannot come? Declining here does not free your place")
    assert "/j/" in found["DESCRIPTION"] and "/p/" in found["LOCATION"]


def test_an_entry_for_each_session_is_a_message_each(event, outbox):
    first, last = a_slot(event, "One"), a_slot(event, "Two", start="13:00", end="13:45")
    a_registration(event, [first, last], calendar=CalendarChoice.SESSION)
    assert told(outbox) == [
        ("registered", None, None, None),
        ("entry", "REQUEST", 0, "One"),
        ("entry", "REQUEST", 0, "Two"),
    ]
    uids = {message.calendar["entry"]["uid"] for message in outbox()[1:]}
    assert len(uids) == 2


def test_one_session_as_its_own_entry_goes_with_the_one_mail(event, outbox):
    a_registration(event, [a_slot(event, "One")], calendar=CalendarChoice.SESSION)
    assert told(outbox) == [("registered", "REQUEST", 0, "One")]


def test_waiting_only_brings_no_invitation(event, outbox):
    slot = a_slot(event, capacity=0)
    a_registration(event, [slot])
    assert told(outbox) == [("registered", None, None, None)]
    assert outbox()[0].subject.endswith("you do not have a place yet")


def test_giving_up_cancels_and_booking_again_goes_on_counting(event, outbox, clock):
    slot = a_slot(event, "One")
    ada = a_registration(event, [slot], name="Ada", calendar=CalendarChoice.SESSION)
    give_up(ada, slot, clock)
    with transaction():
        actions.ask_for_place(ada, slot.id, now=clock.now())
    assert told(outbox) == [
        ("registered", "REQUEST", 0, "One"),
        ("given_up", "CANCEL", 1, "One"),
        ("place_added", "REQUEST", 2, "One"),
    ]
    assert calendar_of(outbox()[1])["STATUS"] == "CANCELLED"
    assert len({m.calendar["entry"]["uid"] for m in outbox()}) == 1


def test_promotion_brings_the_invitation(event, outbox, clock, soon):
    slot = a_slot(event, "One", capacity=1)
    ada = a_registration(event, [slot], name="Ada")
    a_registration(event, [slot], name="Ben")
    give_up(ada, slot, clock)
    assert told(outbox)[2:] == [
        ("given_up", "CANCEL", 1, "Digital Bootcamp next"),
        ("moved_up", "REQUEST", 0, "Digital Bootcamp next"),
    ]


def test_several_moves_in_the_quiet_while_are_one_message_from_first_to_last(event, outbox, clock):
    slot = a_slot(event, "One")
    a_registration(event, [slot], calendar=CalendarChoice.SESSION)
    move(slot, clock, "12:00", "12:45")
    clock.at += timedelta(minutes=3)
    move(slot, clock, "14:00", "14:45", a_room(event, "Lab"))
    work_off("job")
    assert len(told(outbox)) == 1  # still quiet
    clock.at += timedelta(minutes=8)
    work_off("job")
    assert told(outbox)[1:] == [("moved", "REQUEST", 1, "One")]
    text = outbox()[1].text
    assert "Now: Thursday 10 June 2027, 14:00 to 14:45, Lab" in text
    assert "Before: Thursday 10 June 2027, 10:30 to 11:15, Studio A" in text
    assert calendar_of(outbox()[1])["DTSTART"] == "20270610T140000"
    work_off("job")
    assert len(told(outbox)) == 2


def test_moved_and_moved_back_tells_nobody(event, outbox, clock):
    slot = a_slot(event, "One")
    a_registration(event, [slot])
    move(slot, clock, "12:00", "12:45")
    move(slot, clock, "10:30", "11:15")
    clock.at += timedelta(minutes=11)
    work_off("job")
    assert len(told(outbox)) == 1


def test_who_waits_hears_of_a_move_too(event, outbox, clock):
    slot = a_slot(event, "One", capacity=0)
    a_registration(event, [slot])
    move(slot, clock, "12:00", "12:45")
    clock.at += timedelta(minutes=11)
    work_off("job")
    assert told(outbox)[1:] == [("moved", None, None, None)]
    assert "You keep your turn on the waiting list." in outbox()[1].text


def test_corrected_words_keep_the_sequence(event, outbox, clock):
    slot = a_slot(event, "One")
    a_registration(event, [slot], calendar=CalendarChoice.SESSION)
    with transaction():
        row = slot_by_id(slot.id).session
        draft = programme.SessionDraft(title="One, corrected", abstract="New words")
        programme.edit_session(row, draft, now=clock.now(), actor="o")
    clock.at += timedelta(minutes=11)
    work_off("job")
    assert told(outbox)[1:] == [("entry", "REQUEST", 0, "One, corrected")]
    before, after = (m.calendar["entry"]["stamp_at"] for m in outbox())
    assert before < after


def test_a_new_meeting_address_tells_nobody(event, outbox, clock):
    room = a_room(event)
    a_registration(event, [a_slot(event, room=room)])
    with transaction() as session:
        row = session.get_one(type(room), room.id)
        draft = programme.RoomDraft(
            name=row.name, capacity=row.capacity, meeting_url="https://meet.example.org/other"
        )
        programme.edit_room(row, draft, now=clock.now(), actor="o")
    clock.at += timedelta(minutes=11)
    work_off("job")
    assert len(told(outbox)) == 1


def test_a_cancelled_session_is_taken_out_of_the_calendar(event, outbox, clock):
    slot = a_slot(event, "One")
    a_registration(event, [slot], calendar=CalendarChoice.SESSION)
    with transaction():
        programme.cancel_slot(
            slot_by_id(slot.id), "The presenter is ill.", now=clock.now(), actor="o"
        )
    assert told(outbox)[1:] == [("session_cancelled", "CANCEL", 1, "One")]


def test_no_access_needs_and_nobody_elses_address_in_it(event, outbox):
    slot = a_slot(event)
    a_registration(event, [slot], name="Ada", needs="A quiet corner")
    a_registration(event, [slot], name="Ben")
    for message in outbox():
        raw = mail.build(message).raw.decode()
        others = {m.to_address for m in outbox()} - {message.to_address}
        assert "quiet corner" not in raw
        assert not any(address in raw for address in others)


def test_feed_is_equal_bytes_until_something_changes(event, outbox, clock, app):
    slot = a_slot(event, "One", services=("bournemouth-christchurch-and-poole",))
    ada = a_registration(event, [slot])
    from app.accounts import queries as accounts

    link = accounts.links_of([ada.public_id], "feed")[ada.public_id]
    path = accounts.url_of(link).removeprefix("http://bootcamp.test")
    http = app.test_client()
    one = http.get(path)
    clock.at += timedelta(hours=2)
    two = http.get(path)
    assert one.status_code == 200 and one.data == two.data
    assert b"ATTENDEE" not in one.data and b"SUMMARY:One" in one.data
    again = http.get(path, headers={"If-None-Match": one.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "private" in one.headers["Cache-Control"]
    with transaction() as session:
        row = select(PersonalLink).where(PersonalLink.public_id == link.public_id)
        session.scalars(row).one().revoked_at = clock.now()
    assert http.get(path).status_code == 404
