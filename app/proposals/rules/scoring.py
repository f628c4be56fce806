"""What scores come to: means, and how far apart reviewers are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from app.kernel.errors import Refusal
from app.proposals import errors

Scores = Mapping[int, int]  # a category's number -> the value given


@dataclass(frozen=True)
class Summary:
    """`mean` is None without a review. The spread is how far the highest stands from the lowest: 0 when
    all agree, None where there are fewer than two. A reader needs no statistics for it."""

    reviews: int
    mean: float | None = None
    spread: float | None = None


def summary_of(values: Sequence[float]) -> Summary:
    if not values:
        return Summary(0)
    spread = max(values) - min(values) if len(values) > 1 else None
    return Summary(len(values), sum(values) / len(values), spread)


def own_mean(scores: Scores) -> float | None:
    """One reviewer's mean over the categories they scored."""
    return sum(scores.values()) / len(scores) if scores else None


def overall(reviews: Sequence[Scores]) -> Summary:
    """Over reviewers, each with their own mean over categories, so that everybody counts alike."""
    return summary_of([mean for scores in reviews if (mean := own_mean(scores)) is not None])


def by_category(reviews: Sequence[Scores], categories: Sequence[int]) -> dict[int, Summary]:
    return {
        category: summary_of([scores[category] for scores in reviews if category in scores])
        for category in categories
    }


def why_not_scores(
    given: Mapping[str, int], *, values: Mapping[str, Collection[int]]
) -> Refusal | None:
    """Why these cannot be a review's scores. `values`: of each category those that have words; each
    category is scored, and nothing else."""
    if not values:
        return errors.NothingToScore()
    if set(given) != set(values):
        return errors.ScoreMissing()
    known = all(given[category] in allowed for category, allowed in values.items())
    return None if known else errors.NoSuchValue()
