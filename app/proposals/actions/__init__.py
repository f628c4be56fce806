"""Changes to the call, proposals, reviews and decisions."""

from app.proposals.actions.moving import move

__all__ = ["move"]
