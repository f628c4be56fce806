"""Pages of organisers and reviewers about the call, the reviews and the decisions."""

from app.proposals.manage import asking, calling, codes, types
from app.proposals.manage.blueprint import blueprint

__all__ = ["asking", "blueprint", "calling", "codes", "types"]
