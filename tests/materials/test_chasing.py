"""Presenters without slides are written to three times, and never when they need not be."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from app.events import actions as events
from app.events.policies import MaterialsPolicy
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.materials import actions, queries
from app.materials.models import StoredFile
from app.programme.enums import SlotState
from tests.materials.conftest import add, presents
from tests.support.proposals import a_desk

SOON = datetime(2027, 5, 27, 8, 30, tzinfo=UTC)
TOMORROW = datetime(2027, 6, 2, 8, 30, tzinfo=UTC)
LATE = datetime(2027, 6, 4, 8, 30, tzinfo=UTC)


@pytest.fixture
def planned(event, slot, desk, clock):
    with transaction():
        actions.plan_chasing(event, now=clock.now())


@pytest.fixture
def asked(outbox):
    return lambda: [
        (mail.to_address, mail.subject) for mail in outbox(template="materials/email/slides_wanted")
    ]


def at(clock, when):
    clock.at = when
    work_off("job")


def test_three_reminders_each_once(planned, asked, clock, outbox, slot):
    at(clock, SOON - timedelta(seconds=1))
    assert asked() == []
    for when in (SOON, SOON, TOMORROW, LATE, LATE + timedelta(days=30)):
        at(clock, when)
    assert asked() == [
        ("sam@example.org", "Your slides for “Quiet rooms”, please"),
        ("sam@example.org", "By tomorrow: your slides for “Quiet rooms”"),
        ("sam@example.org", "Your slides for “Quiet rooms” are still missing"),
    ]
    text = outbox(template="materials/email/slides_wanted")[0].text
    assert "by Thursday 3 June 2027" in text
    assert f"/sessions/{slot.session.slug}/materials" in text


def test_everybody_who_presents_is_asked(event, planned, asked, clock, slot):
    presents(slot, a_desk(event, "nia@example.org", "Nia"))
    at(clock, SOON)
    assert [address for address, _ in asked()] == ["sam@example.org", "nia@example.org"]


@pytest.mark.parametrize("what", ["slides", "link", "handout", "withdrawn", "infected"])
def test_slides_end_it(planned, asked, clock, slot, what):
    row = (
        add(slot, url="https://example.org/", kind="link")
        if what == "link"
        else add(slot, kind="handout" if what == "handout" else "slides")
    )
    with transaction() as session:
        if what == "withdrawn":
            actions.withdraw_material(slot.session_id, row.public_id, now=clock.now(), actor="")
        if what == "infected":
            session.scalars(select(StoredFile)).one().scan = "infected"
    has_them = what in ("slides", "link")
    assert queries.has_slides([slot.session_id]) == {slot.session_id: has_them}
    at(clock, SOON)
    assert bool(asked()) == (not has_them)


@pytest.mark.parametrize("what", ["cancelled", "draft", "switched off"])
def test_nobody_is_asked_in_vain(event, planned, asked, clock, slot, what):
    with transaction() as session:
        if what == "cancelled":
            session.merge(slot).state = SlotState.CANCELLED
        if what == "draft":
            session.merge(event).state = "draft"
        if what == "switched off":
            policy = MaterialsPolicy(chase=False)
            events.edit_policies(event.id, now=clock.now(), actor="o", materials=policy)
    for when in (SOON, TOMORROW, LATE):
        at(clock, when)
    assert asked() == []


def test_another_due_date_moves_the_reminders(event, planned, asked, clock):
    with transaction():
        policy = MaterialsPolicy(slides_days=3)
        events.edit_policies(event.id, now=clock.now(), actor="o", materials=policy)
    at(clock, SOON)
    assert asked() == []
    at(clock, SOON + timedelta(days=4))
    assert len(asked()) == 1


def test_a_new_event_and_another_day_are_planned(app, clock):
    draft = events.EventDraft(
        name="New", slug="autumn", day_on=date(2027, 6, 10), template="nothing"
    )
    with transaction():
        event = events.create_event(draft, now=clock.now(), actor="o")
    assert due_times() == [SOON, TOMORROW, LATE]
    details = events.DetailsDraft(name="New", slug="autumn", day_on=date(2027, 6, 11))
    with transaction():
        events.edit_details(event.id, details, now=clock.now(), actor="o")
    a_day = timedelta(days=1)
    assert due_times() == sorted(
        {*(t + a_day for t in (SOON, TOMORROW, LATE)), SOON, TOMORROW, LATE}
    )


def due_times():
    db.session.rollback()
    query = select(Job.due_at).where(Job.handler == "materials.chase").order_by(Job.due_at)
    return list(db.session.scalars(query))


def test_a_worker_that_was_away_sends_only_the_last(planned, asked, clock):
    at(clock, LATE + timedelta(days=1))
    assert [subject for _, subject in asked()] == [
        "Your slides for “Quiet rooms” are still missing"
    ]
