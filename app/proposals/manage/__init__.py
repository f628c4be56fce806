"""Pages of organisers and reviewers about the call, the reviews and the decisions."""

from app.proposals.manage import (
    answers,
    asking,
    calling,
    codes,
    corrections,
    deciding,
    files,
    listing,
    needs,
    proposal,
    reviewers,
    reviewing,
    reviews,
    scoring,
    types,
)
from app.proposals.manage.blueprint import (
    blueprint,
)

__all__ = [
    "answers",
    "asking",
    "blueprint",
    "calling",
    "codes",
    "corrections",
    "deciding",
    "files",
    "listing",
    "needs",
    "proposal",
    "reviewers",
    "reviewing",
    "reviews",
    "scoring",
    "types",
]
