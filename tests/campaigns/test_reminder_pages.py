"""The calendar of what will be sent: at a glance, with a switch on each line."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.campaigns import actions
from app.events.enums import EventState, Reminder
from app.events.models import Event
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.mail.models import OutboxMessage
from app.materials.rules import Step
from tests.campaigns.conftest import DAY_BEFORE, FIRST, WEEK_BEFORE, press
from tests.support.builders import a_registration, a_slot
from tests.support.signing_in import be

PATH = "/next/manage/reminders"


def rows(page) -> dict[str, list[str]]:
    """Cells of the calendar by what goes."""
    found = {}
    for row in page.html.select("tbody tr"):
        cells = [" ".join(cell.get_text(" ").split()) for cell in row.find_all(["th", "td"])]
        found[cells[1]] = cells
    return found


def policies(event):
    db.session.rollback()
    return db.session.get_one(Event, event.id).policies


@pytest.fixture
def people(event, slots):
    for name in ("Ada", "Ben"):
        a_registration(event, slots, name=name)


def test_everything_by_time_with_how_many(orla, planned, people):
    found = rows(orla.get(PATH))
    assert list(found) == [
        "No slides yet",
        "A week before: swap or give up",
        "Technical check",
        "The day before: links, sound and access",
        "An hour before: the link sessions at 10:30",
        "In the evening: thanks and certificate",
        "A week after: slides and recordings",
    ]
    week = found["A week before: swap or give up"]
    assert week[0] == "3 Jun 2027, 10:00" and week[2:5] == [
        "Attendees with a place",
        "2",
        "Planned",
    ]
    assert "sessions at 14:00" not in str(found)


def test_a_line_can_be_switched_off_and_on(orla, planned, people, go, outbox):
    data = {"reminder": "week_before", "to": "off"}
    page = orla.follow(press(orla, f"{PATH}/switch", data))
    assert rows(page)["A week before: swap or give up"][4:] == [
        "Off",
        "Switch on : A week before: swap or give up",
    ]
    assert policies(planned).reminds(Reminder.WEEK_BEFORE) is False
    press(orla, f"{PATH}/switch", data | {"to": "off"})
    press(orla, f"{PATH}/switch", data | {"to": "on"})
    assert policies(planned).reminds(Reminder.WEEK_BEFORE) is True
    go(WEEK_BEFORE)
    assert len(outbox(template="campaigns/email/week_before")) == 2


@pytest.mark.parametrize(
    "data",
    [
        pytest.param({"reminder": "nonsense", "to": "on"}, id="made up"),
        pytest.param({"reminder": "week_before", "to": "perhaps"}, id="neither on nor off"),
        pytest.param({}, id="nothing"),
        pytest.param({"reminder": "week_before\x00", "to": "on"}, id="a NUL byte"),
    ],
)
def test_made_up_switches_are_not_there(orla, event, data):
    press(orla, f"{PATH}/switch", data, status=404)


def test_that_of_missing_slides_is_the_rule_for_slides(orla, planned):
    press(orla, f"{PATH}/switch", {"reminder": "no_slides", "to": "off"})
    assert policies(planned).materials.chase is False
    page = orla.get("/next/manage/materials/rules")
    assert page.html.find("input", {"name": "chase"}).get("checked") is None
    assert len(Step) == len(
        [o for o in orla.get(PATH).html.select("tbody tr") if "No slides" in o.text]
    )


def test_states_say_what_happened(orla, planned, people, go, clock):
    go(WEEK_BEFORE)
    be(orla)
    found = rows(orla.get(PATH))
    assert found["A week before: swap or give up"][4] == "Sent to 2 people, 3 Jun 2027, 10:00"
    with transaction():
        actions.switch(planned.id, Reminder.TECH_CHECK, is_on=False, now=clock.now(), actor="o")
    go(DAY_BEFORE)
    found = rows(orla.get(PATH))
    assert found["Technical check"][4] == "Off it was switched off at its time"
    go(FIRST + timedelta(hours=3))
    found = rows(orla.get(PATH))
    assert found["An hour before: the link sessions at 10:30"][4] == (
        "Too late mails could not go in time"
    )


def test_what_was_over_before_it_was_planned_is_said(orla, event, slots, clock):
    clock.at = DAY_BEFORE + timedelta(hours=1)
    with transaction():
        actions.plan(event.id, now=clock.now())
    be(orla)
    assert rows(orla.get(PATH))["The day before: links, sound and access"][4] == (
        "Not sent its time had passed before it was planned"
    )


def test_of_a_draft_nothing_goes_and_the_page_says_so(orla, planned):
    with transaction():
        db.session.get_one(Event, planned.id).state = EventState.DRAFT
    page = orla.get(PATH)
    assert "nothing goes before it is" in page.text
    assert "once the event is public" in page.text


def test_another_day_and_hour(orla, planned):
    page = orla.get(f"{PATH}/week_before")
    page = orla.follow(orla.submit(page, {"days": "10", "hour": "16"}, button="Save", status=303))
    assert rows(orla.get(PATH))["A week before: swap or give up"][0] == "31 May 2027, 16:00"
    for fields, words in (
        ({"days": "3"}, "4 to 28 days"),
        ({"hour": "23"}, "7:00 to 20:00"),
        ({"days": "9" * 40}, "whole number"),
        ({"days": "x"}, "whole number"),
        ({"days": ""}, "how many days"),
    ):
        page = orla.submit(orla.get(f"{PATH}/week_before"), fields, button="Save", status=422)
        assert words in page.errors()[0]
    press(orla, f"{PATH}/after", {"days": "1", "hour": "10"}, status=404)
    orla.get(f"{PATH}/nonsense", status=404)


def test_each_reads_as_a_real_person_gets_it(orla, planned, people):
    for name in ("week_before", "day_before", "hour_before", "after", "week_after"):
        page = orla.get(f"{PATH}/{name}")
        assert "Hello Ada," in page.text and "/p/…" in page.text
        assert not [link for link in page.html.find_all("a") if "/p/" in link.get("href", "")]
    assert "nobody to show it with" in orla.get(f"{PATH}/tech_check").text
    assert "nobody to show it with" in orla.get(f"{PATH}/no_slides").text
    assert (
        db.session.scalars(
            select(OutboxMessage).where(OutboxMessage.template.startswith("campaigns"))
        ).all()
        == []
    )


def test_settings(orla, planned):
    page = orla.get(f"{PATH}/settings")
    fields = {
        "quiet_from_hour": "22",
        "quiet_to_hour": "7",
        "hour_before": "each",
        "pause_minutes": "30",
    }
    orla.submit(page, fields | {"dial_in": "y", "welsh": "y"}, button="Save", status=303)
    mails = policies(planned).mails
    assert (mails.quiet_from_hour, mails.quiet_to_hour, mails.pause_minutes) == (22, 7, 30)
    assert mails.hour_before == "each" and mails.dial_in and mails.welsh
    page = orla.submit(
        page, {"quiet_from_hour": "24", "pause_minutes": "x"}, button="Save", status=422
    )
    assert page.errors() == [
        "Enter a whole number from 0 to 23",
        "Enter a whole number from 1 to 240",
    ]
    page = press(orla, f"{PATH}/settings", {"hour_before": "made up"}, status=422)
    assert page.errors()


def test_settings_keep_what_was_switched_meanwhile(orla, planned, clock):
    page = orla.get(f"{PATH}/settings")
    with transaction():
        actions.switch(planned.id, Reminder.AFTER, is_on=False, now=clock.now(), actor="ben")
    orla.submit(page, {"pause_minutes": "20"}, button="Save", status=303)
    assert policies(planned).reminds(Reminder.AFTER) is False


def test_as_many_questions_for_thirty_as_for_one(orla, planned):
    a_registration(planned, name="Ada")
    few = orla.get(PATH).queries
    for number in range(30):
        slot = a_slot(
            planned, f"Session {number}", start=f"{9 + number // 6}:{number % 6}5", end="18:00"
        )
        a_registration(planned, [slot], name=f"Person {number}")
    assert orla.get(PATH).queries == few
