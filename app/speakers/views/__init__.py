"""Pages of a desk that belong to this capability: availability, tech checks, consent."""

from app.speakers.views.blueprint import blueprint

__all__ = ["blueprint"]
