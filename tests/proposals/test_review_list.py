"""Reviewers' start page: finding it, what there is to do, what comes next, one's own scores."""

import csv
import io
from datetime import timedelta

import pytest

from app.events.enums import Role
from app.kernel.transaction import transaction
from app.proposals import queries
from app.proposals.enums import AssignBy, ProposalState
from app.proposals.models import Proposal
from tests.support.builders import a_member, a_service
from tests.support.proposals import a_call, a_category, a_proposal, a_reviewer, a_type
from tests.support.reviews import a_review, a_tag, a_track, assign
from tests.support.signing_in import be, sign_in

REVIEWS = "/next/manage/reviews"
RHYS = "rhys@example.org"


@pytest.fixture
def panel(event):
    a_call(event)
    a_category(event)
    return a_reviewer(event, service=a_service(), email=RHYS)


@pytest.fixture
def rhys(client, panel):
    be(client, RHYS)
    return client


def set_to(row, **values):
    with transaction() as session:
        found = session.get_one(type(row), row.id)
        for name, value in values.items():
            setattr(found, name, value)


def titles(page):
    return [link.get_text() for link in page.html.select("tbody th a")]


def path(proposal):
    return f"{REVIEWS}/{proposal.public_id}"


def scored(rhys, proposal, value="3", text=""):
    return rhys.submit(
        rhys.get(path(proposal)), {"score_1": value, "text": text}, button="Save", status=303
    )


def test_a_reviewer_finds_their_pages(event, client, outbox, panel):
    sign_in(client, outbox, RHYS, then="/events")
    page = client.get("/events")
    assert "You are: reviewer" in page.text
    link = page.html.select_one("main .govuk-summary-card a")
    assert (link["href"], link.get_text()[:7]) == (REVIEWS, "Reviews")
    page = client.get(link["href"])
    assert page.h1 == "Reviews"
    assert [one.get_text(strip=True) for one in page.html.select(".bc-side-nav a")] == ["Reviews"]
    client.get("/next/manage/proposals", status=403)
    client.get("/next/manage/", status=403)


def test_what_there_is_to_do(rhys, event, panel):
    own = a_proposal(event, "Of Gateshead", lead=("Lea", "lea@example.org", a_service()))
    done, left = a_proposal(event, "Éa"), a_proposal(event, "Ab")
    a_proposal(event, "Draft", state=ProposalState.DRAFT)
    a_review(done, panel, 2)
    page = rhys.get(REVIEWS)
    assert "Reviewing is open until Monday 31 May 2027, 17:00." in page.text
    assert "You have reviewed 1 of 2 proposals." in page.text
    assert "1 proposal of your own service is not shown to you." in page.text
    assert titles(page) == ["Ab", "Éa"]
    assert own.title not in page.body.decode()
    assert rhys.get(f"{REVIEWS}/next", status=303).location == path(left)
    rhys.get(path(own), status=404)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["Film", "Podcast"]),
        ("?show=todo", ["Podcast"]),
        ("?show=done", ["Film"]),
        ("?show=mine", ["Film"]),
        ("?show=nonsense", ["Film", "Podcast"]),
        ("?q=POD", ["Podcast"]),
        ("?q=about+film", ["Film"]),
        ("?q=%00", ["Film", "Podcast"]),
        ("?q=" + "x" * 3000, []),
        ("?type=unknown", []),
        ("?type=unknown&type=other&q=%27--", []),
    ],
)
def test_the_list_is_filtered(rhys, event, panel, query, found):
    film = a_proposal(event, "Film", abstract="All about film")
    a_proposal(event, "Podcast")
    assign((film, panel))
    a_review(film, panel, 1)
    assert titles(rhys.get(REVIEWS + query)) == found


def test_by_type_and_track(rhys, event, panel):
    kind, track = a_type(event, "Workshop"), a_track(event, "Sound")
    a_proposal(event, "One", type_id=kind.id, track_id=track.id)
    a_proposal(event, "Two")
    assert titles(rhys.get(f"{REVIEWS}?type={kind.public_id}")) == ["One"]
    assert titles(rhys.get(f"{REVIEWS}?track={track.slug}")) == ["One"]


def test_the_list_costs_the_same_for_thirty(rhys, event, panel):
    kind, track, tag = a_type(event), a_track(event), a_tag(event)
    other = a_reviewer(event, service=a_service("york"))

    def more():
        proposal = a_proposal(event, type_id=kind.id, track_id=track.id)
        with transaction() as session:
            session.get_one(Proposal, proposal.id).tags.append(session.merge(tag))
        a_review(proposal, other, 2)
        a_review(proposal, panel, 3)

    more()
    pages = (REVIEWS, f"{REVIEWS}.csv")
    rhys.get(REVIEWS)
    few = [rhys.get(one).queries for one in pages]
    for _ in range(29):
        more()
    assert [rhys.get(one).queries for one in pages] == few


def test_before_the_window_nothing_is_there(rhys, event, panel, clock):
    proposal = a_proposal(event, "Secret")
    set_to(queries.call_of(event.id), reviews_open_at=clock.now() + timedelta(days=1))
    page = rhys.get(REVIEWS)
    assert "Reviewing opens on Tuesday 4 May 2027, 10:00." in page.text
    assert "Secret" not in page.body.decode()
    rhys.get(path(proposal), status=404)
    assert rhys.get(f"{REVIEWS}/next", status=303).location == REVIEWS


def test_next_follows_what_is_given_out(rhys, event, panel):
    set_to(queries.call_of(event.id), assign_by=AssignBy.SPREAD)
    mine, _other = a_proposal(event, "Mine"), a_proposal(event, "Another")
    assign((mine, panel))
    page = rhys.get(REVIEWS)
    assert "You have reviewed 0 of 1 proposal given to you." in page.text
    assert rhys.get(f"{REVIEWS}/next", status=303).location == path(mine)
    scored(rhys, mine)
    done = rhys.get(f"{REVIEWS}/next", status=303)
    assert "There is nothing left for you to review." in rhys.follow(done).text


def test_own_scores_as_a_table(rhys, event, panel):
    one, two = a_proposal(event, "=1+1"), a_proposal(event, "Two")
    a_review(one, panel, 3, text="@good")
    a_review(two, a_reviewer(event, service=a_service("york")), 2)
    answer = rhys.get(f"{REVIEWS}.csv").response
    assert answer.headers["Content-Disposition"] == 'attachment; filename="next-own-scores.csv"'
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert rows[0] == ["Title", "Type", "Track", "Use to others", "Text", "Scored"]
    assert rows[1:] == [["'=1+1", "", "", "3", "'@good", "2027-05-03 10:00"]]


def test_nobody_said_whose_they_are(client, event):
    """The role alone, as the command line gives it."""
    a_call(event)
    proposal = a_proposal(event, "Secret")
    a_member(event, Role.REVIEWER, email=RHYS, name="Rhys")
    be(client, RHYS)
    page = client.get(REVIEWS)
    assert "Nobody has said yet which library service you are of." in page.text
    assert "team@example.org" in page.text
    assert "Secret" not in page.body.decode()
    client.get(path(proposal), status=404)
    client.get(f"{REVIEWS}/next", status=303)
    assert client.get(f"{REVIEWS}.csv").body.decode().count("\n") == 1
