"""Giving out proposals, the rules of reviewing, and what is scored: rows and trail."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.audit.models import AuditEntry
from app.kernel import clock as clocks
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.proposals import actions, errors, queries
from app.proposals.actions import ReviewingDraft
from app.proposals.enums import AssignBy, ProposalState
from app.proposals.models import Call, ReviewerTrack, ScoreCategory
from app.proposals.rules import Scale
from tests.support.builders import a_service
from tests.support.proposals import a_call, a_proposal, a_reviewer
from tests.support.reviews import a_review, a_track, assign, assigned

ACTOR = "orla@example.org"


def give_out(event):
    with transaction():
        return actions.assign_reviewers(event.id, now=clocks.now(), actor=ACTOR)


def reviewing(event, **more):
    values = {
        "opens_at": clocks.now(),
        "closes_at": clocks.now() + timedelta(days=7),
        "is_blind": True,
        "reviews_each": 2,
        "assign_by": AssignBy.SPREAD,
    } | more
    with transaction():
        actions.set_reviewing(event.id, ReviewingDraft(**values), now=clocks.now(), actor=ACTOR)


def score(event, *scales):
    with transaction():
        actions.set_categories(event.id, scales, now=clocks.now(), actor=ACTOR)


def trail():
    return [(one.action, one.detail) for one in db.session.scalars(select(AuditEntry))]


def for_track(reviewer, track):
    with transaction() as session:
        session.add(ReviewerTrack(reviewer_id=reviewer.id, track_id=track.id))


@pytest.fixture
def panel(event):
    return [
        a_reviewer(event, name="Ann", service=a_service()),
        a_reviewer(event, name="Bob", service=a_service("york")),
        a_reviewer(event, name="Cal", service=a_service("leeds")),
    ]


def test_evenly_and_never_the_own_service(event, panel):
    a_call(event, assign_by=AssignBy.SPREAD, reviews_each=2)
    mine = a_proposal(event, "Of Ann's", lead=("Lea", "lea@example.org", a_service()))
    others = [a_proposal(event, f"P{n}") for n in range(2)]
    a_proposal(event, "Draft", state=ProposalState.DRAFT)
    a_proposal(event, "Decided", state=ProposalState.ACCEPTED)
    plan = give_out(event)
    pairs = assigned(event)
    assert plan.short == {}
    assert {who for title, who in pairs if title == mine.title} == {"Bob", "Cal"}
    assert {title for title, _ in pairs} == {"Of Ann's", *(one.title for one in others)}
    assert (
        sorted(len([p for p in pairs if p[1] == who]) for who in ("Ann", "Bob", "Cal")) == [2] * 3
    )
    give_out(event)
    assert assigned(event) == pairs, "the same rows give the same plan"
    assert trail()[0] == (
        "proposals assigned",
        {"by": "spread", "assigned": 6, "short": 0},
    )


def test_by_track_names_what_nobody_fits(event, panel):
    a_call(event, assign_by=AssignBy.TRACK, reviews_each=1)
    sound, film = a_track(event, "Sound"), a_track(event, "Film")
    for_track(panel[0], sound)
    a_proposal(event, "A podcast", track_id=sound.id)
    film_one = a_proposal(event, "A film", track_id=film.id)
    a_proposal(event, "Neither")
    give_out(event)
    assert assigned(event) == {("A podcast", "Ann")}
    assert [(one.title, n) for one, n in queries.lacking(event.id, each=1)] == [
        ("A film", 1),
        ("Neither", 1),
    ]
    for_track(panel[1], film)
    give_out(event)
    assert (film_one.title, "Bob") in assigned(event)


def test_what_is_reviewed_stays_and_counts(event, panel):
    a_call(event, assign_by=AssignBy.SPREAD, reviews_each=1)
    ann, bob, _ = panel
    one, two = a_proposal(event, "One"), a_proposal(event, "Two")
    assign((one, ann))
    a_review(one, ann)
    a_review(two, bob)  # nobody had asked him to
    give_out(event)
    assert assigned(event) == {("One", "Ann"), ("Two", "Bob")}
    assert queries.lacking(event.id, each=1) == []


def test_who_left_keeps_no_list_but_their_review_counts(event, panel):
    a_call(event, assign_by=AssignBy.SPREAD, reviews_each=1)
    ann = panel[0]
    one, two = a_proposal(event, "One"), a_proposal(event, "Two")
    assign((one, ann), (two, ann))
    a_review(one, ann)
    with transaction():
        actions.end_reviewer(ann.id, now=clocks.now(), actor=ACTOR)
    give_out(event)
    assert {title for title, _ in assigned(event)} == {"Two"}


def test_who_is_kept_away_meanwhile_is_replaced(event, panel):
    a_call(event, assign_by=AssignBy.SPREAD, reviews_each=1)
    one = a_proposal(event, "One", lead=("Lea", "lea@example.org", a_service()))
    assign((one, panel[0]))
    a_review(one, panel[0])
    assert queries.lacking(event.id, each=1) == [(one, 1)]
    give_out(event)
    assert {who for _, who in assigned(event)} <= {"Bob", "Cal"}


@pytest.mark.parametrize("call", [None, AssignBy.NOBODY])
def test_where_everybody_chooses_nothing_is_given_out(event, panel, call):
    if call:
        a_call(event, assign_by=call)
    with pytest.raises(errors.NothingToAssign):
        give_out(event)


def test_rules_of_reviewing_make_the_call(event):
    reviewing(event)
    call = db.session.scalars(select(Call)).one()
    assert (call.is_blind, call.reviews_each, call.assign_by) == (True, 2, "spread")
    reviewing(event, is_blind=False)
    assert [what for what, _ in trail()] == ["reviewing changed"] * 2
    assert not db.session.scalars(select(Call)).one().is_blind


def test_a_window_the_wrong_way_round(event):
    with pytest.raises(errors.ReviewsCloseBeforeOpening):
        reviewing(event, closes_at=clocks.now())
    assert queries.call_of(event.id) is None


def test_when_everybody_chooses_lists_are_let_go(event, panel):
    a_call(event, assign_by=AssignBy.SPREAD)
    one, two = a_proposal(event, "One"), a_proposal(event, "Two")
    assign((one, panel[0]), (two, panel[0]), (two, panel[1]))
    a_review(two, panel[1])
    reviewing(event, assign_by=AssignBy.NOBODY)
    assert assigned(event) == {("Two", "Bob")}


def test_categories_are_set_changed_and_taken_away(event):
    score(event, Scale("Use", ("Low", "High")), Scale("New", ("No", "Yes")))
    score(event, Scale("New", ("No", "Some", "Yes")))
    row = db.session.scalars(select(ScoreCategory)).one()
    assert (row.name, row.words) == ("New", [[1, "No"], [2, "Some"], [3, "Yes"]])
    assert trail()[-1] == ("score categories changed", {"names": ["New"]})


def test_once_scored_names_alone_change(event, panel):
    a_call(event)
    score(event, Scale("Use", ("Low", "High")))
    a_review(a_proposal(event), panel[0], 1)
    score(event, Scale("Use to others", ("Low", "High")))
    with pytest.raises(errors.ScoredAlready):
        score(event, Scale("Use", ("High", "Low")))
    with pytest.raises(errors.ScoredAlready):
        score(event, Scale("Use", ("Low", "High")), Scale("New", ("No", "Yes")))
    assert [one.name for one in queries.categories(event.id)] == ["Use to others"]
