"""Pages of a desk that belong to this capability: availability, tech checks, consent to a recording."""

from app.speakers.views import availability, consent, tech_checks
from app.speakers.views.blueprint import blueprint

__all__ = ["availability", "blueprint", "consent", "tech_checks"]
