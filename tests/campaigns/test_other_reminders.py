"""Reminders of speakers and reviewers, slides a week later, and planning for what was there before."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import delete, select

from app import create_app
from app.campaigns import actions, queries
from app.campaigns.jobs import PLAN_ALL
from app.events.models import Event
from app.kernel.database import db
from app.kernel.jobs import Job
from app.kernel.transaction import transaction
from app.materials.enums import Audience
from app.materials.models import Material
from app.programme.models import Slot
from app.proposals.actions import ReviewingDraft, set_reviewing
from app.proposals.enums import AssignBy
from app.speakers import actions as speakers
from tests.campaigns.conftest import WEEK_AFTER, drain
from tests.materials.conftest import add, presents
from tests.support.builders import a_registration, a_service, an_event, at
from tests.support.databases import make_database, settings_for
from tests.support.proposals import a_call, a_desk, a_proposal, a_reviewer
from tests.support.reviews import a_review, assign

TECH_CHECK = at("10:00") - timedelta(days=3)
FOLDER = "campaigns/email"


def a_check(event, clock):
    starts_at = at("10:00") - timedelta(days=2)
    draft = speakers.TechCheckDraft(
        starts_at=starts_at, ends_at=starts_at + timedelta(hours=1), places=3
    )
    with transaction():
        return speakers.add_tech_check(event.id, draft, now=clock.now(), actor="orla@example.org")


def test_speakers_without_a_check_are_reminded_and_others_not(planned, slots, clock, go, outbox):
    sam = a_desk(planned)
    sue = a_desk(planned, "sue@example.org", "Sue Speaker")
    a_desk(planned, "sid@example.org", "Sid presents nothing")
    for desk in (sam, sue):
        presents(slots[0], desk)
    check = a_check(planned, clock)
    with transaction():
        speakers.book_tech_check(sue, check, now=clock.now())
    go(TECH_CHECK)
    (one,) = outbox(template=f"{FOLDER}/tech_check")
    assert one.to_address == "sam@example.org" and "/s/" in one.text


def test_without_checks_to_choose_nobody_is_sent_to_choose_one(
    planned, slots, go, outbox, sendings
):
    presents(slots[0], a_desk(planned))
    go(TECH_CHECK)
    assert outbox(template=f"{FOLDER}/tech_check") == []
    assert ("tech_check", 0, "nothing", True) in sendings()


def test_reviewers_with_something_left_are_reminded_of_how_much(planned, clock, go, outbox):
    a_call(planned)
    a_reviewer(planned, name="Kim Kept away")  # of the organisation whose proposals these are
    rhys = a_reviewer(planned, service=a_service("leeds"))
    done = a_reviewer(planned, service=a_service(), name="Dai Done")
    proposals = [a_proposal(planned) for _ in range(3)]
    assign(*[(one, who) for one in proposals[:2] for who in (rhys, done)])
    for one in proposals[:2]:
        a_review(one, done)
    ends_at = at("16:00") - timedelta(days=10)
    draft = ReviewingDraft(
        opens_at=clock.now(),
        closes_at=ends_at,
        is_blind=True,
        reviews_each=2,
        assign_by=AssignBy.SPREAD,
    )
    with transaction():
        set_reviewing(planned.id, draft, now=clock.now(), actor="orla@example.org")
    go(at("10:00") - timedelta(days=13))
    (one,) = outbox(template=f"{FOLDER}/reviews_left")
    assert one.to_name == "Rhys Reviewer" and one.subject.startswith("2 proposals for you")
    assert "Monday 31 May 2027, 16:00" in one.text and "/next/manage/reviews" in one.text


def test_slides_a_week_later_to_who_may_have_them(planned, slots, clock, go, outbox):
    presents(slots[0], a_desk(planned)), presents(slots[1], a_desk(planned))
    ada = a_registration(planned, slots[:1], name="Ada")
    a_registration(planned, slots[1:], name="Ben")
    add(slots[0], url="https://example.org/slides", title="Slides")
    go(WEEK_AFTER)
    got = {one.to_name: one for one in outbox(template=f"{FOLDER}/week_after")}
    assert "Ada" in got and "Ben" not in got
    assert got["Ada"].subject_ref == ada.public_id
    (row,) = got["Ada"].values["rows"]
    assert row["title"] == "Morning" and "/p/" in row["see_url"]


def test_what_is_for_everybody_stands_on_the_sessions_page(planned, slots, clock, go, outbox):
    presents(slots[0], a_desk(planned))
    a_registration(planned, slots[1:], name="Ben")
    add(slots[0], url="https://example.org/slides", title="Slides")
    with transaction() as session:
        session.scalars(select(Material)).one().audience = Audience.EVERYONE
    go(WEEK_AFTER)
    ben = next(o for o in outbox(template=f"{FOLDER}/week_after") if o.to_name == "Ben")
    slug = db.session.get_one(Slot, slots[0].id).session.slug
    assert [row["see_url"].endswith(f"/next/sessions/{slug}") for row in ben.values["rows"]] == [
        True
    ]


def test_planning_for_what_was_there_before(app, planned, clock):
    with transaction() as session:
        session.execute(delete(Job))
    with transaction():
        actions.plan_all(now=clock.now())
    keys = db.session.scalars(select(Job.key).where(Job.handler == queries.REMIND)).all()
    assert len(keys) == 7
    drain(app)


@pytest.mark.parametrize("has_event", [True, False])
def test_the_migration_asks_for_it_where_an_event_is_public(
    database_kind, request, tmp_path, has_event
):
    is_postgres = database_kind == "postgresql"
    server = request.getfixturevalue("postgres_server") if is_postgres else None
    name = f"plan_{database_kind}_{has_event}".lower()
    database = make_database(database_kind, tmp_path, server, name)
    app = create_app(settings_for(database.url, tmp_path))
    with app.app_context():
        if has_event:
            an_event()
        db.session.remove()
        downgrade(revision="0005")
        upgrade()
        handlers = db.session.scalars(select(Job.handler)).all()
        assert handlers == ([PLAN_ALL] if has_event else [])
        assert len(db.session.scalars(select(Event)).all()) == has_event
        db.session.remove()
        db.engine.dispose()
