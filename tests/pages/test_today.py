"""The day itself: what changes at once, who hears, what open pages show, and the day pack."""

import io
import zipfile
from contextlib import nullcontext
from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.programme.actions import SessionDraft, SpeakerDraft
from app.programme.enums import Crew
from app.programme.models import Slot
from app.timetable import actions, errors, queries
from app.timetable.models import Notice
from tests.support.builders import a_member, a_registration, a_room, a_slot, an_event, at
from tests.support.doors import join_of, my
from tests.support.timetable import draft, out, plan_move, release

TODAY = "/next/manage/today"


@pytest.fixture
def event(app, clock):
    made = an_event(closes=at("18:00"))
    clock.at = at("08:00")
    a_member(made)
    return made


def told(outbox, since):
    return sorted((m.to_name, m.template.rsplit("/", 1)[-1]) for m in outbox()[since:])


def notices(page):
    return [one.get_text(" ", strip=True) for one in page.html.select("[data-notice]")]


def test_a_session_moves_now_without_the_rest_of_the_draft(orla, event, outbox, client):
    podcast = a_slot(event, "Podcast")
    filming = a_slot(event, "Filming", start="13:00", end="13:45")
    release(event)
    ada = a_registration(event, [podcast], name="Ada")
    a_registration(event, [filming], name="Bo")
    plan_move(filming, "14:00", "14:45")
    before = len(outbox())
    page = orla.get(orla.get(TODAY).html.select_one(".bc-actions a")["href"])
    page = orla.submit(page, {"starts": "11:30", "ends": "12:15"}, button="Move it now", status=303)
    assert told(outbox, before) == [("Ada", "moved")]
    assert outbox()[-1].calendar["method"] == "REQUEST"
    assert out(event) == [
        ("Podcast", "11:30", "Studio A", False),
        ("Filming", "13:00", "Studio A", False),
    ]
    assert [row.release.label for row in queries.publications(event.id)] == ["1.1", "1"]
    assert draft(filming).starts_at == at("14:00")
    said = ["Changed at 08:00 “Podcast” has moved: now 11:30 to 12:15 in Studio A."]
    assert notices(client.get(my(ada))) == said
    assert notices(client.get(join_of(ada, podcast))) == said
    assert notices(client.get(f"/next/sessions/{podcast.session.slug}")) == said
    assert notices(client.get(f"/next/sessions/{filming.session.slug}")) == []
    fragment = client.http.get("/next/notices")
    assert "now 11:30 to 12:15 in Studio A." in fragment.text
    again = {"If-None-Match": fragment.headers["ETag"]}
    assert client.http.get("/next/notices", headers=again).status_code == 304


def test_notices_are_shown_to_whom_they_concern_until_the_day_is_over(event, client, clock, orla):
    podcast = a_slot(event, "Podcast")
    filming = a_slot(event, "Filming", start="13:00", end="13:45")
    bo = a_registration(event, [filming], name="Bo")
    page = orla.get(f"{TODAY}/slots/{podcast.public_id}/cancel")
    orla.submit(page, {"because": "The speaker is ill."}, button="Cancel it now", status=303)
    assert notices(client.get(my(bo))) == []
    page = orla.submit(
        orla.get(TODAY), {"text": "We begin five minutes late"}, button="Show it now", status=303
    )
    assert notices(client.get(my(bo))) == ["08:00 We begin five minutes late"]
    clock.at += timedelta(days=1)
    assert notices(client.get(my(bo))) == []


def test_a_cancelled_session_is_out_as_cancelled(orla, event, outbox):
    podcast = a_slot(event, "Podcast")
    release(event)
    a_registration(event, [podcast], name="Ada")
    before = len(outbox())
    page = orla.get(f"{TODAY}/slots/{podcast.public_id}/cancel")
    assert "1 person has a place" in page.text
    orla.submit(page, {"because": "The speaker is ill."}, button="Cancel it now", status=303)
    assert told(outbox, before) == [("Ada", "session_cancelled")]
    assert out(event) == [("Podcast", "10:30", "Studio A", True)]
    orla.get(f"{TODAY}/slots/{podcast.public_id}/cancel", status=404)


def test_another_way_in_is_told_to_who_is_to_come_and_links_lead_to_it(
    orla, event, outbox, client, clock
):
    room = a_room(event, "Studio A")
    early = a_slot(event, "Early", start="08:15", end="09:00", room=room)
    podcast = a_slot(event, "Podcast", room=room)
    filming = a_slot(event, "Filming", start="13:00", end="13:45")
    ada = a_registration(event, [early, podcast], name="Ada")
    a_registration(event, [filming], name="Bo")
    clock.at = at("09:30")
    before = len(outbox())
    page = orla.get(f"{TODAY}/rooms/{room.slug}")
    new = "https://meet.example.org/new"
    orla.submit(page, {"meeting_url": new}, button="Change it now", status=303)
    (mail,) = outbox()[before:]
    assert (mail.to_name, mail.calendar) == ("Ada", None)
    assert "Podcast" in mail.text and "Early" not in mail.text
    assert new not in mail.text and join_of(ada, podcast) in mail.text
    clock.at = at("10:25")
    page = client.get(join_of(ada, podcast))
    assert "The way into “Podcast” has changed" in notices(page)[0]
    page = client.submit(page, {}, button="Join", status=200)
    assert page.html.find("a", href=new)


def test_another_address_for_presenters_concerns_presenters_alone(orla, event, outbox):
    room = a_room(event, "Studio A")
    podcast = a_slot(event, "Podcast", room=room)
    a_registration(event, [podcast], name="Ada")
    host = a_member(event, email="hal@example.org", name="Hal")
    with transaction() as session:
        row = session.get_one(Slot, podcast.id)
        programme.set_crew(row, Crew.HOST, host.id, now=at("07:00"), actor="o")
    before = len(outbox())
    page = orla.get(f"{TODAY}/rooms/{room.slug}")
    fields = {"presenters_url": "https://meet.example.org/backstage"}
    orla.submit(page, fields, button="Change it now", status=303)
    assert told(outbox, before) == [("Hal", "meeting_changed")]
    assert db.session.scalars(select(Notice)).all() == []


def test_a_presenter_who_is_ill_is_replaced(orla, event, outbox, clock):
    speakers = [
        SpeakerDraft(
            name="Sam", role="Librarian", service_slug="gateshead", email="sam@example.org"
        ),
        SpeakerDraft(name="Una", role="Producer", email="una@example.org"),
    ]
    with transaction():
        item = programme.add_session(
            event.id, SessionDraft(title="Podcast", speakers=speakers), now=clock.now(), actor="o"
        )
        programme.place_session(
            item,
            _room(event, clock),
            starts_at=at("10:30"),
            ends_at=at("11:15"),
            now=clock.now(),
            actor="o",
        )
    release(event)
    (slot,) = db.session.scalars(select(Slot))
    a_registration(event, [slot], name="Ada")
    before = len(outbox())
    page = orla.get(f"{TODAY}/slots/{slot.public_id}/presenter")
    sam = page.html.find("input", {"name": "leaving"})["value"]
    fields = {"leaving": sam, "name": "Tom", "email": "tom@example.org"}
    orla.submit(page, fields, button="Replace now", status=303)
    told_once = told(outbox, before)
    orla.submit(page, fields, button="Replace now", status=422)  # pressed twice, or by two people
    assert told(outbox, before) == told_once
    assert told_once == [
        ("Sam", "presenter_freed"),
        ("Tom", "presenter_placed"),
        ("Una", "presenter_replaced"),
    ]
    shown = queries.published(event.id).document.sessions[0].speakers
    assert [(one.name, one.role, one.service) for one in shown] == [
        ("Tom", "Librarian", "Gateshead"),
        ("Una", "Producer", ""),
    ]
    (notice,) = db.session.scalars(select(Notice))
    assert notice.text == "“Podcast” is presented by Tom instead of Sam."


def _room(event, clock):
    from app.programme.actions import RoomDraft, add_room

    return add_room(event.id, RoomDraft(name="Lab", capacity=20), now=clock.now(), actor="o")


def test_the_day_pack_gets_people_in_without_us(orla, event):
    room = a_room(event, "Studio A")
    podcast = a_slot(event, "Podcast", room=room)
    ada = a_registration(event, [podcast], name="Ada <b>", needs="BSL please")
    page = orla.get(TODAY)
    answer = orla.submit(page, {}, button="Download the day pack (.zip)", status=200).response
    pack = zipfile.ZipFile(io.BytesIO(answer.data))
    names = pack.namelist()
    file = f"1030-studio-a-podcast-{podcast.id}"
    assert names == [
        "open-this-first.html",
        f"sessions/{file}.html",
        f"addresses/{file}.txt",
        f"mails/{file}.txt",
        "people.csv",
    ]
    first = pack.read("open-this-first.html").decode()
    for word in (room.meeting_url, "555 0100", "owl-42", "01632 960001", f"sessions/{file}.html"):
        assert word in first
    assert "Ada &lt;b&gt;" in pack.read(names[1]).decode()
    assert pack.read(names[2]).decode() == ada.person.email
    assert room.meeting_url in pack.read(names[3]).decode()
    assert not any(b"BSL please" in pack.read(name) for name in names)
    rows = db.session.scalars(select(AuditEntry.action)).all()
    assert "day pack downloaded" in rows


def test_a_presenter_who_was_replaced_meanwhile_is_not_replaced_again(event, clock):
    """Two organisers hear of the same illness; both chose before the other was done."""
    slot = a_slot(event, "Podcast")
    with transaction() as session:
        item = session.get_one(Slot, slot.id).session
        sam = SpeakerDraft(name="Sam", email="sam@example.org")
        words = SessionDraft(title="Podcast", speakers=[sam])
        programme.edit_session(item, words, now=clock.now(), actor="o")
    (known,) = programme.draft_of(item).speakers
    for number, name in enumerate(("Tom", "Una")):
        coming = SpeakerDraft(name=name, email=f"{name.lower()}@example.org")
        with pytest.raises(errors.PresentsNot) if number else nullcontext(), transaction():
            actions.replace_presenter(
                item, leaving=known, coming=coming, now=clock.now(), actor="o"
            )
    assert [one.name for one in programme.draft_of(item).speakers] == ["Tom"]
