"""Pages on which organisers set an event up."""

from app.events.manage import editing, listing, publishing, team
from app.events.manage.blueprint import blueprint

__all__ = ["blueprint", "editing", "listing", "publishing", "team"]
