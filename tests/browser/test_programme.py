"""The programme in a browser: a day that gives every warning, released all the same; a session with bookings
that moves, and exactly who hears of it; the way back, byte for byte."""

from __future__ import annotations

from datetime import timedelta

import pytest

from app.accounts.actions import find_or_add_person
from app.events import actions as events
from app.events.policies import MaterialsPolicy
from app.kernel import clock
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.programme.actions import SessionDraft, SpeakerDraft
from app.programme.enums import Crew, ProvisionKind, ProvisionState
from app.programme.models import Slot
from app.proposals.enums import ProposalState
from app.speakers.actions import open_desk, say_available
from app.stars.models import Star
from app.timetable import actions
from app.timetable.enums import BreakKind
from tests.browser.conftest import ROOT
from tests.browser.hands import card, drag, saved, spot
from tests.support.builders import a_member, a_registration, a_room, a_slot, an_event, at
from tests.support.proposals import a_proposal
from tests.support.timetables import a_session

ORLA = "orla@example.org"
PAGE = "/next/manage/timetable"


@pytest.fixture
def event(app):
    event = an_event()
    a_member(event, email=ORLA)
    return event


def presented(event, title, room, start, end):
    """A session of Sam's that is out."""
    sam = SpeakerDraft(name="Sam Speaker", role="Librarian", email="sam@example.org")
    with transaction():
        item = programme.add_session(
            event.id, SessionDraft(title=title, speakers=[sam]), now=clock.now(), actor="o"
        )
        return programme.place_session(
            item, room, starts_at=at(start), ends_at=at(end), now=clock.now(), actor="o"
        )


def by_keys(reader, title: str, **presses: int) -> None:
    card(reader, title).locator("a").first.focus()
    for key, times in presses.items():
        for _ in range(times):
            reader.page.keyboard.press(key)


def told_of(reader) -> str:
    return " ".join(reader.page.locator("[data-part=warnings]").inner_text().split())


def test_each_warning_and_a_release_all_the_same(app, event, open_as):
    studio, attic = a_room(event, "Studio"), a_room(event, "Attic")
    cupboard = a_room(event, "Cupboard", capacity=1)
    zines = a_slot(event, "Zines", room=studio, start="10:00", end="10:45")
    maps = a_slot(event, "Maps", room=attic, start="11:00", end="11:45")
    audio = a_slot(event, "Audio", room=attic, start="14:00", end="14:45", capacity=20)
    presented(event, "Podcast", studio, "11:00", "11:45")
    presented(event, "Filming", attic, "15:00", "15:45")
    quiz = a_slot(event, "Quiz", room=studio, start="16:00", end="16:45")
    talk = a_slot(event, "Talk", room=cupboard, start="17:00", end="17:45", capacity=20)
    for name in ("Ada", "Bo"):
        a_registration(event, [zines, maps, audio], name=name)
    a_registration(event, [quiz], name="Cy")
    a_session(event, "Nowhere yet")
    with transaction() as session:
        hal = find_or_add_person("hal@example.org", name="Hal Host", now=clock.now())
        for slot in (zines, maps):
            row = session.get_one(Slot, slot.id)
            programme.set_crew(row, Crew.HOST, hal.id, now=clock.now(), actor="o")
        row = session.get_one(Slot, talk.id)
        programme.arrange(
            row, ProvisionKind.BSL, state=ProvisionState.WANTED, now=clock.now(), actor="o"
        )
        sam = find_or_add_person("sam@example.org", name="Sam Speaker", now=clock.now())
        say_available(
            open_desk(event.id, sam, now=clock.now()), [11, 12, 13, 15, 16], now=clock.now()
        )
        materials = MaterialsPolicy(slides_days=40, chase=False)
        events.edit_policies(event.id, now=clock.now(), actor="o", materials=materials)
        lunch = actions.BreakDraft(
            kind=BreakKind.BREAK,
            title="Lunch",
            room=None,
            starts_at=at("12:10"),
            ends_at=at("13:00"),
        )
        actions.add_break(event.id, lunch, now=clock.now(), actor="o")
        for number in range(12):
            for slot in (zines, maps):
                star = Star(
                    visitor=f"v{number}", session_id=slot.session_id, starred_at=clock.now()
                )
                session.add(star)
    a_proposal(event, "Talk", state=ProposalState.ACCEPTED, session_id=talk.session_id)

    orla = open_as(ORLA)
    orla.open(PAGE)
    drag(orla, "Audio", spot(orla, cupboard, "12:20"))
    saved(orla, "“Audio” is moved: Cupboard, 12:20–13:05.")
    by_keys(orla, "Maps", ArrowLeft=1, ArrowUp=12)
    saved(orla, "“Maps” is moved: Studio, 10:00–10:45.")
    by_keys(orla, "Filming", ArrowUp=54)
    saved(orla, "“Filming” is moved: Attic, 10:30–11:15.")
    by_keys(orla, "Podcast", ArrowUp=3)
    saved(orla, "“Podcast” is moved: Studio, 10:45–11:30.")
    orla.page.keyboard.press("Enter")
    orla.page.get_by_role("heading", name="Podcast").wait_for()
    orla.open(PAGE)
    orla.page.locator(".bc-slot", has_text="Quiz").locator("a").first.click()
    orla.fill("Why", "Nobody asks")
    orla.press("Mark it to be cancelled")
    orla.open(PAGE)
    words = told_of(orla)
    for sentence in (
        "“Maps” and “Zines” are both in Studio from 10:00 to 10:45.",
        "“Audio” runs during the break “Lunch”.",
        "Sam Speaker presents both “Filming” and “Podcast” at 10:45.",
        "All who present it can: 11:00–14:00, 15:00–17:00.",
        "Hal Host has a task in both “Maps” and “Zines” at 10:00.",
        "No time to change over in Studio from “",
        "“Talk” offers 20 places. Cupboard holds 1 people, and no more are let in.",
        "2 people have places in “Audio”. Cupboard holds 1.",
        "2 people have places in both “Maps” and “Zines”, which overlap at 10:00: Ada, Bo.",
        "“Maps” (12 wait or have starred it) and “Zines” (12) are both at 10:00.",
        "British Sign Language is wanted in “Talk” and not booked.",
        "“Quiz” at 16:00 is to be cancelled. 1 person has a place in it.",
        "Who presents “Talk” has not confirmed that they come.",
        "“Podcast” has no slides.",
        "1 session has no time yet: Nowhere yet.",
    ):
        assert sentence in words, words
    orla.follow("Release", exact=True)
    orla.press("Show who will be told")
    orla.press("Release now")
    orla.page.get_by_text("The programme is released.").wait_for()


def calendars(outbox, since):
    """Who was written to, which mail, and which calendar message it carries."""
    return sorted(
        (
            mail.to_name,
            mail.template.rsplit("/", 1)[-1],
            mail.calendar and (mail.calendar["method"], mail.calendar["entry"]["sequence"]),
        )
        for mail in outbox()[since:]
    )


def bytes_of(app, *paths):
    with app.app_context():  # of its own, as on a server
        http = app.test_client()
        return {path: http.get(path, base_url=ROOT).data for path in paths}


PUBLIC = ("/next/programme", "/next/programme.json", "/next/schedule.xml", "/next/programme.ics")


def test_a_session_with_bookings_moves_and_the_right_people_hear(
    app, event, open_as, outbox, phone, clock
):
    studio, attic = a_room(event, "Studio"), a_room(event, "Attic")
    podcast = presented(event, "Podcast", studio, "10:00", "10:45")
    zines = a_slot(event, "Zines", room=studio, start="14:00", end="14:45")
    quiz = a_slot(event, "Quiz", room=attic, start="16:00", end="16:45", capacity=1)
    a_session(event, "Late idea")
    orla = open_as(ORLA)
    orla.open(PAGE)
    orla.follow("Release", exact=True)
    orla.press("Show who will be told")
    assert "Nobody: no mail will go." in orla.text
    orla.press("Release now")
    orla.page.get_by_text("The programme is released.").wait_for()
    a_registration(event, [podcast], name="Ada")
    a_registration(event, [zines], name="Bo")
    a_registration(event, [quiz], name="Cy")
    a_registration(event, [quiz], name="Di")
    clock.at += timedelta(minutes=5)
    before_release = bytes_of(app, *PUBLIC)
    before = len(outbox())

    orla.open(PAGE)
    drag(orla, "Late idea", spot(orla, attic, "12:00"))
    saved(orla, "“Late idea” is placed: Attic, 12:00–12:45.")
    card(orla, "Late idea").wait_for()
    drag(orla, "Podcast", spot(orla, attic, "11:00"))
    saved(orla, "“Podcast” is moved: Attic, 11:00–11:45.")
    by_keys(orla, "Quiz", ArrowUp=6)
    saved(orla, "“Quiz” is moved: Attic, 15:30–16:15.")
    assert bytes_of(app, *PUBLIC) == before_release
    orla.follow("Release", exact=True)
    orla.fill("What readers should know", "Three things are new.")
    orla.press("Show who will be told")
    shown = orla.text.split("Who will be told what")[1]
    for name in ("Ada", "Cy", "Di", "Sam Speaker"):
        assert name in shown
    assert "Bo " not in shown
    assert len(outbox()) == before
    orla.press("Release now")
    orla.page.get_by_text("The programme is released.").wait_for()
    assert calendars(outbox, before) == [
        ("Ada", "moved", ("REQUEST", 1)),
        ("Cy", "moved", ("REQUEST", 1)),
        ("Di", "moved", None),
        ("Sam Speaker", "moved", ("REQUEST", 1)),
    ]

    phone.goto(ROOT + "/next/changes")
    text = " ".join(phone.inner_text("main").split())
    assert "Three things are new." in text
    assert "“Podcast” is now at 11:00–11:45 in Attic. It was at 10:00–10:45 in Studio." in text
    phone.goto(ROOT + "/next/programme?room=" + attic.slug)
    assert "Late idea" in phone.inner_text("main")
    phone.locator("main").get_by_role("link", name="Star Late idea").click()
    phone.get_by_role("button", name="Star").click()
    phone.goto(ROOT + "/next/stars")
    assert "Late idea" in phone.inner_text("main")

    before = len(outbox())
    clock.at += timedelta(minutes=5)
    orla.follow("Go back to release 1", exact=True)
    orla.fill("Why do you go back?", "The old times were better.")
    orla.press("Show who will be told")
    orla.press("Go back now")
    orla.page.get_by_text("The earlier programme is out again.").wait_for()
    assert bytes_of(app, *PUBLIC[1:]) == {path: before_release[path] for path in PUBLIC[1:]}
    assert calendars(outbox, before) == [
        ("Ada", "moved", ("REQUEST", 2)),
        ("Cy", "moved", ("REQUEST", 2)),
        ("Di", "moved", None),
        ("Sam Speaker", "moved", ("REQUEST", 2)),
    ]
    assert bytes_of(app, "/next/programme") == {
        "/next/programme": before_release["/next/programme"]
    }
