"""Keeping calendar entries true, and telling what moved."""

from app.invites.actions.keeping import steps_due, tell
from app.invites.actions.moving import Was, tell_moved

__all__ = ["Was", "steps_due", "tell", "tell_moved"]
