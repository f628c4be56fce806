"""One proposal, as organisers see it: everything about it on one page."""

import pytest

from app.kernel import clock
from app.kernel.mailbox import Mailbox
from app.kernel.transaction import transaction
from app.mail.actions import Draft, post
from app.proposals import actions, queries
from app.proposals.enums import Decision, PresenterState, ProposalState
from app.proposals.models import ReviewComment
from tests.support.builders import a_service, an_event
from tests.support.proposals import a_call, a_category, a_proposal, a_reviewer
from tests.support.reviews import a_review


def path(proposal):
    return f"/next/manage/proposals/{proposal.public_id}"


@pytest.fixture
def proposal(event):
    a_call(event, is_blind=True)
    a_category(event)
    return a_proposal(
        event,
        "<i>Podcasts</i>",
        decision=Decision.RESERVE,
        technical_needs="Two screens",
        lead=("Sam Speaker", "sam@example.org", a_service("york")),
        presenters=[("Ona Other", "ona@example.org", a_service("leeds"))],
    )


def test_everything_about_it(orla, event, proposal):
    ann = a_reviewer(event, name="Ann", service=a_service())
    a_reviewer(event, name="Yol", service=a_service("york"))
    a_reviewer(event, name="Lou", service=a_service("leeds"))
    a_review(proposal, ann, 4, text="I like it")
    with transaction() as session:
        session.add(
            ReviewComment(
                proposal_id=proposal.id,
                reviewer_id=ann.id,
                text="Shall we?",
                written_at=clock.now(),
            )
        )
        session.merge(proposal.presenters[1]).state = PresenterState.INVITED
        actions.move(
            queries.locked(proposal.id), ProposalState.RESERVE, now=clock.now(), actor="orla"
        )
        post(
            Draft(
                template="events/email/role_granted",
                to=Mailbox("Sam", "sam@example.org"),
                values={
                    "name": "Sam", "role": "host", "event": "E", "email": "sam@example.org",
                    "sign_in_url": "https://example.org", "contact": "",
                },
                dedupe_key="one",
                scope="next",
                subject_ref=proposal.public_id,
            ),
            now=clock.now(),
        )  # fmt: skip
    page = orla.get(path(proposal))
    assert page.h1 == "<i>Podcasts</i>"
    for words in (
        "Offered by York",
        "State On the reserve list",
        "Decision held back To go on the reserve list",
        "Two screens",
        "Sam Speaker, sam@example.org, Librarian York; sent the proposal; presents",
        "Ona Other, ona@example.org, Librarian Leeds; invited, has not answered",
        "Ann 4",
        "Overall: mean 4.0, spread –.",
        "Ann writes I like it",
        "Yol: their service offers it",
        "Lou: somebody of their service presents it",
        "Shall we?",
        "You are on the team",
        "On the reserve list – orla",
    ):
        assert words in page.text, words


def test_it_costs_the_same_for_many(orla, event, proposal):
    panel = [a_reviewer(event, name=f"R{n}", service=a_service()) for n in range(12)]
    a_review(proposal, panel[0], 3)
    orla.get(path(proposal))
    few = orla.get(path(proposal)).queries
    for reviewer in panel[1:]:
        a_review(proposal, reviewer, 2, text="x")
    assert orla.get(path(proposal)).queries == few


def test_a_review_that_does_not_count_is_said_so(orla, event, proposal):
    a_review(proposal, a_reviewer(event, name="Yol", service=a_service("york")), 4)
    page = orla.get(path(proposal))
    assert "Yol Kept away from it by now: does not count 4" in page.text
    assert "Overall: mean –, spread –." in page.text


def test_drafts_and_foreign_ones_are_not_there(orla, event):
    orla.get(path(a_proposal(event, state=ProposalState.DRAFT)), status=404)
    orla.get(path(a_proposal(an_event("other"))), status=404)
    orla.get("/next/manage/proposals/%00", status=404)
    orla.get(path(a_proposal(event, state=ProposalState.WITHDRAWN)))
