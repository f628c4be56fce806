"""What must be true of the timetable at any moment, checked from the rows alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select

from app.events.models import Event
from app.kernel.database import db
from app.programme.models import Slot
from app.timetable import queries
from app.timetable.actions.publishing import digest_of
from app.timetable.models import Placement


@dataclass(frozen=True)
class Drifted:
    """What does not fit, and where."""

    invariant: str
    event: str
    subject: str
    detail: str

    def to_json(self) -> dict[str, str]:
        return dict(vars(self))


def drifted() -> list[Drifted]:
    """Everything that is not as it must be; an empty list is what you want."""
    found: list[Drifted] = []
    for event in db.session.scalars(select(Event).order_by(Event.id)):
        found.extend(_not_drafted(event))
        found.extend(_not_frozen(event))
    return found


def _not_drafted(event: Event) -> Iterator[Drifted]:
    """Each slot is in the draft, under its own public id, with the session that it has."""
    rows = db.session.execute(
        select(Slot.public_id, Slot.session_id, Placement.public_id, Placement.session_id)
        .outerjoin(Placement, Placement.slot_id == Slot.id)
        .where(Slot.event_id == event.id)
    )
    for ref, session_id, draft_ref, draft_session_id in rows:
        if (ref, session_id) != (draft_ref, draft_session_id):
            yield Drifted("draft", event.slug, ref, "the slot is not in the draft as it is out")


def _not_frozen(event: Event) -> Iterator[Drifted]:
    """What is out was made of the rows as they are."""
    newest = queries.newest_publication(event.id)
    if newest is None:
        return
    breaks = queries.document_of(newest.release).breaks
    if digest_of(queries.build(event.id, breaks)) != newest.built:
        detail = "the rows say something else than the release that is out"
        yield Drifted("release", event.slug, newest.release.label, detail)
