"""Joining: a page with a button, and the meeting behind the button."""

from datetime import timedelta

import pytest

from app.accounts import queries as accounts
from app.attendance.enums import Source
from app.attendance.queries import marks_of
from app.kernel.transaction import transaction
from app.programme.actions import cancel_slot
from app.registration import actions
from app.registration.queries import bookings_of
from tests.support.builders import a_registration, a_room, a_slot, an_event, at

SECRETS = ("https://meet.example.org/studio-a", "555 0100", "owl-42", "01632 960001")


@pytest.fixture
def event(app):
    return an_event()


@pytest.fixture
def slot(event):
    return a_slot(event, room=a_room(event, presenters_url="https://meet.example.org/backstage"))


def booking_of(registration):
    return bookings_of(registration.id)[0]


def door(registration) -> str:
    """The path of the join link of the person's first booking."""
    ref = booking_of(registration).public_id
    return path_of(accounts.links_of([ref], "join")[ref])


def path_of(link) -> str:
    return accounts.url_of(link).removeprefix("http://bootcamp.test")


def shows_no_meeting(page) -> bool:
    return not any(secret in page.body.decode() for secret in (*SECRETS, "backstage"))


def join_mark(booking):
    return marks_of([booking.id]).get(booking.id, {}).get(Source.JOIN)


def test_reading_the_page_marks_nothing(slot, event, client, clock):
    ada = a_registration(event, [slot])
    clock.at = at("10:20")
    for _ in range(3):
        page = client.get(door(ada))
        assert page.form(button="Join") and shows_no_meeting(page)
    assert join_mark(booking_of(ada)) is None


def test_pressing_join_shows_the_way_in_and_marks_once(slot, event, client, clock):
    ada = a_registration(event, [slot])
    clock.at = at("10:20")
    page = client.get(door(ada))
    for _ in range(3):
        inside = client.submit(page, button="Join", status=200)
        assert all(secret in inside.body.decode() for secret in SECRETS)
        assert "backstage" not in inside.body.decode()
        clock.at += timedelta(minutes=5)
    mark = join_mark(booking_of(ada))
    assert (mark.marked_at, mark.was_present, mark.marked_by) == (at("10:20"), True, "the person")


def test_the_meetings_address_is_read_when_the_button_is_pressed(slot, event, client, clock):
    ada = a_registration(event, [slot])
    clock.at = at("10:20")
    page = client.get(door(ada))
    client.submit(page, button="Join", status=200)
    with transaction():
        slot.room.meeting_url = "https://meet.example.org/rescue"
        slot.room.passcode = "fox-7"
    inside = client.submit(page, button="Join", status=200).body.decode()
    assert "https://meet.example.org/rescue" in inside and "fox-7" in inside
    assert "studio-a" not in inside and "owl-42" not in inside


def test_without_an_address_the_page_says_so(event, client, clock):
    room = a_room(event, meeting_url="", meeting_number="", passcode="", dial_in="")
    ada = a_registration(event, [a_slot(event, room=room)])
    clock.at = at("10:20")
    inside = client.submit(client.get(door(ada)), button="Join", status=200)
    assert "The organisers have not given the meeting’s address yet." in inside.text
    assert "team@example.org" in inside.text


def test_too_early_says_from_when(slot, event, client, clock):
    ada = a_registration(event, [slot])
    clock.at = at("10:15")
    page = client.get(door(ada))
    clock.at = at("10:14")
    early = client.submit(page, button="Join", status=422)
    sentence = "You can join from 10:15 (London time) on Thursday 10 June 2027."
    assert sentence in early.text and shows_no_meeting(early)
    assert sentence in client.get(door(ada)).text
    assert join_mark(booking_of(ada)) is None


def test_after_its_end_the_page_points_to_the_session(slot, event, client, clock):
    ada = a_registration(event, [slot])
    clock.at = at("11:14")
    page = client.get(door(ada))
    clock.at = at("11:15")
    late = client.submit(page, button="Join", status=422)
    assert "This session is over." in late.text and shows_no_meeting(late)
    assert late.html.find("main").find("a", href=f"/next/sessions/{slot.session.slug}")


def test_who_waits_has_no_way_in(event, client, clock):
    slot = a_slot(event, capacity=1)
    ada, ben = a_registration(event, [slot], name="Ada"), a_registration(event, [slot], name="Ben")
    clock.at = at("10:20")
    page = client.get(door(ben))
    assert "You are on the waiting list" in page.text and shows_no_meeting(page)
    token = client.get(door(ada)).form(button="Join").find("input")["value"]
    refused = client.post(door(ben), {"csrf_token": token}, status=422)
    assert "You are on the waiting list" in refused.text and shows_no_meeting(refused)
    assert join_mark(booking_of(ben)) is None


def test_who_gave_the_place_up_has_no_way_in(slot, event, client, clock):
    ada = a_registration(event, [slot])
    path, booking = door(ada), booking_of(ada)
    clock.at = at("10:20")
    page = client.get(path)
    with transaction():
        actions.give_up(booking.public_id, now=at("10:21"))
    refused = client.submit(page, button="Join", status=422)
    assert "You do not have a place in this session." in refused.text and shows_no_meeting(refused)
    assert shows_no_meeting(client.get(path))
    assert join_mark(booking) is None


def test_a_cancelled_session_says_so(slot, event, client, clock):
    ada = a_registration(event, [slot])
    path = door(ada)
    clock.at = at("10:20")
    page = client.get(path)
    with transaction():
        cancel_slot(slot, because="The speaker is ill", now=at("10:21"), actor="orla@example.org")
    refused = client.submit(page, button="Join", status=422)
    assert "This session has been cancelled." in refused.text and shows_no_meeting(refused)
    assert "This session has been cancelled." in client.get(path).text


def test_no_other_page_shows_the_meeting(slot, event, client, outbox, clock):
    ada = a_registration(event, [slot])
    link = accounts.links_of([ada.public_id], "my")[ada.public_id]
    feed = accounts.links_of([ada.public_id], "feed")[ada.public_id]
    pages = ["/", "/next/", "/next/programme", "/next/programme.ics"]
    pages += [f"/next/sessions/{slot.session.slug}", path_of(link), path_of(feed), door(ada)]
    for now in (at("08:00"), at("10:20"), at("12:00")):
        clock.at = now
        for path in pages:
            assert shows_no_meeting(client.get(path)), (path, now)
    assert not any(secret in mail.text for mail in outbox() for secret in SECRETS)


def test_unknown_and_forged_links_are_404(slot, event, client, clock):
    path = door(a_registration(event, [slot]))
    client.get(path[:-1] + ("0" if path[-1] != "0" else "1"), status=404)
    client.get("/j/nothing", status=404)


def test_a_press_without_the_forms_token_marks_nothing(slot, event, client, clock):
    ada = a_registration(event, [slot])
    clock.at = at("10:20")
    client.post(door(ada), {}, status=400)
    assert join_mark(booking_of(ada)) is None
