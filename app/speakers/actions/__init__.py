"""Changes to desks and what stands on them."""

from app.speakers.actions.consent import say_recording
from app.speakers.actions.desks import open_desk

__all__ = ["open_desk", "say_recording"]
