"""When reviewers may see, score and talk, what comes next, and what may be changed around it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.kernel.errors import Refusal
from app.proposals import errors
from app.proposals.enums import SENT, AssignBy, ProposalState, Recusal, Window

MOST_CATEGORIES = 3
MOST_VALUES = 5
LEAST_VALUES = 2


def window_at(*, opens_at: datetime | None, closes_at: datetime | None, now: datetime) -> Window:
    """Without an end it stays open."""
    if opens_at is None:
        return Window.UNDECIDED
    if now < opens_at:
        return Window.BEFORE
    return Window.AFTER if closes_at is not None and now >= closes_at else Window.OPEN


def may_see(*, state: ProposalState, recusal: Recusal | None, window: Window) -> bool:
    """Whether a reviewer finds the proposal there at all. Once reviewing is over it can still be read."""
    return state in SENT and recusal is None and window in (Window.OPEN, Window.AFTER)


def may_see_others(*, has_reviewed: bool) -> bool:
    """The others' reviews, their mean and the comments: after one's own alone, for good."""
    return has_reviewed


def why_not_review(
    *, state: ProposalState, recusal: Recusal | None, window: Window
) -> Refusal | None:
    """Why a reviewer cannot score the proposal now, or change their scores."""
    if not may_see(state=state, recusal=recusal, window=window):
        return errors.NotForYou()
    if window != Window.OPEN:
        return errors.ReviewsClosed()
    return errors.DecidedAlready() if state != ProposalState.SUBMITTED else None


def why_not_comment(
    *, state: ProposalState, recusal: Recusal | None, window: Window, has_reviewed: bool
) -> Refusal | None:
    if not may_see(state=state, recusal=recusal, window=window):
        return errors.NotForYou()
    if window != Window.OPEN:
        return errors.ReviewsClosed()
    return None if may_see_others(has_reviewed=has_reviewed) else errors.ReviewFirst()


def why_not_window(*, opens_at: datetime | None, closes_at: datetime | None) -> Refusal | None:
    if closes_at is not None and (opens_at is None or closes_at <= opens_at):
        return errors.ReviewsCloseBeforeOpening()
    return None


@dataclass(frozen=True)
class Turn:
    """A proposal that a reviewer may score, as far as it matters whether it is next."""

    ref: str
    is_assigned: bool
    is_done: bool
    reviews: int


def next_to_review(turns: Iterable[Turn], *, assign_by: AssignBy) -> str | None:
    """The next one's public id: what is assigned; where nobody is assigned anything, the one with the
    fewest reviews. Public ids are random, so their order tells nothing about who sent what when."""
    left = [turn for turn in turns if not turn.is_done]
    if assign_by == AssignBy.NOBODY:
        left.sort(key=lambda turn: (not turn.is_assigned, turn.reviews, turn.ref))
    else:
        left = sorted((turn for turn in left if turn.is_assigned), key=lambda turn: turn.ref)
    return left[0].ref if left else None


@dataclass(frozen=True)
class Scale:
    """A category as organisers write it: its name, and words for each value, the lowest first."""

    name: str
    words: tuple[str, ...]


def why_not_scales(
    scales: Sequence[Scale], *, before: Sequence[Scale], has_reviews: bool
) -> Refusal | None:
    """Why these cannot be what is scored. All have as many values, or a mean over them would say
    nothing. Once there is a review the names alone can be put right."""
    if has_reviews and [scale.words for scale in scales] != [scale.words for scale in before]:
        return errors.ScoredAlready()
    if not 1 <= len(scales) <= MOST_CATEGORIES:
        return errors.WrongNumberOfCategories()
    if len({scale.name.casefold() for scale in scales}) < len(scales):
        return errors.SameCategoryTwice()
    lengths = {len(scale.words) for scale in scales}
    if not lengths <= set(range(LEAST_VALUES, MOST_VALUES + 1)):
        return errors.WrongNumberOfValues()
    return errors.DifferentScales() if len(lengths) > 1 else None
