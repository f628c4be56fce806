"""More proposals at a desk: from nothing, or with the words of another year's; how all of them stand."""

from datetime import date

import pytest
from sqlalchemy import func, select

from app.events.models import Event
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.models import Tag, Track
from app.proposals import queries
from app.proposals.enums import Reach
from app.proposals.models import LateCode, Proposal
from tests.support.builders import a_service, an_event
from tests.support.client import counting
from tests.support.drafts import the_proposal
from tests.support.proposals import a_call, a_desk, a_proposal, a_type, desk_path

SAM = ("Sam Speaker", "sam@example.org")
CAI = ("Cai Colleague", "cai@example.org", None)


def tagged(event, *names):
    with transaction() as session:
        session.add(Track(event_id=event.id, slug="audio", name="Audio"))
        rows = [Tag(event_id=event.id, slug=name.lower(), name=name) for name in names]
        session.add_all(rows)
    return rows


@pytest.fixture
def earlier(app):
    event = an_event("2026", day_on=date(2026, 6, 11))
    a_call(event)
    tags = tagged(event, "Health", "Old offer")
    track = db.session.scalars(select(Track.id)).one()
    proposal = a_proposal(
        event,
        "Podcasts",
        state="rejected",
        lead=(*SAM, a_service()),
        presenters=[CAI],
        type_id=a_type(event, "TALK").id,
        track_id=track,
        outcomes="Record",
        language="cy",
    )
    with transaction() as session:
        row = session.get(Proposal, proposal.id)
        row.tags = [session.merge(tag) for tag in tags]
    return proposal


@pytest.fixture
def event(app, earlier):
    event = an_event()
    a_call(event)
    a_type(event, "Talk")
    tagged(event, "health", "Reading")
    return event


def count() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Proposal))


def test_the_words_of_last_year_are_copied_into_a_draft(client, event, earlier, outbox):
    a_desk(event)
    page = client.get(f"{desk_path(event, SAM[1])}/new-proposal")
    first = client.submit(page, button="Copy it", status=303)
    assert client.submit(page, button="Copy it", status=303).location == first.location
    assert client.follow(first).h1 == "The session"
    made = the_proposal(event_id=event.id)
    assert (made.state, made.title, made.outcomes, made.language) == (
        "draft", "Podcasts", "Record", "cy",
    )  # fmt: skip
    assert (made.type.name, made.minutes, made.track.name) == ("Talk", 45, "Audio")
    assert [tag.name for tag in made.tags] == ["health"]
    assert made.copied_from_id == earlier.id
    assert [one.person.name for one in made.presenters] == ["Sam Speaker"]
    assert made.owner == "Gateshead"
    assert outbox() == []


def test_a_page_that_began_one_already_copies_into_another(client, event, earlier):
    a_desk(event)
    page = client.get(f"{desk_path(event, SAM[1])}/new-proposal")
    fields = {"title": "Another", "service": "gateshead"}
    begun = client.submit(page, fields, button="Begin", status=303)
    copied = client.submit(page, button="Copy it", status=303)
    assert copied.location != begun.location
    assert the_proposal(title="Another").outcomes == ""
    assert the_proposal(title="Podcasts", event_id=event.id).outcomes == "Record"


def test_only_ones_own_is_copied(client, event, earlier):
    a_desk(event, CAI[1], CAI[0])
    path = desk_path(event, CAI[1])
    page = client.get(f"{path}/new-proposal")
    assert "Copy it" not in page.text
    form = page.form(button="Begin")
    data = {
        name: form.find("input", {"name": name})["value"] for name in ("csrf_token", "form_token")
    }
    data["proposal"] = earlier.public_id
    client.post(f"{path}/copy-proposal", data, status=404)
    assert count() == 1


def test_one_more_at_the_desk_needs_no_mail(client, event, outbox):
    a_desk(event)
    page = client.get(f"{desk_path(event, SAM[1])}/new-proposal")
    fields = {"title": "Another", "service": "other", "other_organisation": "A reading charity"}
    page = client.follow(client.submit(page, fields, button="Begin", status=303))
    assert page.h1 == "The session"
    assert the_proposal(event_id=event.id).owner == "A reading charity"
    assert outbox() == []


def test_a_desk_holds_so_many_drafts_and_no_more(client, event):
    for number in range(20):
        a_proposal(event, f"Draft {number}", state="draft", lead=(*SAM, None))
    page = client.get(f"{desk_path(event, SAM[1])}/new-proposal")
    fields = {"title": "Another", "service": "gateshead"}
    page = client.submit(page, fields, button="Begin", status=422)
    assert "as many open drafts as there can be" in page.errors()[0]
    assert page.html.find(id="title")["value"] == "Another"


def test_how_all_stand_is_asked_in_a_fixed_number_of_questions(app, event):
    event_id = event.id

    def one_more(number):
        event = db.session.get(Event, event_id)
        with transaction() as session:
            code = LateCode(
                event_id=event.id,
                code=f"C{number}",
                uses=1,
                expires_at=clock.now(),
                created_at=clock.now(),
            )
            session.add(code)
        a_proposal(
            event, state="draft", lead=(*SAM, a_service()), presenters=[CAI], late_code_id=code.id
        )

    def asked() -> int:
        db.session.expunge_all()
        with counting(app) as counted:
            for one in queries.standings_at(event_id, SAM[1], now=clock.now()):
                assert one.is_lead and one.reach == Reach.ALL and one.missing
                assert one.code is None and one.may_withdraw and not one.invited
        return counted[0]

    one_more(0)
    few = asked()
    for number in range(1, 30):
        one_more(number)
    assert asked() == few
