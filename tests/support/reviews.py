"""Builders for reviews: tracks, assignments, scores."""

from __future__ import annotations

from itertools import count

from sqlalchemy import select

from app.accounts.models import Person
from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.programme.models import Tag, Track
from app.proposals import queries
from app.proposals.models import Assignment, Proposal, Review, Reviewer, Score

_number = count(1)


def a_track(event, name="Podcasts") -> Track:
    number = next(_number)
    with transaction() as session:
        row = Track(event_id=event.id, slug=f"track-{number}", name=name, position=number)
        session.add(row)
    return row


def a_tag(event, name="Digital and information") -> Tag:
    with transaction() as session:
        row = Tag(event_id=event.id, slug=f"tag-{next(_number)}", name=name)
        session.add(row)
    return row


def assign(*pairs) -> None:
    with transaction() as session:
        session.add_all(
            Assignment(proposal_id=one.id, reviewer_id=who.id, assigned_at=clock.now())
            for one, who in pairs
        )


def assigned(event) -> set[tuple[str, str]]:
    """Titles and reviewers' names."""
    rows = db.session.execute(
        select(Proposal.title, Person.name)
        .join(Assignment, Assignment.proposal_id == Proposal.id)
        .join(Reviewer, Reviewer.id == Assignment.reviewer_id)
        .join(Person, Person.id == Reviewer.person_id)
        .where(Proposal.event_id == event.id)
    )
    return {(row[0], row[1]) for row in rows}


def a_review(proposal, reviewer, *values, text="") -> Review:
    """One value for each category of the event, in order; none where there are none."""
    categories = queries.categories(proposal.event_id)
    with transaction() as session:
        review = Review(
            proposal_id=proposal.id,
            reviewer_id=reviewer.id,
            text=text,
            created_at=clock.now(),
            updated_at=clock.now(),
            scores=[
                Score(category_id=category.id, value=value)
                for category, value in zip(categories, values, strict=False)
            ],
        )
        session.add(review)
    return review
