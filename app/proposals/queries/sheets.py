"""Proposals as reviewers see them: frozen values that hold nothing a reviewer must not know.

Here and in `sheet_parts` alone proposals are read for reviewers, and no row leaves these files: no
page, search, order, table or file name can show what stands in no sheet. The columns are named one by
one; while reviewing is blind, whom a proposal comes from is not even asked for.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Row, select

from app.kernel.database import db
from app.programme.models import Tag, Track
from app.proposals import rules
from app.proposals.enums import (
    SENT,
    ProposalState,
    Recusal,
    Window,
)
from app.proposals.models import (
    Assignment,
    CallType,
    Proposal,
    ProposalTag,
    Review,
    Reviewer,
)
from app.proposals.queries.recusing import Parties, concerns, judge_of, recusal
from app.proposals.queries.sheet_parts import Named, Said, answers, owner_of, presenters_of

_WORDS = (
    select(
        Proposal.id,
        Proposal.public_id.label("ref"),
        Proposal.state,
        Proposal.title,
        Proposal.abstract,
        Proposal.outcomes,
        Proposal.prerequisites,
        Proposal.audience,
        Proposal.level,
        Proposal.language,
        Proposal.minutes,
        CallType.public_id.label("type"),
        CallType.name.label("type_name"),
        Track.slug.label("track"),
        Track.name.label("track_name"),
    )
    .outerjoin(CallType, CallType.id == Proposal.type_id)
    .outerjoin(Track, Track.id == Proposal.track_id)
)


@dataclass(frozen=True)
class ReviewSheet:
    """A proposal for one reviewer. The last three are filled for one sheet alone, never in a list, and
    owner and presenters only where reviewing is not blind."""

    ref: str
    state: ProposalState
    title: str
    abstract: str
    outcomes: str
    prerequisites: str
    audience: str
    level: str
    language: str
    minutes: int | None
    type: str
    type_name: str
    track: str
    track_name: str
    tags: tuple[str, ...]
    is_assigned: bool
    is_done: bool
    reviews: int
    answers: tuple[Said, ...] = ()
    owner: str = ""
    presenters: tuple[Named, ...] = ()

    @property
    def turn(self) -> rules.Turn:
        return rules.Turn(self.ref, self.is_assigned, self.is_done, self.reviews)


@dataclass(frozen=True)
class Sheets:
    """All that a reviewer may see, by title. `kept_away`: how many more were sent that they may not."""

    rows: Sequence[ReviewSheet]
    kept_away: int
    is_unstated: bool  # nobody said whose service the reviewer is of: there is nothing to see yet


def sheets(event_id: int, reviewer: Reviewer, *, window: Window) -> Sheets:
    """The same number of questions, however many proposals there are."""
    sent = _WORDS.where(Proposal.event_id == event_id, Proposal.state.in_(SENT))
    rows = db.session.execute(sent).all()
    parties = Parties()
    judge = judge_of(reviewer, parties)
    why = {
        proposal_id: rules.why_recused(judge, concern)
        for proposal_id, concern in concerns([row.id for row in rows], parties).items()
    }
    seen = [row for row in rows if _is_seen(row, why[row.id], window)]
    made = _made(event_id, seen, reviewer.id)
    kept_away = sum(reason is not None for reason in why.values())
    return Sheets(
        sorted(made, key=lambda one: (rules.plain(one.title), one.ref)),
        kept_away,
        not judge.party.is_stated,
    )


def sheet(
    event_id: int, ref: str, reviewer: Reviewer, *, window: Window, is_blind: bool
) -> ReviewSheet | None:
    """One of them with everything a reviewer may read; None as if it were not there."""
    row = db.session.execute(
        _WORDS.where(Proposal.event_id == event_id, Proposal.public_id == ref)
    ).one_or_none()
    if row is None or not _is_seen(row, recusal(reviewer, row.id), window):
        return None
    found = replace(
        _made(event_id, [row], reviewer.id)[0], answers=answers(row.id, is_blind=is_blind)
    )
    if is_blind:
        return found
    return replace(found, owner=owner_of(row.id), presenters=presenters_of(row.id))


def id_of(event_id: int, ref: str) -> int | None:
    """The number of a proposal by its public id."""
    return db.session.scalar(
        select(Proposal.id).where(Proposal.event_id == event_id, Proposal.public_id == ref)
    )


def _is_seen(row: Row[*tuple[Any, ...]], why: Recusal | None, window: Window) -> bool:
    return rules.may_see(state=ProposalState(row.state), recusal=why, window=window)


def _made(
    event_id: int, rows: Iterable[Row[*tuple[Any, ...]]], reviewer_id: int
) -> list[ReviewSheet]:
    tags = _tags(event_id)
    reviewed = _reviewed(event_id)
    assigned = set(
        db.session.scalars(
            select(Assignment.proposal_id).where(Assignment.reviewer_id == reviewer_id)
        )
    )
    done = {proposal for proposal, reviewer in reviewed if reviewer == reviewer_id}
    counted = Counter(proposal for proposal, _ in reviewed)
    return [
        ReviewSheet(
            ref=row.ref,
            state=ProposalState(row.state),
            title=row.title,
            abstract=row.abstract,
            outcomes=row.outcomes,
            prerequisites=row.prerequisites,
            audience=row.audience,
            level=row.level,
            language=row.language,
            minutes=row.minutes,
            type=row.type or "",
            type_name=row.type_name or "",
            track=row.track or "",
            track_name=row.track_name or "",
            tags=tuple(tags.get(row.id, ())),
            is_assigned=row.id in assigned,
            is_done=row.id in done,
            reviews=counted[row.id],
        )
        for row in rows
    ]


def _reviewed(event_id: int) -> list[tuple[int, int]]:
    rows = db.session.execute(
        select(Review.proposal_id, Review.reviewer_id)
        .join(Proposal, Proposal.id == Review.proposal_id)
        .where(Proposal.event_id == event_id)
    )
    return [(row[0], row[1]) for row in rows]


def _tags(event_id: int) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = db.session.execute(
        select(ProposalTag.proposal_id, Tag.name)
        .join(Tag, Tag.id == ProposalTag.tag_id)
        .where(Tag.event_id == event_id)
        .order_by(Tag.name)
    )
    for proposal_id, name in rows:
        found[proposal_id].append(name)
    return found
