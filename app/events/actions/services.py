"""Which library services count as one where places are shared out."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.audit.actions import record
from app.events import errors
from app.events.models import LibraryService
from app.kernel.slugs import slug_of
from app.kernel.transaction import needs_transaction


def set_counts_as(slug: str, group: str, *, now: datetime, actor: str) -> LibraryService:
    """The group of a service, or (empty) itself. It is for new registrations: places that people have
    keep what they counted as. Refused: a service that is not there."""
    session = needs_transaction()
    service = session.scalar(select(LibraryService).where(LibraryService.slug == slug))
    if service is None:
        raise errors.NoSuchService()
    before, name = service.counts_as, slug_of(group) if group.strip() else ""
    service.counts_as = "" if name == service.slug else name
    record(
        "library service group changed",
        now=now,
        actor=actor,
        subject=service.slug,
        before=before,
        after=service.counts_as,
    )
    return service
