"""Scoring and talking: rows, trail, and every refusal."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel import clock as clocks
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.proposals import actions, errors, queries
from app.proposals.actions import PanelDraft, ReviewDraft
from app.proposals.enums import PresenterState, ProposalState
from app.proposals.models import Proposal, Review, ReviewComment, Reviewer, Score
from tests.support.builders import a_service, an_event
from tests.support.proposals import a_call, a_category, a_proposal, a_reviewer

ACTOR = "rhys@example.org"


@pytest.fixture
def panel(event):
    a_call(event)
    return a_reviewer(event, service=a_service(), email=ACTOR)


@pytest.fixture
def category(event):
    return a_category(event)


def score(reviewer, proposal, category, value=3, *, text="Good", ref=None):
    draft = ReviewDraft(scores={category.public_id: value} if category else {}, text=text)
    with transaction():
        return actions.give_review(
            reviewer.id, ref or proposal.public_id, draft, now=clocks.now(), actor=ACTOR
        )


def comment(reviewer, proposal, text="I wonder"):
    with transaction():
        return actions.add_comment(
            reviewer.id, proposal.public_id, text, now=clocks.now(), actor=ACTOR
        )


def set_to(row, **values):
    with transaction() as session:
        found = session.get_one(type(row), row.id)
        for name, value in values.items():
            setattr(found, name, value)


def trail():
    return [
        (row.action, row.subject)
        for row in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))
    ]


def test_a_review_is_given_and_replaced(panel, category, event, clock):
    proposal = a_proposal(event)
    score(panel, proposal, category, 2)
    clock.at += timedelta(hours=1)
    second = a_category(event, "How new it is")
    draft = ReviewDraft(scores={category.public_id: 4, second.public_id: 1}, text="Better")
    with transaction():
        actions.give_review(panel.id, proposal.public_id, draft, now=clock.now(), actor=ACTOR)
    row = db.session.scalars(select(Review)).one()
    assert (row.text, row.updated_at - row.created_at) == ("Better", timedelta(hours=1))
    values = {one.category_id: one.value for one in db.session.scalars(select(Score))}
    assert values == {category.id: 4, second.id: 1}
    assert trail() == [
        ("review given", proposal.public_id),
        ("review changed", proposal.public_id),
    ]
    details = db.session.scalars(select(AuditEntry.detail)).all()
    assert details == [{}, {}], "what was thought stands in no trail"


@pytest.mark.parametrize("value", [0, 5, -1, 10**12])
def test_a_value_without_words_is_none(panel, category, event, value):
    with pytest.raises(errors.NoSuchValue):
        score(panel, a_proposal(event), category, value)
    assert db.session.scalars(select(Review)).all() == []


def test_each_category_is_scored(panel, category, event):
    a_category(event, "Second")
    with pytest.raises(errors.ScoreMissing):
        score(panel, a_proposal(event), category)


def test_nothing_to_score(panel, event):
    with pytest.raises(errors.NothingToScore):
        score(panel, a_proposal(event), None)


@pytest.mark.parametrize("state", ProposalState)
def test_only_what_waits_for_a_decision_is_scored(panel, category, event, state):
    proposal = a_proposal(event, state=state)
    if state == ProposalState.SUBMITTED:
        score(panel, proposal, category)
        return
    hidden = state in (ProposalState.DRAFT, ProposalState.WITHDRAWN)
    with pytest.raises(errors.NotForYou if hidden else errors.DecidedAlready):
        score(panel, proposal, category)


@pytest.mark.parametrize(
    ("window", "refusal"),
    [
        pytest.param({"reviews_open_at": None}, errors.NotForYou, id="never opened"),
        pytest.param({"reviews_open_at": timedelta(hours=1)}, errors.NotForYou, id="before"),
        pytest.param({"reviews_close_at": timedelta()}, errors.ReviewsClosed, id="after"),
    ],
)
def test_only_while_the_window_is_open(panel, category, event, clock, window, refusal):
    proposal = a_proposal(event)
    score(panel, proposal, category)
    values = {
        name: None if value is None else clock.now() + value for name, value in window.items()
    }
    set_to(queries.call_of(event.id), **values)
    with pytest.raises(refusal):
        score(panel, proposal, category, 1)
    with pytest.raises(refusal):
        comment(panel, proposal)
    assert db.session.scalars(select(Score.value)).all() == [3]


def own(event):
    return a_proposal(event, lead=("Lea", "lea@example.org", a_service()))


def presented(event):
    return a_proposal(event, presenters=[("Pat", "pat@example.org", a_service())])


def themselves(event):
    return a_proposal(event, presenters=[("Rhys at Home", ACTOR, a_service("york"))])


@pytest.mark.parametrize("make", [own, presented, themselves])
def test_never_of_the_own_service(panel, category, event, make):
    proposal = make(event)
    with pytest.raises(errors.NotForYou):
        score(panel, proposal, category)
    with pytest.raises(errors.NotForYou):
        comment(panel, proposal)
    assert db.session.scalars(select(Review)).all() == []


@pytest.mark.parametrize("state", [PresenterState.DECLINED, PresenterState.REMOVED])
def test_who_does_not_present_keeps_nobody_away(panel, category, event, state):
    proposal = presented(event)
    set_to(proposal.presenters[1], state=state)
    score(panel, proposal, category)
    with_me = themselves(event)
    set_to(with_me.presenters[1], state=state)
    with pytest.raises(errors.NotForYou):  # they know whose it is
        score(panel, with_me, category)


def test_a_review_counts_no_longer_once_its_reviewer_is_kept_away(panel, category, event):
    proposal = a_proposal(event)
    score(panel, proposal, category, 4)
    other = a_reviewer(event, name="Olwen", service=a_service("york"))
    score(other, proposal, category, 1)
    assert queries.lines(event.id)[0].summary.mean == 2.5
    set_to(proposal, service_id=a_service().id, other_organisation="")
    summary = queries.lines(event.id)[0].summary
    assert (summary.reviews, summary.mean) == (1, 1.0)
    assert {one.name: one.counts for one in queries.reviews_of(proposal.id)} == {
        "Olwen": True,
        "Rhys Reviewer": False,
    }


def test_a_whole_group_counts_as_one(panel, category, event):
    proposal = a_proposal(event, lead=("Lea", "lea@example.org", a_service("york")))
    score(panel, proposal, category)
    set_to(a_service(), counts_as="one-trust")
    set_to(a_service("york"), counts_as="one-trust")
    try:
        with pytest.raises(errors.NotForYou):
            score(panel, proposal, category)
    finally:
        set_to(a_service(), counts_as="")
        set_to(a_service("york"), counts_as="")


@pytest.mark.parametrize("values", [{"ended_at": True}, {"service_id": None}])
def test_who_is_off_the_panel_or_of_nowhere_scores_nothing(panel, category, event, values):
    if "ended_at" in values:
        values = {"ended_at": clocks.now()}
    set_to(panel, **values)
    with pytest.raises(errors.NotForYou):
        score(panel, a_proposal(event), category)


def test_not_of_another_event(panel, category, event):
    other = an_event("other")
    a_call(other)
    with pytest.raises(errors.NotForYou):
        score(panel, a_proposal(other), category)
    with pytest.raises(errors.NotForYou):
        score(panel, None, category, ref="0" * 24)


def test_comments_come_after_the_own_review(panel, category, event):
    proposal = a_proposal(event)
    with pytest.raises(errors.ReviewFirst):
        comment(panel, proposal)
    score(panel, proposal, category)
    comment(panel, proposal)
    comment(panel, proposal)  # a double click
    comment(panel, proposal, "And another thing")
    texts = db.session.scalars(select(ReviewComment.text).order_by(ReviewComment.id)).all()
    assert texts == ["I wonder", "And another thing"]
    assert [what for what, _ in trail()] == [
        "review given",
        "review comment added",
        "review comment added",
    ]


def test_another_service_in_the_middle(panel, category, event):
    """The reviewer's service changes: what they scored of it is theirs no more."""
    proposal = a_proposal(event, lead=("Lea", "lea@example.org", a_service("york")))
    score(panel, proposal, category)
    with transaction():
        actions.change_reviewer(
            panel.id, PanelDraft(service_id=a_service("york").id), now=clocks.now(), actor="x"
        )
    with pytest.raises(errors.NotForYou):
        comment(panel, proposal)
    assert db.session.scalars(select(Reviewer)).one().service_id == a_service("york").id
    assert db.session.scalars(select(Proposal)).one().state == ProposalState.SUBMITTED
