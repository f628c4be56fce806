"""A release by time reaches pages that are kept in memory: a job at that instant makes them anew."""

from __future__ import annotations

from datetime import datetime

from app.events import queries as events
from app.events.models import Event
from app.kernel import jobs
from app.materials import queries
from app.materials.enums import Audience

RELEASE = "materials.release"


def plan_releases(event: Event, *, now: datetime) -> None:
    """A job for each instant at which something becomes everybody's. One that changed meanwhile finds
    nothing new, and costs the making of a few pages."""
    sessions = queries.sessions_with_materials(event.id)
    if not sessions:
        return
    rows = queries.standings(event, sessions)
    times = {
        one.released_at
        for standings in rows.values()
        for one in standings
        if one.audience == Audience.EVERYONE and not one.is_withdrawn
    }
    for at in sorted(at for at in times if at is not None and at > now):
        jobs.post(
            RELEASE, key=f"{RELEASE}:{event.id}:{at.isoformat()}", due_at=at, event_id=event.id
        )


def release(event_id: int) -> None:
    """The instant has come; what is shown is the rule's business, asked when a page is made."""
    events.locked(event_id).programme_changed()
