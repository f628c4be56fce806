"""Reviewers' pages: one proposal, its scores, the others' reviews, comments."""

from datetime import timedelta

import pytest

from app.kernel.transaction import transaction
from app.proposals import queries
from app.proposals.enums import ProposalState
from app.proposals.models import Answer, Proposal, Question
from tests.support.builders import a_service, an_event
from tests.support.client import CheckingClient
from tests.support.proposals import a_call, a_category, a_proposal, a_reviewer, a_type
from tests.support.reviews import a_review, a_tag
from tests.support.signing_in import be

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


def path(proposal):
    return f"{REVIEWS}/{proposal.public_id}"


def scored(rhys, proposal, value="3", text=""):
    return rhys.submit(
        rhys.get(path(proposal)), {"score_1": value, "text": text}, button="Save", status=303
    )


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
