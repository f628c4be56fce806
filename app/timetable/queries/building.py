"""The programme as it is now, as a document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from app.programme import queries as programme
from app.programme.models import Provision, Session, Slot
from app.timetable.enums import BreakKind
from app.timetable.models import Break
from app.timetable.rules import (
    BreakShown,
    Document,
    Named,
    Provided,
    RoomShown,
    ServiceShown,
    SessionShown,
    SlotShown,
    SpeakerShown,
)


def build(event_id: int, breaks: Iterable[BreakShown]) -> Document:
    """Of what is out: slots as they are. Breaks are given, since those of the draft are not out yet."""
    slots = programme.slots_of(event_id)
    provided = defaultdict(list)
    for row in programme.provisions([slot.id for slot in slots]):
        provided[row.slot_id].append(row)
    sessions = {slot.session.slug: slot.session for slot in slots}
    chosen = sorted(sessions.values(), key=lambda one: (one.title.casefold(), one.slug))
    services = {one.slug: one for session in chosen for one in session.services}
    return Document(
        rooms=tuple(
            RoomShown(room.slug, room.name, str(room.kind)) for room in programme.rooms(event_id)
        ),
        tracks=tuple(Named(one.slug, one.name) for one in programme.tracks(event_id)),
        tags=tuple(Named(one.slug, one.name) for one in programme.tags(event_id)),
        services=tuple(
            ServiceShown(one.slug, one.name, one.name_cy, one.region, one.nation)
            for one in sorted(services.values(), key=lambda one: one.name)
        ),
        sessions=tuple(_session(one) for one in chosen),
        slots=tuple(_slot(slot, provided[slot.id]) for slot in slots),
        breaks=tuple(breaks),
    )


def breaks_shown(rows: Iterable[Break]) -> tuple[BreakShown, ...]:
    """Blockers are for organisers alone."""
    return tuple(
        BreakShown(
            row.public_id, row.title, row.room.slug if row.room else "", row.starts_at, row.ends_at
        )
        for row in rows
        if row.kind == BreakKind.BREAK
    )


def _session(session: Session) -> SessionShown:
    return SessionShown(
        ref=session.public_id,
        slug=session.slug,
        title=session.title,
        abstract=session.abstract,
        outcomes=session.outcomes,
        prerequisites=session.prerequisites,
        kind=str(session.kind),
        language=session.language,
        level=str(session.level),
        is_recorded=session.is_recorded,
        track=session.track.slug if session.track else "",
        tags=tuple(tag.slug for tag in session.tags),
        services=tuple(service.slug for service in session.services),
        speakers=tuple(
            SpeakerShown(one.name, one.role, one.service.name if one.service else "")
            for one in session.speakers
        ),
        changed_at=session.updated_at,
    )


def _slot(slot: Slot, provisions: Sequence[Provision]) -> SlotShown:
    return SlotShown(
        ref=slot.public_id,
        session=slot.session.slug,
        room=slot.room.slug,
        starts_at=slot.starts_at,
        ends_at=slot.ends_at,
        is_cancelled=slot.is_cancelled,
        cancelled_because=slot.cancelled_because,
        note=slot.note,
        provided=tuple(Provided(str(row.kind), str(row.state)) for row in provisions),
        changed_at=slot.updated_at,
    )
