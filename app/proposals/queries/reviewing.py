"""Reviews and comments of one proposal, as plain values."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from app.kernel.database import db
from app.proposals import rules
from app.proposals.models import Proposal, Review, ReviewComment, Reviewer, Score
from app.proposals.queries.recusing import recusals


@dataclass(frozen=True)
class Given:
    """A review. `scores` by the category's number. `counts` is False when its reviewer is kept away
    from the proposal by now, say because a colleague of theirs presents it too."""

    reviewer_id: int
    name: str
    text: str
    at: datetime
    scores: Mapping[int, int]
    counts: bool


@dataclass(frozen=True)
class Comment:
    name: str
    text: str
    at: datetime


def reviews_of(proposal_id: int) -> list[Given]:
    """All of them, by the reviewer's name."""
    rows = db.session.scalars(
        select(Review)
        .options(
            joinedload(Review.reviewer).joinedload(Reviewer.person), selectinload(Review.scores)
        )
        .where(Review.proposal_id == proposal_id)
    ).all()
    away = recusals([row.reviewer for row in rows], [proposal_id])
    given = [
        Given(
            row.reviewer_id,
            row.reviewer.person.name,
            row.text,
            row.updated_at,
            {score.category_id: score.value for score in row.scores},
            (proposal_id, row.reviewer_id) not in away,
        )
        for row in rows
    ]
    return sorted(given, key=lambda one: (rules.plain(one.name), one.reviewer_id))


def comments_of(proposal_id: int) -> list[Comment]:
    """The oldest first; those of who is kept away by now too, since others have answered them."""
    rows = db.session.scalars(
        select(ReviewComment)
        .options(joinedload(ReviewComment.reviewer).joinedload(Reviewer.person))
        .where(ReviewComment.proposal_id == proposal_id)
        .order_by(ReviewComment.id)
    )
    return [Comment(row.reviewer.person.name, row.text, row.written_at) for row in rows]


def newest_comment(proposal_id: int, reviewer_id: int) -> ReviewComment | None:
    """Of this reviewer about this proposal."""
    return db.session.scalar(
        select(ReviewComment)
        .where(ReviewComment.proposal_id == proposal_id, ReviewComment.reviewer_id == reviewer_id)
        .order_by(ReviewComment.id.desc())
        .limit(1)
    )


def own_review(proposal_id: int, reviewer_id: int) -> Review | None:
    return db.session.scalar(
        select(Review)
        .options(selectinload(Review.scores))
        .where(Review.proposal_id == proposal_id, Review.reviewer_id == reviewer_id)
    )


def own_reviews(reviewer_id: int) -> dict[str, Review]:
    """Everything a reviewer has given, by the proposal's public id."""
    rows = db.session.execute(
        select(Proposal.public_id, Review)
        .join(Review, Review.proposal_id == Proposal.id)
        .options(selectinload(Review.scores))
        .where(Review.reviewer_id == reviewer_id)
    )
    return {row[0]: row[1] for row in rows}


def scores_of(event_id: int) -> dict[int, dict[int, dict[int, int]]]:
    """Every score of the event: proposal -> reviewer -> category -> value."""
    found: dict[int, dict[int, dict[int, int]]] = defaultdict(lambda: defaultdict(dict))
    rows = db.session.execute(
        select(Review.proposal_id, Review.reviewer_id, Score.category_id, Score.value)
        .join(Proposal, Proposal.id == Review.proposal_id)
        .join(Score, Score.review_id == Review.id)
        .where(Proposal.event_id == event_id)
    )
    for proposal_id, reviewer_id, category_id, value in rows:
        found[proposal_id][reviewer_id][category_id] = value
    return found


def summaries(
    event_id: int, proposal_ids: Iterable[int], panel: Sequence[Reviewer]
) -> dict[int, rules.Summary]:
    """Mean and spread of each proposal, without the scores of who is kept away from it by now. `panel`:
    everybody who may have reviewed, who left too."""
    ids = list(proposal_ids)
    away, scores = recusals(panel, ids), scores_of(event_id)
    return {
        one: rules.overall(
            [own for reviewer, own in scores.get(one, {}).items() if (one, reviewer) not in away]
        )
        for one in ids
    }
