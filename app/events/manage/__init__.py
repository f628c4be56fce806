"""Pages on which organisers set an event up."""

from app.events.manage import editing, fairness, listing, publishing, services, team
from app.events.manage.blueprint import blueprint

__all__ = ["blueprint", "editing", "fairness", "listing", "publishing", "services", "team"]
