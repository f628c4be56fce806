"""Refusals about proposals, with their sentences."""

from app.proposals.errors.moving import WrongState

__all__ = ["WrongState"]
