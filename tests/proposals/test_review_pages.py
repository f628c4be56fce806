"""Reviewers' pages: from the mail's sign-in to scores, the others' reviews and the next one."""

import csv
import io
from datetime import timedelta

import pytest

from app.kernel.transaction import transaction
from app.proposals import queries
from app.proposals.enums import AssignBy, ProposalState
from app.proposals.models import Call, Proposal, Question
from tests.support.builders import a_member, a_service, an_event
from tests.support.client import CheckingClient
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
    link = page.html.find("a", string=lambda text: text and "Reviews" in text)
    link = link or page.html.select_one("main .govuk-summary-card a")
    assert link["href"] == REVIEWS
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


def test_one_proposal_with_everything_a_reviewer_may_read(rhys, event, panel):
    tag = a_tag(event, "Digital")
    proposal = a_proposal(
        event,
        "<b>Podcasts</b>",
        abstract="First.\n\nSecond <script>",
        outcomes="Record\nEdit",
        audience="Front-line staff",
        prerequisites="A microphone",
        technical_needs="Two screens",
        type_id=a_type(event, "Workshop").id,
        lead=("Sam Speaker", "sam@example.org", a_service("york")),
        presenters=[("Ona Other", "ona@example.org", a_service("leeds"))],
    )
    with transaction() as session:
        session.get_one(Proposal, proposal.id).tags.append(session.merge(tag))
    page = rhys.get(path(proposal))
    assert page.h1 == "<b>Podcasts</b>"
    for words in ("Workshop", "45 min", "Anyone", "English", "Digital", "First.", "Edit", "staff"):
        assert words in page.text
    assert "Sam Speaker, Librarian, York" in page.text
    assert "Ona Other, Librarian, Leeds" in page.text
    assert "Offered by York" in page.text
    for hidden in ("sam@example.org", "Two screens"):
        assert hidden not in page.body.decode()


def answer(proposal, label, value, **more):
    from app.proposals.models import Answer

    values = {"kind": "text", "for_reviewers": True} | more
    with transaction() as session:
        question = Question(event_id=proposal.event_id, label=label, **values)
        session.add(question)
        session.flush()
        session.add(Answer(proposal_id=proposal.id, question_id=question.id, value=value))


def test_answers_for_reviewers_alone(rhys, event, panel):
    proposal = a_proposal(event)
    answer(proposal, "What is new?", "It works offline")
    answer(proposal, "Your budget?", "None at all", for_reviewers=False)
    answer(proposal, "Left empty?", "")
    page = rhys.get(path(proposal))
    assert "What is new? It works offline" in page.text
    for hidden in ("Your budget?", "None at all", "Left empty?"):
        assert hidden not in page.body.decode()


def test_scoring_opens_what_others_think(rhys, event, panel):
    proposal = a_proposal(event)
    olwen = a_reviewer(event, name="Olwen Other", service=a_service("york"))
    a_review(proposal, olwen, 1, text="Nothing new in it")
    page = rhys.get(path(proposal))
    assert "Olwen" not in page.body.decode()
    assert [label.get_text(strip=True) for label in page.html.select(".govuk-radios__label")] == [
        "1: Little", "2: Some", "3: Much", "4: Very much",
    ]  # fmt: skip
    page = rhys.follow(scored(rhys, proposal, "4", "I like it"))
    assert "Your scores are saved." in page.text
    assert "Rhys Reviewer (you) 4" in page.text
    assert "Olwen Other 1" in page.text
    assert "Overall: mean 2.5, spread 3.0." in page.text
    assert "Olwen Other writes Nothing new in it" in page.text
    assert page.html.find("input", checked=True)["value"] == "4"
    page = rhys.submit(page, {"comment": "Let us talk"}, button="Add the comment", status=303)
    page = rhys.follow(page)
    assert "Rhys Reviewer Monday 3 May 2027, 10:00 Let us talk" in page.text


def test_a_refused_form_keeps_what_was_typed(rhys, event, panel):
    proposal = a_proposal(event)
    page = rhys.submit(rhys.get(path(proposal)), {"text": "Long words"}, button="Save", status=422)
    assert page.errors() == ["Choose a value for “Use to others”"]
    assert page.html.find("textarea", id="text").get_text().strip() == "Long words"
    page = rhys.submit(page, {"score_1": "9"}, button="Save", status=422)
    assert len(page.errors()) == 1
    scored(rhys, proposal)
    page = rhys.submit(
        rhys.get(path(proposal)), {"comment": "x" * 4001}, button="Add the comment", status=422
    )
    assert page.html.find("textarea", id="comment").get_text().strip() == "x" * 4001
    assert len(page.errors()) == 1


@pytest.mark.parametrize(
    "data",
    [
        {"score_1": "99999999999999999999"},
        {"score_1": "\x00"},
        {"score_1": ["3", "1"], "text": ["\x00a", "b"]},
        {"score_1": "3", "text": "\x00\ud800".encode("utf-8", "surrogatepass")},
        {},
    ],
)
def test_made_up_input_is_never_a_fault(rhys, app, event, panel, data):
    proposal = a_proposal(event)
    token = rhys.get(path(proposal)).form(button="Save").find(attrs={"name": "csrf_token"})["value"]
    with app.app_context():
        answer = rhys.http.post(path(proposal), data={**data, "csrf_token": token})
    assert answer.status_code in (303, 422)


def test_the_window_that_closes_while_writing(rhys, event, panel, clock):
    proposal = a_proposal(event)
    page = rhys.get(path(proposal))
    clock.at += timedelta(days=60)
    be(rhys, RHYS)
    page = rhys.get(path(proposal))
    assert "Reviewing has closed." in page.text
    assert page.html.find("input", type="radio") is None
    clock.at -= timedelta(days=60)
    page = rhys.get(path(proposal))
    set_to(queries.call_of(event.id), reviews_close_at=clock.now())
    page = rhys.submit(page, {"score_1": "2", "text": "Kept"}, button="Save", status=422)
    assert page.errors() == ["Reviewing has closed. You can still read, but not change anything."]
    assert page.html.find("textarea", id="text").get_text().strip() == "Kept"


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
    from app.events.enums import Role

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


def test_posts_on_what_is_not_there_are_404(app, rhys, event, panel, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", False)
    other = an_event("other")
    a_call(other)
    hidden = [
        a_proposal(event, lead=("Lea", "lea@example.org", a_service())),
        a_proposal(event, presenters=[("Pat", "pat@example.org", a_service())]),
        a_proposal(event, state=ProposalState.DRAFT),
        a_proposal(event, state=ProposalState.WITHDRAWN),
        a_proposal(other),
    ]
    bodies = set()
    for ref in [*(one.public_id for one in hidden), "0" * 24, "x"]:
        for end in ("", "/comments"):
            page = rhys.post(f"{REVIEWS}/{ref}{end}", {"score_1": "3", "comment": "x"}, status=404)
            bodies.add(page.body)
        bodies.add(rhys.get(f"{REVIEWS}/{ref}", status=404).body)
    assert len(bodies) == 1, "a hidden one looks like none"
    assert queries.given_pairs(event.id) == set()


def test_an_organiser_on_the_panel_sees_it_as_organiser_alone(app, event):
    a_call(event)
    a_category(event)
    a_reviewer(event, service=a_service(), email="orla@example.org", name="Orla Test")
    client = CheckingClient(app)
    be(client)
    proposal = a_proposal(event, "Of ours", lead=("Lea", "lea@example.org", a_service()))
    assert client.get(f"/next/manage/proposals/{proposal.public_id}").h1 == "Of ours"
    client.get(path(proposal), status=404)
    assert (
        "Orla Test: their service offers it"
        in client.get(f"/next/manage/proposals/{proposal.public_id}").text
    )


def test_no_category_no_form(client, event):
    a_call(event)
    a_reviewer(event, service=a_service(), email=RHYS)
    be(client, RHYS)
    page = client.get(path(a_proposal(event)))
    assert "The organisers have not said yet what is scored." in page.text
    assert page.html.find("textarea") is None
    assert isinstance(queries.call_of(event.id), Call)
