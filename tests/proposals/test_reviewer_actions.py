"""The panel: joining, changing, leaving, whichever way the role ends."""

import pytest
from sqlalchemy import select

from app.accounts.models import Person
from app.audit.models import AuditEntry
from app.events import actions as events
from app.events.enums import Role
from app.events.errors import LastOrganiser
from app.events.models import Membership
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import OutsideTransaction, transaction
from app.programme.models import Track
from app.proposals import actions, errors, queries
from app.proposals.actions import PanelDraft
from app.proposals.models import Assignment, Reviewer
from tests.support.builders import a_member, a_service, an_event
from tests.support.proposals import a_proposal, a_reviewer
from tests.support.reviews import a_review, a_track, assign, assigned

ACTOR = "orla@example.org"


def add(event, *, email="rhys@example.org", name="Rhys Reviewer", **more):
    values = {"service_id": a_service().id} | more
    with transaction():
        return actions.add_reviewer(
            event.id, PanelDraft(**values), name=name, email=email, now=clock.now(), actor=ACTOR
        )


def change(reviewer, **values):
    with transaction():
        actions.change_reviewer(reviewer.id, PanelDraft(**values), now=clock.now(), actor=ACTOR)


def end(reviewer):
    with transaction():
        actions.end_reviewer(reviewer.id, now=clock.now(), actor=ACTOR)


def roles(event, reviewer):
    rows = db.session.scalars(
        select(Membership).where(
            Membership.event_id == event.id, Membership.person_id == reviewer.person_id
        )
    )
    return [(row.role, row.ended_at is None) for row in rows]


def trail():
    return [row.action for row in db.session.scalars(select(AuditEntry).order_by(AuditEntry.id))]


def test_a_reviewer_gets_the_role_a_mail_and_tracks(event, outbox):
    track, foreign = a_track(event), a_track(an_event("other"))
    reviewer = add(event, tracks=[track.id, foreign.id])
    assert roles(event, reviewer) == [(Role.REVIEWER, True)]
    assert [one.name for one in reviewer.tracks] == [track.name]
    assert trail() == ["role granted", "reviewer added"]
    message = outbox(template="events/email/role_granted")[0]
    assert message.to_address == "rhys@example.org"
    assert "You are a reviewer" in message.text


def test_a_service_counts_before_a_typed_organisation(event):
    assert add(event, other_organisation="A charity").other_organisation == ""
    other = add(event, email="x@example.org", service_id=None, other_organisation="A charity")
    assert (other.service_id, other.other_organisation) == (None, "A charity")


def test_one_reviewer_an_address(event):
    add(event)
    with pytest.raises(errors.IsReviewer):
        add(event, name="Somebody Else")
    assert db.session.scalars(select(Person.name).where(Person.name == "Somebody Else")).all() == []
    add(an_event("other"))


def test_who_left_can_come_back(event, outbox):
    reviewer = add(event)
    end(reviewer)
    assert roles(event, reviewer) == [(Role.REVIEWER, False)]
    again = add(event, service_id=a_service("york").id)
    assert again.id == reviewer.id
    assert (again.ended_at, again.service_id) == (None, a_service("york").id)
    assert roles(event, reviewer) == [(Role.REVIEWER, False), (Role.REVIEWER, True)]


def test_another_service_takes_what_it_offers_off_the_list(event):
    york = a_service("york")
    of_york, other = a_proposal(event, lead=("Lea", "lea@example.org", york)), a_proposal(event)
    reviewer = a_reviewer(event, service=a_service())
    assign((of_york, reviewer), (other, reviewer))
    change(reviewer, service_id=york.id)
    assert assigned(event) == {(other.title, "Rhys Reviewer")}
    assert trail() == ["reviewer changed"]


def test_leaving_frees_what_is_not_reviewed_and_keeps_reviews(event):
    one, two = a_proposal(event), a_proposal(event)
    reviewer = a_reviewer(event, service=a_service())
    assign((one, reviewer), (two, reviewer))
    a_review(one, reviewer, 3)
    end(reviewer)
    assert assigned(event) == {(one.title, "Rhys Reviewer")}
    assert queries.given_pairs(event.id) == {(one.id, reviewer.id)}
    assert trail() == ["role ended", "reviewer ended"]
    assert queries.reviewers(event.id) == []


@pytest.mark.parametrize("everywhere", [False, True])
def test_the_role_that_ends_elsewhere_ends_the_seat(event, everywhere):
    reviewer = a_reviewer(event, service=a_service())
    if everywhere:
        person = db.session.get_one(Person, reviewer.person_id)
        with transaction():
            events.grant_role(person.id, Role.REVIEWER, None, now=clock.now(), actor=ACTOR)
            events.end_role(person.id, Role.REVIEWER, event.id, now=clock.now(), actor=ACTOR)
        assert queries.reviewers(event.id) != [], "the role in all events is left"
    with transaction():
        scope = None if everywhere else event.id
        events.end_role(reviewer.person_id, Role.REVIEWER, scope, now=clock.now(), actor=ACTOR)
    assert queries.reviewers(event.id) == []
    assert trail()[-1] == "reviewer ended"


def test_another_role_that_ends_leaves_the_seat(event):
    reviewer = a_reviewer(event, email="orla@example.org", name="Orla Test", service=a_service())
    a_member(event, email="two@example.org")
    with transaction():
        events.end_role(reviewer.person_id, Role.ORGANISER, event.id, now=clock.now(), actor=ACTOR)
    assert queries.reviewers(event.id) == [reviewer]
    with pytest.raises(LastOrganiser), transaction():
        two = db.session.scalars(select(Person).where(Person.email == "two@example.org")).one()
        events.end_role(two.id, Role.ORGANISER, event.id, now=clock.now(), actor=ACTOR)


def test_outside_a_transaction_nothing_happens(event):
    with pytest.raises(OutsideTransaction):
        actions.add_reviewer(
            event.id, PanelDraft(service_id=None), name="X", email="x@example.org",
            now=clock.now(), actor=ACTOR,
        )  # fmt: skip
    assert db.session.scalars(select(Reviewer)).all() == []
    assert db.session.scalars(select(Assignment)).all() == []
    assert db.session.scalars(select(Track)).all() == []
