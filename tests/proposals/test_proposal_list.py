"""The organisers' list: rows, filters, order, table, and what it costs."""

import csv
import io

import pytest

from app.kernel import clock
from app.kernel.transaction import transaction
from app.proposals.enums import Decision, PresenterState, ProposalState
from app.proposals.models import Presenter, Proposal, Review, Score
from tests.support.builders import a_service
from tests.support.proposals import a_call, a_category, a_proposal, a_reviewer, a_type
from tests.support.reviews import a_review, a_tag, a_track

PROPOSALS = "/next/manage/proposals"


def titles(page):
    return [link.get_text() for link in page.html.select("tbody th a")]


def row(page, title):
    found = next(one for one in page.html.select("tbody tr") if title in one.get_text())
    return [" ".join(cell.get_text(" ").split()) for cell in found.find_all(["th", "td"])]


@pytest.fixture
def panel(event):
    a_call(event)
    a_category(event)
    return [a_reviewer(event, name=name, service=a_service("leeds")) for name in ("Ann", "Bob")]


@pytest.fixture
def three(event, panel):
    kind, track = a_type(event, "Workshop"), a_track(event, "Sound")
    podcast = a_proposal(
        event,
        "Podcast <b>",
        type_id=kind.id,
        track_id=track.id,
        decision=Decision.ACCEPT,
        lead=("Ada Éclair", "ada@example.org", a_service("york")),
    )
    film = a_proposal(event, "Film", state=ProposalState.CONFIRMED)
    zine = a_proposal(event, "Zine")
    a_proposal(event, "Draft", state=ProposalState.DRAFT)
    a_proposal(event, "Gone", state=ProposalState.WITHDRAWN)
    a_review(podcast, panel[0], 4)
    a_review(podcast, panel[1], 1)
    a_review(film, panel[0], 3)
    return podcast, film, zine


def test_what_stands_in_the_list(orla, three):
    page = orla.get(PROPOSALS)
    assert "1 draft is still being written." in page.text
    assert titles(page) == ["Film", "Podcast <b>", "Zine"]
    assert row(page, "Podcast") == [
        "Podcast <b> York", "Workshop Sound", "Waits for a decision To be accepted", "2 of 3", "2.5", "3.0",
    ]  # fmt: skip
    assert row(page, "Zine")[3:] == ["0 of 3", "–", "–"]
    assert row(page, "Film")[2] == "Confirmed"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?state=confirmed", ["Film"]),
        ("?state=withdrawn", ["Gone"]),
        ("?state=draft", []),
        ("?decision=accept", ["Podcast <b>"]),
        ("?decision=undecided", ["Zine"]),
        ("?track=-", ["Film", "Zine"]),
        ("?service=york", ["Podcast <b>"]),
        ("?q=ECLAIR", ["Podcast <b>"]),
        ("?q=ada@example", ["Podcast <b>"]),
        ("?few=1", ["Film", "Podcast <b>", "Zine"]),
        ("?sort=mean", ["Film", "Podcast <b>", "Zine"]),
        ("?sort=spread", ["Podcast <b>", "Film", "Zine"]),
        ("?sort=reviews", ["Zine", "Film", "Podcast <b>"]),
        ("?sort=nonsense&page=99999999999&state=x&few=%00", ["Film", "Podcast <b>", "Zine"]),
        ("?page=-1&q=%27%22%00", []),
        ("?type=a&type=b", []),
    ],
)
def test_filters_and_orders(orla, three, query, found):
    page = orla.get(PROPOSALS + query)
    assert titles(page) == found
    assert f"{len(found)} proposal" in page.text


def test_by_type_tag_and_region(orla, event, three):
    podcast = three[0]
    tag = a_tag(event)
    with transaction() as session:
        session.get_one(Proposal, podcast.id).tags.append(session.merge(tag))
    region = a_service("york").region
    for query in (f"type={podcast.type.public_id}", f"tag={tag.slug}", f"region={region}"):
        assert titles(orla.get(f"{PROPOSALS}?{query}")) == ["Podcast <b>"]


def test_the_table_holds_what_was_looked_for(orla, event, three):
    page = orla.get(f"{PROPOSALS}?state=submitted&sort=reviews")
    link = page.html.find("a", string=lambda text: text and ".csv" in text)["href"]
    answer = orla.get(link).response
    assert answer.headers["Content-Disposition"] == 'attachment; filename="next-proposals.csv"'
    rows = list(csv.reader(io.StringIO(answer.get_data(as_text=True).removeprefix("\ufeff"))))
    assert [one[0] for one in rows[1:]] == ["Zine", "Podcast <b>"]
    found = dict(zip(rows[0], rows[2], strict=True))
    assert found["Lead’s email"] == "ada@example.org"
    assert found["Decision held back"] == "To be accepted"
    assert (found["Reviews"], found["Mean"], found["Spread"]) == ("2", "2.50", "3.00")


def many(event, panel, number):
    """`number` proposals with a lead of their own, one track, and a review of each of the panel."""
    lead = a_proposal(event, "First", lead=("Lea", "lea@example.org", None)).lead.person_id
    track, tag, category = a_track(event), a_tag(event), a_category(event)
    with transaction() as session:
        kept = session.merge(tag)
        proposals = [
            Proposal(
                event_id=event.id,
                title=f"P {n:03}",
                abstract="About it. " * 50,
                state=ProposalState.SUBMITTED,
                form_token=f"many-{track.id}-{n}",
                service_id=a_service("york").id,
                track_id=track.id,
                tags=[kept],
                created_at=clock.now(),
                updated_at=clock.now(),
                submitted_at=clock.now(),
            )
            for n in range(number)
        ]
        session.add_all(proposals)
        session.flush()
        for proposal in proposals:
            session.add(
                Presenter(
                    proposal_id=proposal.id, person_id=lead, is_lead=True,
                    state=PresenterState.ACCEPTED, invited_at=clock.now(),
                )
            )  # fmt: skip
            for reviewer in panel:
                session.add(
                    Review(
                        proposal_id=proposal.id, reviewer_id=reviewer.id, created_at=clock.now(),
                        updated_at=clock.now(), scores=[Score(category_id=category.id, value=2)],
                    )
                )  # fmt: skip


@pytest.mark.parametrize("number", [30, 500])
def test_it_costs_the_same_for_many(orla, event, panel, number):
    panel.append(a_reviewer(event, name="Cal", service=a_service("leeds")))
    many(event, panel, 1)
    query = f"{PROPOSALS}?q=about&sort=mean&track=track-x"
    paths = (PROPOSALS, f"{PROPOSALS}?sort=mean", query, f"{PROPOSALS}.csv")
    orla.get(PROPOSALS)  # library services are read once a process
    few = [orla.get(path).queries for path in paths]
    many(event, panel, number)
    page = orla.get(PROPOSALS, budget=20)
    assert [orla.get(path).queries for path in paths] == few
    assert len(titles(page)) == min(number + 3, 50)
    assert f"{number + 3} proposals" in page.text
    if number > 50:
        assert page.html.find("a", rel="next")["href"] == f"{PROPOSALS}?page=2"


def test_pages_keep_what_was_looked_for(orla, event, panel):
    many(event, panel, 60)
    link = orla.get(f"{PROPOSALS}?sort=mean&q=about").html.find("a", rel="next")["href"]
    assert titles(orla.get(link))[0] == "P 050"


def test_an_empty_list_says_so(orla):
    assert "No proposal has been sent yet." in orla.get(PROPOSALS).text
