"""Pages of organisers and reviewers about the call, the reviews and the decisions."""

from app.proposals.manage import (
    answers,
    corrections,
    deciding,
    listing,
    proposal,
    reviewers,
    reviewing,
    reviews,
    scoring,
)
from app.proposals.manage.blueprint import blueprint

__all__ = [
    "answers",
    "blueprint",
    "corrections",
    "deciding",
    "listing",
    "proposal",
    "reviewers",
    "reviewing",
    "reviews",
    "scoring",
]
