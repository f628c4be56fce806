"""The panel: who reviews, for which tracks, what is scored, and how far everybody is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from app.accounts.models import Person
from app.events import queries as events
from app.events.enums import Role
from app.kernel.database import db
from app.kernel.transaction import needs_transaction
from app.proposals.enums import SENT, ProposalState
from app.proposals.models import Assignment, Proposal, Review, Reviewer, ScoreCategory
from app.proposals.queries.recusing import recusals
from app.proposals.rules import plain

_WHOLE: tuple[ORMOption, ...] = (
    joinedload(Reviewer.person),
    joinedload(Reviewer.service),
    selectinload(Reviewer.tracks),
)


def reviewer_of(event_id: int, person_ids: Sequence[int]) -> Reviewer | None:
    """The reviewer that one of these people (all at one address) is, unless that has ended."""
    return db.session.scalars(
        select(Reviewer)
        .options(*_WHOLE)
        .where(
            Reviewer.event_id == event_id,
            Reviewer.person_id.in_(person_ids),
            Reviewer.ended_at.is_(None),
        )
        .order_by(Reviewer.id)
        .limit(1)
    ).one_or_none()


def reviewers(event_id: int, *, ended: bool = False) -> Sequence[Reviewer]:
    """The panel by name; with `ended` also who was on it once."""
    query = (
        select(Reviewer)
        .join(Reviewer.person)
        .options(*_WHOLE)
        .where(Reviewer.event_id == event_id)
        .order_by(Person.name_key, Reviewer.id)
    )
    return db.session.scalars(query if ended else query.where(Reviewer.ended_at.is_(None))).all()


def reviewer_by_ref(event_id: int, public_id: str) -> Reviewer | None:
    """One of the panel; who was on it once is not there."""
    return db.session.scalar(
        select(Reviewer)
        .options(*_WHOLE)
        .where(
            Reviewer.event_id == event_id,
            Reviewer.public_id == public_id,
            Reviewer.ended_at.is_(None),
        )
    )


def without_role(person_id: int, *, event_id: int | None) -> list[Reviewer]:
    """Where this person is on the panel, in this event or (None) in any, but has the role no more."""
    session = needs_transaction()
    session.flush()
    query = select(Reviewer).where(Reviewer.person_id == person_id, Reviewer.ended_at.is_(None))
    if event_id is not None:
        query = query.where(Reviewer.event_id == event_id)
    return [
        row
        for row in session.scalars(query)
        if Role.REVIEWER not in events.roles_of(row.event_id, [person_id])
    ]


def locked_reviewer(reviewer_id: int) -> Reviewer:
    """Read afresh with the row locked: nobody's service changes while they score, and one reviewer's
    two clicks come one after the other."""
    return (
        needs_transaction()
        .scalars(
            select(Reviewer)
            .options(selectinload(Reviewer.person), selectinload(Reviewer.tracks))
            .where(Reviewer.id == reviewer_id)
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
        .one()
    )


def categories(event_id: int) -> Sequence[ScoreCategory]:
    """What is scored, in order."""
    return db.session.scalars(
        select(ScoreCategory)
        .where(ScoreCategory.event_id == event_id)
        .order_by(ScoreCategory.position, ScoreCategory.id)
    ).all()


def has_reviews(event_id: int) -> bool:
    query = select(Review.id).join(Proposal, Proposal.id == Review.proposal_id)
    return db.session.scalar(query.where(Proposal.event_id == event_id).limit(1)) is not None


def to_review(event_id: int) -> Sequence[Proposal]:
    """Those that wait for a decision, so that reviews still matter."""
    return db.session.scalars(
        select(Proposal)
        .where(Proposal.event_id == event_id, Proposal.state == ProposalState.SUBMITTED)
        .order_by(Proposal.public_id)
    ).all()


@dataclass(frozen=True)
class Progress:
    """How far a reviewer is. `assigned` and `done` count proposals they may see; `given` all reviews of
    theirs; `kept_away` those they are recused from."""

    assigned: int
    done: int
    given: int
    kept_away: int


def progress(event_id: int, panel: Sequence[Reviewer]) -> dict[int, Progress]:
    """Of each reviewer, over all proposals that were sent."""
    sent = list(
        db.session.scalars(
            select(Proposal.id).where(Proposal.event_id == event_id, Proposal.state.in_(SENT))
        )
    )
    away = recusals(panel, sent)
    assigned = _pairs(event_id, Assignment) - away.keys()
    given = _pairs(event_id, Review) - away.keys()
    counted = {
        "assigned": Counter(reviewer for _, reviewer in assigned),
        "done": Counter(reviewer for _, reviewer in assigned & given),
        "given": Counter(reviewer for _, reviewer in given),
        "kept_away": Counter(reviewer for _, reviewer in away),
    }
    return {
        one.id: Progress(**{what: counts[one.id] for what, counts in counted.items()})
        for one in panel
    }


def _pairs(event_id: int, table: type[Assignment | Review]) -> set[tuple[int, int]]:
    """(proposal, reviewer) of each row about a proposal that was sent."""
    query = select(table.proposal_id, table.reviewer_id).join(
        Proposal, Proposal.id == table.proposal_id
    )
    rows = db.session.execute(query.where(Proposal.event_id == event_id, Proposal.state.in_(SENT)))
    return {(row[0], row[1]) for row in rows}


def assigned_pairs(event_id: int) -> set[tuple[int, int]]:
    return _pairs(event_id, Assignment)


def given_pairs(event_id: int) -> set[tuple[int, int]]:
    return _pairs(event_id, Review)


def lacking(event_id: int, *, each: int) -> list[tuple[Proposal, int]]:
    """What waits for a decision and has fewer reviewers than `each`, given or assigned, with how many
    it lacks; by title."""
    proposals = to_review(event_id)
    away = recusals(reviewers(event_id, ended=True), [one.id for one in proposals])
    covered = Counter(
        proposal for proposal, _ in (assigned_pairs(event_id) | given_pairs(event_id)) - away.keys()
    )
    rows = [(one, each - covered[one.id]) for one in proposals if covered[one.id] < each]
    return sorted(rows, key=lambda row: (plain(row[0].title), row[0].public_id))
