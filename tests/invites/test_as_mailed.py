"""Calendar messages as they leave us, and the feed: what `docs/calendar.md` promises, from whole mails."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from icalendar import Calendar

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.kernel.transaction import transaction
from app.mail import jobs as mail
from app.programme import actions as programme
from app.programme.queries import slot_by_id
from app.registration import actions
from app.registration.enums import CalendarChoice
from tests.support.builders import a_registration, a_service, a_slot, an_event, at
from tests.support.calendars import calendar_part


@pytest.fixture
def event(app):
    return an_event()


def event_in(message):
    (found,) = Calendar.from_ical(calendar_part(message)[1]).walk("VEVENT")
    return found


def test_plain_text_html_calendar_in_that_order_and_nothing_attached(event, outbox):
    a_registration(event, [a_slot(event)])
    read = message_from_bytes(mail.build(outbox()[0]).raw, policy=policy.default)
    assert read.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in read.iter_parts()]
    assert kinds == ["text/plain", "text/html", "text/calendar"]
    assert all(part["Content-Disposition"] is None for part in read.walk())
    last = list(read.iter_parts())[2]
    assert (last.get_param("method"), last.get_content_charset()) == ("REQUEST", "utf-8")
    method, data = calendar_part(outbox()[0])
    assert data.count(b"\nMETHOD:") == 1 and f"METHOD:{method}\r\n".encode() in data
    assert data.count(b"\n") == data.count(b"\r\n")


def test_the_sender_is_the_organiser(event, outbox):
    a_registration(event, [a_slot(event)])
    read = message_from_bytes(mail.build(outbox()[0]).raw, policy=policy.default)
    found = event_in(outbox()[0])
    sender = read["From"].addresses[0]
    assert str(found["ORGANIZER"]) == f"mailto:{sender.addr_spec}"
    assert found["ORGANIZER"].params["CN"] == sender.display_name
    assert found["ATTENDEE"].params["PARTSTAT"] == "ACCEPTED"
    assert found["ATTENDEE"].params["RSVP"] == "FALSE"


def test_the_join_link_stands_wherever_a_calendar_looks(event, outbox):
    a_registration(event, [a_slot(event, "One")], calendar=CalendarChoice.SESSION)
    found = event_in(outbox()[0])
    link = str(found["URL"])
    assert "/j/" in link
    assert link in str(found["LOCATION"]) and link in str(found["DESCRIPTION"])
    assert str(found["CONFERENCE"]) == link
    assert found["CONFERENCE"].params["FEATURE"] == ["AUDIO", "VIDEO"]
    assert "meet.example.org" not in calendar_part(outbox()[0])[1].decode()


def test_the_day_lists_its_sessions_and_links_to_my_day(event, outbox):
    a_registration(event, [a_slot(event, "One"), a_slot(event, "Two", start="13:00", end="13:45")])
    found = event_in(outbox()[0])
    lines = str(found["DESCRIPTION"]).splitlines()
    assert "Give it up with one button" in lines[0] and "/p/" in lines[0]
    assert [line for line in lines if "Studio A" in line] == [
        "10:30-11:15 One (Studio A)",
        "13:00-13:45 Two (Studio A)",
    ]
    assert "/p/" in str(found["URL"])


def test_handing_on_cancels_one_and_invites_the_other(event, outbox, soon):
    service = a_service()
    ada = a_registration(event, [a_slot(event, "One")], name="Ada", service=service)
    with transaction():
        actions.substitute(
            ada.public_id, name="Ben Cole", email="ben@example.org", now=soon.now(), actor="Ada"
        )
    sent = [(one.to_address, part[0]) for one in outbox()[1:] if (part := calendar_part(one))]
    assert sorted(sent) == sorted([(ada.person.email, "CANCEL"), ("ben@example.org", "REQUEST")])
    cancel = next(event_in(one) for one in outbox()[1:] if one.to_address == ada.person.email)
    invite = next(event_in(one) for one in outbox()[1:] if one.to_address == "ben@example.org")
    assert cancel["UID"] != invite["UID"]
    assert (cancel["SEQUENCE"], invite["SEQUENCE"]) == (1, 0)
    assert str(invite["ATTENDEE"]) == "mailto:ben@example.org"


def test_uids_never_depend_on_order_and_are_kept_for_life(event, outbox, clock):
    slots = [a_slot(event, "One"), a_slot(event, "Two", start="13:00", end="13:45")]
    ada = a_registration(event, slots, calendar=CalendarChoice.SESSION)
    before = {str(event_in(m)["SUMMARY"]): str(event_in(m)["UID"]) for m in outbox()[1:]}
    assert len(set(before.values())) == 2
    for choice in (CalendarChoice.DAY, CalendarChoice.SESSION):
        with transaction():
            actions.choose_calendar(ada.public_id, choice, now=clock.now())
    after = {str(event_in(m)["SUMMARY"]): str(event_in(m)["UID"]) for m in outbox()[-2:]}
    assert after == before


def test_the_feed_keeps_cancelled_sessions_and_is_for_one_person(event, client, clock):
    slot = a_slot(event, "One")
    ada = a_registration(event, [slot], needs="A quiet corner")
    waits = a_slot(event, "Full", start="13:00", end="13:45", capacity=0)
    with transaction():
        actions.ask_for_place(ada, waits.id, now=clock.now())
    link = accounts.links_of([ada.public_id], LinkPurpose.FEED)[ada.public_id]
    path = accounts.url_of(link).removeprefix("http://bootcamp.test")
    page = client.get(path)
    parsed = Calendar.from_ical(page.body)
    assert [str(one["SUMMARY"]) for one in parsed.walk("VEVENT")] == ["One"]
    assert parsed["REFRESH-INTERVAL"].dt.total_seconds() == 3600
    assert b"ATTENDEE" not in page.body and b"quiet corner" not in page.body
    assert page.response.headers["X-Robots-Tag"] == "noindex"
    assert page.response.headers["Last-Modified"]
    with transaction():
        programme.cancel_slot(slot_by_id(slot.id), "Illness.", now=clock.now(), actor="o")
    (found,) = Calendar.from_ical(client.get(path).body).walk("VEVENT")
    assert str(found["STATUS"]) == "CANCELLED"
    client.get(path, headers={"If-None-Match": page.response.headers["ETag"]})


def test_each_change_of_the_programme_is_seen_by_who_has_the_feed(event, client, clock):
    """Asked with the tag of before, whatever the feed shows is sent anew once it is another."""
    slot = a_slot(event, "One")
    ada = a_registration(event, [slot])
    link = accounts.links_of([ada.public_id], LinkPurpose.FEED)[ada.public_id]
    path = accounts.url_of(link).removeprefix("http://bootcamp.test")

    def rename_room(row):
        draft = programme.RoomDraft(name="Garden", capacity=row.room.capacity)
        programme.edit_room(row.room, draft, now=clock.now(), actor="o")

    def retitle(row):
        draft = programme.SessionDraft(title="Two", abstract="Other words")
        programme.edit_session(row.session, draft, now=clock.now(), actor="o")

    def move(row):
        programme.move_slot(
            row, row.room, starts_at=at("14:00"), ends_at=at("14:45"), now=clock.now(), actor="o"
        )

    for change, shown in ((rename_room, "Garden"), (retitle, "SUMMARY:Two"), (move, "T140000")):
        page = client.get(path)
        assert shown not in page.body.decode()
        client.get(path, headers={"If-None-Match": page.response.headers["ETag"]}, status=304)
        clock.at += timedelta(minutes=1)
        with transaction():
            change(slot_by_id(slot.id))
        anew = client.get(path, headers={"If-None-Match": page.response.headers["ETag"]})
        assert shown in anew.body.decode()


def test_each_mail_with_an_invitation_says_where_to_fetch_it(event, outbox, clock, client):
    """In the words too: some gateways take calendar parts out."""
    slot = a_slot(event, "One")
    ada = a_registration(event, [slot], calendar=CalendarChoice.SESSION)
    with transaction():
        actions.choose_calendar(ada.public_id, CalendarChoice.DAY, now=clock.now())
    for message in outbox():
        method = calendar_part(message)[0]
        html = mail.build(message).raw.decode()
        assert ("/entries.ics" in message.text) == (method == "REQUEST"), message.template
        assert ("entries.ics" in html.replace("=\r\n", "")) == (method == "REQUEST")
    where = next(line for line in outbox()[0].text.split() if line.endswith("/entries.ics"))
    (found,) = Calendar.from_ical(client.get(where.removeprefix("http://bootcamp.test")).body).walk(
        "VEVENT"
    )
    assert str(found["SUMMARY"]) == event.name
