"""Pages of organisers and reviewers about the call, the reviews and the decisions."""

from app.proposals.manage import listing, proposal, reviewers, reviewing, reviews, scoring
from app.proposals.manage.blueprint import blueprint

__all__ = ["blueprint", "listing", "proposal", "reviewers", "reviewing", "reviews", "scoring"]
