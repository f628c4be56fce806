"""Decisions about the call, proposals, reviews and confirmation."""

from app.proposals.rules.moving import may_move

__all__ = ["may_move"]
