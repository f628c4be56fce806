"""A reviewer's scores, and their words to the others."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.audit.actions import record
from app.kernel.transaction import needs_transaction
from app.proposals import errors, queries, rules
from app.proposals.enums import ProposalState, Window
from app.proposals.models import Proposal, Review, ReviewComment, Reviewer, Score


@dataclass(frozen=True, kw_only=True)
class ReviewDraft:
    """`scores`: of each category (its public id) the value; `text` is for the others and organisers."""

    scores: Mapping[str, int]
    text: str = ""


def give_review(
    reviewer_id: int, ref: str, draft: ReviewDraft, *, now: datetime, actor: str
) -> Review:
    """The reviewer's own, or another one in its place. Refused: what they may not see or score now, and
    scores that are none."""
    session = needs_transaction()
    reviewer, proposal = _meeting(reviewer_id, ref)
    refusal = rules.why_not_review(
        state=ProposalState(proposal.state),
        recusal=queries.recusal(reviewer, proposal.id),
        window=_window(proposal.event_id, now),
    )
    if refusal:
        raise refusal
    asked = {row.public_id: row for row in queries.categories(proposal.event_id)}
    refusal = rules.why_not_scores(
        draft.scores,
        values={ref: [value for value, _ in row.words] for ref, row in asked.items()},
    )
    if refusal:
        raise refusal
    review = queries.own_review(proposal.id, reviewer.id)
    is_new = review is None
    if review is None:
        review = Review(proposal_id=proposal.id, reviewer_id=reviewer.id, created_at=now)
        session.add(review)
    review.text, review.updated_at = draft.text, now
    known = {score.category_id: score for score in review.scores}
    for category_ref, value in draft.scores.items():
        category = asked[category_ref].id
        if category in known:
            known[category].value = value
        else:
            review.scores.append(Score(category_id=category, value=value))
    session.flush()
    _record("review given" if is_new else "review changed", proposal, now=now, actor=actor)
    return review


def add_comment(
    reviewer_id: int, ref: str, text: str, *, now: datetime, actor: str
) -> ReviewComment:
    """Words to the other reviewers. Refused: before the own review is given, and what they may not see.
    The same words once more, say by a double click, are the comment that is there."""
    session = needs_transaction()
    reviewer, proposal = _meeting(reviewer_id, ref)
    refusal = rules.why_not_comment(
        state=ProposalState(proposal.state),
        recusal=queries.recusal(reviewer, proposal.id),
        window=_window(proposal.event_id, now),
        has_reviewed=queries.own_review(proposal.id, reviewer.id) is not None,
    )
    if refusal:
        raise refusal
    before = queries.newest_comment(proposal.id, reviewer.id)
    if before is not None and before.text == text:
        return before
    comment = ReviewComment(
        proposal_id=proposal.id, reviewer_id=reviewer.id, text=text, written_at=now
    )
    session.add(comment)
    session.flush()
    _record("review comment added", proposal, now=now, actor=actor)
    return comment


def _meeting(reviewer_id: int, ref: str) -> tuple[Reviewer, Proposal]:
    """Both with their rows locked: neither the reviewer's service nor who presents changes meanwhile."""
    reviewer = queries.locked_reviewer(reviewer_id)
    proposal_id = queries.id_of(reviewer.event_id, ref)
    if proposal_id is None or reviewer.ended_at is not None:
        raise errors.NotForYou()
    return reviewer, queries.locked(proposal_id)


def _window(event_id: int, now: datetime) -> Window:
    call = queries.call_of(event_id)
    opens_at = call.reviews_open_at if call else None
    closes_at = call.reviews_close_at if call else None
    return rules.window_at(opens_at=opens_at, closes_at=closes_at, now=now)


def _record(what: str, proposal: Proposal, *, now: datetime, actor: str) -> None:
    """That it was done, and by whom; what was thought of it stands in no trail."""
    record(what, now=now, actor=actor, scope=proposal.event.slug, subject=proposal.public_id)
