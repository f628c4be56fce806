"""What is scored, and the rules of reviewing: the window, how many each, who gets what, blind or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select

from app.audit.actions import record
from app.events import queries as events
from app.kernel.facts import emit
from app.kernel.transaction import needs_transaction
from app.proposals import queries, rules
from app.proposals.enums import AssignBy
from app.proposals.facts import ReviewingChanged
from app.proposals.models import Assignment, Call, Proposal, Review, ScoreCategory
from app.proposals.rules import Scale


@dataclass(frozen=True, kw_only=True)
class ReviewingDraft:
    opens_at: datetime | None
    closes_at: datetime | None
    is_blind: bool
    reviews_each: int
    assign_by: AssignBy


def set_reviewing(event_id: int, draft: ReviewingDraft, *, now: datetime, actor: str) -> None:
    """Where nobody is assigned anything any more, what was assigned and is not reviewed is let go.
    Refused: a window that closes before it opens."""
    event = events.locked(event_id)
    refusal = rules.why_not_window(opens_at=draft.opens_at, closes_at=draft.closes_at)
    if refusal:
        raise refusal
    call = _call_of(event_id, now=now)
    call.reviews_open_at, call.reviews_close_at = draft.opens_at, draft.closes_at
    call.is_blind = draft.is_blind
    call.reviews_each = draft.reviews_each
    call.assign_by = draft.assign_by
    call.updated_at = now
    if draft.assign_by == AssignBy.NOBODY:
        _let_go(event_id)
    record(
        "reviewing changed",
        now=now,
        actor=actor,
        scope=event.slug,
        is_blind=draft.is_blind,
        opens_at=draft.opens_at.isoformat() if draft.opens_at else "",
        closes_at=draft.closes_at.isoformat() if draft.closes_at else "",
        reviews_each=draft.reviews_each,
        assign_by=draft.assign_by.value,
    )
    emit(ReviewingChanged(at=now, event_id=event.id, actor=actor))


def set_categories(event_id: int, scales: Sequence[Scale], *, now: datetime, actor: str) -> None:
    """In this order. Refused: none or too many, values that differ in number, other values than those
    that were scored already."""
    session = needs_transaction()
    event = events.locked(event_id)
    known = list(queries.categories(event_id))
    refusal = rules.why_not_scales(
        scales,
        before=[scale_of(row) for row in known],
        has_reviews=queries.has_reviews(event_id),
    )
    if refusal:
        raise refusal
    for position, scale in enumerate(scales):
        row = known.pop(0) if known else ScoreCategory(event_id=event_id)
        row.name, row.position = scale.name, position
        row.words = [[value, words] for value, words in enumerate(scale.words, 1)]
        session.add(row)
    for row in known:
        session.delete(row)
    names = [scale.name for scale in scales]
    record("score categories changed", now=now, actor=actor, scope=event.slug, names=names)


def scale_of(row: ScoreCategory) -> Scale:
    return Scale(row.name, tuple(words for _, words in row.words))


def _call_of(event_id: int, *, now: datetime) -> Call:
    """The event's row is locked, so that there is one."""
    session = needs_transaction()
    call = queries.call_of(event_id)
    if call is None:
        call = Call(event_id=event_id, updated_at=now)
        session.add(call)
    return call


def _let_go(event_id: int) -> None:
    reviewed = select(Review.id).where(
        Review.proposal_id == Assignment.proposal_id,
        Review.reviewer_id == Assignment.reviewer_id,
    )
    of_event = select(Proposal.id).where(Proposal.event_id == event_id)
    needs_transaction().execute(
        delete(Assignment).where(
            Assignment.proposal_id.in_(of_event), ~reviewed.correlate(Assignment).exists()
        )
    )
