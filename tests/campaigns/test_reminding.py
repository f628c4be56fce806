"""Reminders go once, to whom they still concern at that minute, or say why to nobody."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.campaigns import actions, queries
from app.events import actions as events
from app.events.enums import EventState, Reminder
from app.events.models import Event
from app.events.policies import MailsPolicy
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.transaction import transaction
from app.programme import actions as programme
from app.programme.models import Slot
from app.registration import actions as registrations
from app.registration import queries as places
from app.registration.models import Booking
from tests.campaigns.conftest import (
    AFTER,
    DAY_BEFORE,
    FIRST,
    SECOND,
    WEEK_AFTER,
    WEEK_BEFORE,
    drain,
)
from tests.support.builders import a_group, a_registration, a_slot

FOLDER = "campaigns/email"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def to(outbox):
    """Who got which reminder."""

    def read(reminder):
        return [mail.to_name for mail in outbox(template=f"{FOLDER}/{reminder}")]

    return read


def policy(event, clock, **changes):
    with transaction():
        mails = MailsPolicy(**changes)
        events.edit_policies(event.id, now=clock.now(), actor="orla@example.org", mails=mails)


def test_each_goes_once_at_its_time(planned, slots, go, to, sendings):
    a_registration(planned, slots, name="Ada")
    for when in (
        WEEK_BEFORE - MINUTE,
        WEEK_BEFORE,
        WEEK_BEFORE + MINUTE,
        DAY_BEFORE,
        FIRST,
        SECOND,
    ):
        go(when)
    go(AFTER), go(WEEK_AFTER)
    for reminder in ("week_before", "day_before", "hour_before", "after"):
        assert to(reminder) == ["Ada"], reminder
    assert to("week_after") == []
    assert sendings() == [
        ("week_before", 1, "", True),
        ("tech_check", 0, "nothing", True),
        ("day_before", 1, "", True),
        ("hour_before", 1, "", True),
        ("hour_before", 0, "nothing", True),  # nobody begins their day with it
        ("after", 1, "", True),
        ("week_after", 0, "nothing", True),
    ]


def test_planning_again_changes_nothing(planned, slots, clock):
    before = sorted(db.session.scalars(select(Job.key)))
    for _ in range(2):
        with transaction():
            actions.plan(planned.id, now=clock.now())
    assert sorted(db.session.scalars(select(Job.key))) == before
    assert len(before) == 7


def test_who_gave_up_a_minute_ago_hears_nothing(planned, slots, go, to):
    ada, ben = (a_registration(planned, slots, name=name) for name in ("Ada", "Ben"))
    go(DAY_BEFORE - MINUTE)
    with transaction():
        registrations.cancel_registration(ada.public_id, now=DAY_BEFORE - MINUTE)
    go(DAY_BEFORE)
    assert to("day_before") == ["Ben"]
    booking = places.bookings_of(ben.id)[0]
    with transaction():
        registrations.give_up(booking.public_id, now=FIRST - MINUTE)
    go(FIRST)
    assert to("hour_before") == []
    go(SECOND)  # now their first of the day
    assert to("hour_before") == ["Ben"]


def test_nobody_is_written_to_who_has_no_place_or_no_name(event, slots, clock, go, to):
    with transaction():
        db.session.get_one(Event, event.id).policies_data = event.policies.but(
            places=event.policies.places.__class__(capacity=3)
        ).to_json()
        actions.plan(event.id, now=clock.now())
    a_registration(event, slots, name="Ada")
    a_group(event, 2)
    a_registration(event, slots, name="Waits")
    go(WEEK_BEFORE)
    assert to("week_before") == ["Ada"]


def test_before_each_session_if_the_event_wants_it(planned, slots, clock, go, to, outbox):
    policy(planned, clock, hour_before="each")
    a_registration(planned, slots, name="Ada")
    go(FIRST), go(SECOND)
    assert to("hour_before") == ["Ada", "Ada"]
    first, second = outbox(template=f"{FOLDER}/hour_before")
    assert "Morning" in first.text and "Afternoon" not in first.text
    assert "Afternoon" in second.text and "Morning" not in second.text


def test_a_cancelled_session_is_nobodys_first(planned, slots, clock, go, to, outbox):
    a_registration(planned, slots, name="Ada")
    go(FIRST - timedelta(hours=2))
    with transaction():
        slot = db.session.get_one(Slot, slots[0].id)
        programme.cancel_slot(slot, because="Ill", now=clock.now(), actor="orla@example.org")
    go(FIRST)
    assert to("hour_before") == []
    go(SECOND)
    assert to("hour_before") == ["Ada"]


def test_a_moved_session_is_reminded_of_at_its_new_time(planned, slots, clock, go, to):
    a_registration(planned, slots[:1], name="Ada")
    later = timedelta(hours=5)
    with transaction():
        slot = db.session.get_one(Slot, slots[0].id)
        programme.move_slot(
            slot,
            slot.room,
            starts_at=slot.starts_at + later,
            ends_at=slot.ends_at + later,
            now=clock.now(),
            actor="orla@example.org",
        )
    go(FIRST)
    assert to("hour_before") == []
    go(FIRST + later)
    assert to("hour_before") == ["Ada"]


def test_urgent_is_what_goes_on_the_day(planned, slots, go, outbox):
    a_registration(planned, slots)
    go(DAY_BEFORE), go(FIRST)
    assert {row.template: row.urgent for row in outbox() if row.template.startswith(FOLDER)} == {
        f"{FOLDER}/day_before": False,
        f"{FOLDER}/hour_before": True,
    }
    assert all(row.calendar is None for row in outbox() if row.template.startswith(FOLDER))


def test_switched_off_goes_to_nobody_and_says_so(planned, slots, clock, go, to, sendings):
    a_registration(planned, slots)
    with transaction():
        actions.switch(
            planned.id, Reminder.DAY_BEFORE, is_on=False, now=clock.now(), actor="orla@example.org"
        )
    go(DAY_BEFORE)
    assert to("day_before") == []
    assert ("day_before", 0, "off", True) in sendings()
    with transaction():  # too late to change what is over
        actions.switch(
            planned.id, Reminder.DAY_BEFORE, is_on=True, now=clock.now(), actor="orla@example.org"
        )
    go(DAY_BEFORE + MINUTE)
    assert to("day_before") == []
    said = [
        row.action for row in db.session.scalars(select(AuditEntry)) if "reminder" in row.action
    ]
    assert said == ["reminder switched off", "reminder switched on"]


@pytest.mark.parametrize(
    ("late_at", "expected"),
    [
        pytest.param(FIRST + timedelta(minutes=59), 1, id="still of use"),
        pytest.param(FIRST + timedelta(hours=1), 0, id="the session has begun"),
    ],
)
def test_a_worker_that_was_off(planned, slots, go, to, sendings, late_at, expected):
    a_registration(planned, slots)
    go(late_at)
    assert len(to("hour_before")) == expected
    assert ("hour_before", expected, "" if expected else "late", True) in sendings()
    assert ("week_before", 0, "late", True) in sendings()


def test_what_comes_late_keeps_quiet_hours(planned, slots, go, to):
    a_registration(planned, slots)
    go(DAY_BEFORE + timedelta(hours=12))  # 22:00
    assert to("day_before") == []
    go(DAY_BEFORE + timedelta(hours=22))  # 8:00
    assert len(to("day_before")) == 1


def test_a_draft_of_an_event_writes_to_nobody(planned, slots, go, to, sendings):
    a_registration(planned, slots)
    with transaction():
        db.session.get_one(Event, planned.id).state = EventState.DRAFT
    go(WEEK_BEFORE)
    assert to("week_before") == [] and sendings() == []


def test_many_go_in_pieces_of_fifty(planned, clock, app, to, sendings):
    for number in range(120):
        a_registration(planned, name=f"Person {number}")
    clock.at = WEEK_BEFORE
    drain(app)
    assert len(to("week_before")) == len(set(to("week_before"))) == 120
    assert sendings() == [("week_before", 120, "", True)]


def test_a_piece_is_at_most_fifty(planned, clock, to):
    for number in range(60):
        a_registration(planned, name=f"Person {number}")
    line = next(o for o in queries.lines_of(planned) if o.reminder == "week_before")
    clock.at = WEEK_BEFORE
    values = {"reminder": line.reminder, "occasion": "", "at": line.at, "now": clock.now()}
    for after, expected in ((0, 50), (0, 50)):  # done twice, written once
        with transaction():
            actions.remind(planned.id, after=after, **values)
        assert len(to("week_before")) == expected


def test_another_time_is_another_job_and_nobody_hears_twice(planned, slots, clock, go, to):
    a_registration(planned, slots, name="Ada")
    go(WEEK_BEFORE)
    with transaction():
        actions.move_reminder(
            planned.id, Reminder.WEEK_BEFORE, days=5, hour=12, now=clock.now(), actor="orla"
        )
    a_registration(planned, slots, name="Ben")
    go(WEEK_BEFORE + timedelta(days=2, hours=2))
    assert to("week_before") == ["Ada", "Ben"]


def test_dial_in_stands_in_the_last_mail_if_the_event_wants_it(planned, slots, clock, go, outbox):
    for slot in slots:
        a_registration(planned, [slot])
    go(FIRST)
    policy(planned, clock, dial_in=True)
    go(SECOND)
    without, with_it = (mail.text for mail in outbox(template=f"{FOLDER}/hour_before"))
    assert "01632" not in without
    assert "By telephone: 01632 960001, Meeting number: 555 0100, Passcode: owl-42" in with_it


def test_every_mail_leads_to_pages_of_ones_own(planned, slots, go, outbox, client):
    ada = a_registration(planned, slots[:1])
    go(WEEK_BEFORE), go(DAY_BEFORE)
    week = outbox(template=f"{FOLDER}/week_before")[0]
    path = "/" + week.values["my_url"].split("/", 3)[3]
    assert "I cannot come at all" in client.get(path).text
    day = outbox(template=f"{FOLDER}/day_before")[0]
    client.get("/" + day.values["sessions"][0]["join_url"].split("/", 3)[3])
    assert week.subject_ref == ada.public_id
    assert db.session.scalar(select(Booking.state)) == "confirmed"


def test_publishing_and_new_rules_plan(event, clock):
    with transaction():
        row = db.session.get_one(Event, event.id)
        row.state = EventState.DRAFT
        row.description = "What it is."
    with transaction():
        events.publish(event.id, now=clock.now(), actor="orla@example.org")
    keys = set(db.session.scalars(select(Job.key).where(Job.handler == queries.REMIND)))
    assert len(keys) == 4
    a_slot(event)
    policy(event, clock, quiet_from_hour=22)
    keys = set(db.session.scalars(select(Job.key).where(Job.handler == queries.REMIND)))
    assert len(keys) == 6
