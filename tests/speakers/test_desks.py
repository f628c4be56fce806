"""Desks: one for each address, made when the programme names somebody; what stands on them."""

import pytest
from sqlalchemy import func, select

from app.accounts.actions import find_or_add_person
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.programme import queries as sessions
from app.programme.actions import SessionDraft, SpeakerDraft
from app.programme.models import Slot
from app.speakers import actions, errors, queries
from app.speakers.actions import TechCheckDraft
from app.speakers.models import Desk, RecordingConsent, TechCheckBooking
from tests.support.builders import a_registration, a_room, a_service, at
from tests.support.proposals import a_desk, desk_path
from tests.support.signing_in import be

SAM = "sam@example.org"
BY = {"actor": "orla@example.org"}


def a_session(event, *addresses, title="Podcasts", kind="talk"):
    with transaction():
        return programme.add_session(
            event.id,
            SessionDraft(
                title=title,
                kind=kind,
                services=["kent"],
                speakers=[
                    SpeakerDraft(name=f"Speaker {n}", email=email, service_slug="kent")
                    for n, email in enumerate(addresses)
                ],
            ),
            now=clock.now(),
            **BY,
        )


def placed(event, item, *, start="10:30", end="11:15") -> Slot:
    room = a_room(event, presenters_url="https://meet.example.org/green-room")
    with transaction():
        return programme.place_session(
            item, room, starts_at=at(start), ends_at=at(end), now=clock.now(), **BY
        )


def a_check(event, start="08:00", end="08:15", places=1):
    draft = TechCheckDraft(
        starts_at=at(start),
        ends_at=at(end),
        places=places,
        meeting_url="https://meet.example.org/check",
    )
    with transaction():
        return actions.add_tech_check(event.id, draft, now=clock.now(), **BY)


def test_an_address_has_one_desk_with_one_link(event):
    first = a_desk(event)
    again = a_desk(event, name="Another at this mailbox")
    assert first.id == again.id
    assert db.session.scalar(select(func.count()).select_from(Desk)) == 1
    assert queries.url_of(first).startswith("http://bootcamp.test/s/")


def test_whom_the_programme_names_has_a_desk(event):
    a_session(event, SAM, "gwen@example.org")
    assert set(db.session.scalars(select(Desk.email))) == {SAM, "gwen@example.org"}


def test_a_desk_shows_its_sessions_and_nobody_elses(client, event):
    item = a_session(event, SAM)
    a_session(event, "gwen@example.org", title="Not theirs")
    slot = placed(event, item)
    kent, medway = a_service("kent"), a_service("medway")
    a_registration(event, [slot], service=kent)
    a_registration(event, [slot], service=medway, needs="A secret need")
    a_registration(event, [slot], service=kent)
    page = client.get(desk_path(event, SAM))
    assert "Podcasts" in page.text and "Not theirs" not in page.text
    assert "10:30 to 11:15 · Studio A" in page.text
    assert "3 people have a place" in page.text
    assert "Kent: 2" in page.text and "Medway: 1" in page.text
    assert "1 person has told us what they need" in page.text
    assert "secret need" not in page.text
    assert page.html.find("a", href="https://meet.example.org/green-room")


def test_a_desk_asks_as_much_for_many_sessions_as_for_one(client, event):
    for number in range(2):
        placed(
            event,
            a_session(event, SAM, title=f"S{number}"),
            start=f"1{number}:00",
            end=f"1{number}:30",
        )
    few = client.get(desk_path(event, SAM)).queries
    for number in range(3, 7):
        placed(
            event,
            a_session(event, SAM, title=f"S{number}"),
            start=f"1{number}:00",
            end=f"1{number}:30",
        )
    assert client.get(desk_path(event, SAM)).queries == few


@pytest.mark.parametrize("path", ["", "/availability", "/tech-check", "/messages"])
def test_only_the_link_opens_a_desk(client, event, path):
    link = desk_path(event, a_desk(event).email)
    client.get(f"{link}{path}")
    client.get(f"{link[:-1]}x{path}", status=404)


def test_saying_when_one_can(client, event):
    a_desk(event)
    link = desk_path(event, SAM)
    assert "You have not said yet" in client.get(link).text
    page = client.get(f"{link}/availability")
    client.submit(page, {"hours": ["10", "11", "14"]}, status=303)
    assert queries.desk_at(event.id, SAM).available == [10, 11, 14]
    assert "10:00 to 12:00, 14:00 to 15:00" in client.get(link).text
    page = client.get(f"{link}/availability")
    client.submit(page, {"hours": None}, status=303)
    assert "At no hour of the day" in client.get(link).text
    page = client.post(
        f"{link}/availability", {"csrf_token": token_of(page), "hours": "3"}, status=422
    )
    assert queries.desk_at(event.id, SAM).available == []


def token_of(page):
    return page.html.find("input", {"name": "csrf_token"})["value"]


def test_a_time_outside_their_hours_is_marked_for_them_and_the_organisers(client, event):
    placed(event, a_session(event, SAM, "gwen@example.org"))
    for email, hours in ((SAM, [10, 11, 12]), ("gwen@example.org", [11, 12])):
        with transaction():
            actions.say_available(queries.desk_at(event.id, email), hours, now=clock.now())
    assert "Not in your hours" not in client.get(desk_path(event, SAM)).text
    assert "Not in your hours" in client.get(desk_path(event, "gwen@example.org")).text
    be(client)
    page = client.get("/next/manage/speakers")
    assert "11:00 to 13:00" in page.text and "10:30 does not fit" in page.text


def test_a_tech_check_is_chosen_changed_and_given_up(client, event):
    a_desk(event)
    early, late = a_check(event), a_check(event, "08:30", "08:45")
    link = desk_path(event, SAM)
    page = client.get(f"{link}/tech-check")
    client.submit(page, {"check": early.public_id}, button="08:00", status=303)
    client.submit(page, {"check": late.public_id}, button="08:30", status=303)
    assert queries.booked_check(queries.desk_at(event.id, SAM).id).tech_check_id == late.id
    assert client.get(link).html.find("a", href="https://meet.example.org/check")
    ended = db.session.execute(select(TechCheckBooking.tech_check_id, TechCheckBooking.ended_at))
    assert [(check, at_ is None) for check, at_ in ended] == [(early.id, False), (late.id, True)]
    client.submit(client.get(f"{link}/tech-check"), button="give the time up", status=303)
    assert "You have not chosen a time yet" in client.get(link).text


def test_a_taken_time_is_not_given_twice(client, event):
    check = a_check(event)
    sam, gwen = a_desk(event), a_desk(event, "gwen@example.org", "Gwen")
    page = client.get(f"{desk_path(event, 'gwen@example.org')}/tech-check")
    with transaction():
        actions.book_tech_check(sam, check, now=clock.now())
    refused = client.submit(page, button="Choose", status=422)
    assert "has just been taken" in refused.text
    assert queries.booked_check(gwen.id) is None
    with pytest.raises(errors.CheckBooked), transaction():
        actions.remove_tech_check(event.id, check.public_id, now=clock.now(), **BY)


def test_consent_is_said_for_oneself(client, event):
    item = a_session(event, SAM, "gwen@example.org")
    link = desk_path(event, SAM)
    page = client.get(f"{link}/sessions/{item.slug}/recording")
    client.submit(page, status=422)
    client.submit(page, {"agrees": "no"}, status=303)
    rows = db.session.scalars(select(RecordingConsent)).all()
    sam = find_person(SAM)
    assert [(row.person_id, row.agrees) for row in rows] == [(sam.id, False)]
    assert "you do not agree" in client.get(link).text
    other = a_session(event, "x@example.org", title="Not theirs")
    client.get(f"{link}/sessions/{other.slug}/recording", status=404)


def find_person(email):
    with transaction():
        return find_or_add_person(email, name="Speaker 0", now=clock.now())


def test_notes_reach_whom_they_concern(client, event):
    item = a_session(event, SAM, kind="workshop")
    slot = placed(event, item)
    be(client)
    for title, kind, room in (
        ("For all", "", ""),
        ("For talks", "talk", ""),
        ("For the room", "", sessions.slot_by_id(slot.id).room.slug),
    ):
        page = client.get("/next/manage/speaker-notes/new")
        fields = {"title": title, "body": "Ring us.\n\nDo.", "kind": kind, "room": room}
        client.submit(page, fields, button="Save", status=303)
    text = client.get(desk_path(event, SAM)).text
    assert "For all" in text and "For the room" in text and "For talks" not in text
    page = client.get("/next/manage/speaker-notes")
    link = page.html.find("a", string="For all")["href"]
    client.submit(client.get(link), {"title": "For everybody"}, button="Save", status=303)
    client.submit(client.get(link), button="Remove", status=303)
    client.get(link, status=404)
    assert "For everybody" not in client.get(desk_path(event, SAM)).text


def test_organisers_offer_times_and_send_links_again(orla, event, outbox):
    a_session(event, SAM)
    page = orla.get("/next/manage/tech-checks")
    bad = {"starts_at": "2027-06-09T10:00", "ends_at": "2027-06-09T09:00", "places": "2"}
    refused = orla.submit(page, bad, button="Offer", status=422)
    assert refused.errors() == ["It must end after it begins."]
    orla.submit(page, bad | {"ends_at": "2027-06-09T10:15"}, button="Offer", status=303)
    (offered,) = queries.tech_checks(event.id)
    assert (offered.left, offered.check.starts_at.isoformat()) == (2, "2027-06-09T09:00:00+00:00")
    orla.submit(orla.get("/next/manage/tech-checks"), button="Remove", status=303)
    assert queries.tech_checks(event.id) == []
    orla.submit(orla.get("/next/manage/speakers"), button="Send the link", status=303)
    (mail,) = outbox(template="speakers/email/desk_link")
    assert mail.to_address == SAM and queries.url_of(queries.desk_at(event.id, SAM)) in mail.text


def test_the_organisers_list_asks_as_much_for_thirty_as_for_one(orla, event):
    a_session(event, SAM, title="One")
    few = orla.get("/next/manage/speakers").queries
    for number in range(30):
        a_session(event, f"s{number}@example.org", title=f"Session {number}")
    assert orla.get("/next/manage/speakers").queries == few


def test_a_desk_shows_what_was_written_about_presenting(client, event, outbox):
    a_session(event, SAM)
    with transaction():
        actions.resend_desk_link(queries.desk_at(event.id, SAM), now=clock.now(), **BY)
    page = client.get(f"{desk_path(event, SAM)}/messages")
    assert "Your desk for Digital Bootcamp next" in page.text
    assert "/s/…" in page.text, "links that open doors are masked"
