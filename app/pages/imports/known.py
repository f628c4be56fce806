"""The event as an import compares it with, and as it is written into a workbook."""

from __future__ import annotations

from collections.abc import Mapping

from app.accounts.models import Person
from app.accounts.queries import people_of
from app.events import queries as events
from app.events.models import Event
from app.pages.imports.plans import Known, KnownPlacement, KnownRoom, KnownSession
from app.pages.imports.rows import Presenter
from app.programme import queries as programme
from app.programme.models import Session
from app.timetable import queries as timetable
from app.timetable.models import Placement


def known_of(event: Event) -> Known:
    placements = timetable.placements(event.id)
    hosts = people_of({(one.slot or one).host_id or 0 for one in placements})
    return Known(
        day_on=event.day_on,
        sessions=[
            KnownSession(one.slug, words_of(one)) for one in programme.sessions_to_compare(event.id)
        ],
        placements=[_placement(one, hosts) for one in placements],
        rooms=[
            KnownRoom(one.name, str(one.kind), one.capacity) for one in programme.rooms(event.id)
        ],
        tracks=[one.name for one in programme.tracks(event.id)],
        services=_services(),
    )


def words_of(item: Session) -> dict[str, object]:
    return {
        "title": item.title,
        "abstract": item.abstract,
        "outcomes": item.outcomes,
        "prerequisites": item.prerequisites,
        "kind": str(item.kind),
        "language": item.language,
        "level": str(item.level),
        "is_recorded": item.is_recorded,
        "track": item.track.name if item.track else "",
        "tags": tuple(tag.name for tag in item.tags),
        "services": tuple(service.slug for service in item.services),
        "speakers": tuple(
            Presenter(one.name, one.role, one.service.slug if one.service else "")
            for one in item.speakers
        ),
    }


def _placement(one: Placement, hosts: Mapping[int, Person]) -> KnownPlacement:
    """Places and host of what is out stand in its slot."""
    row = one.slot or one
    host = hosts.get(row.host_id or 0)
    return KnownPlacement(
        ref=one.public_id,
        session=one.session.slug,
        room=one.room.name,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        is_cancelled=one.is_cancelled,
        version=one.version,
        capacity=row.capacity,
        overbook_percent=row.overbook_percent,
        host=host.email if host else "",
        host_name=host.name if host else "",
    )


def _services() -> dict[str, str]:
    """Slugs by any name: their own before another's second name."""
    found: dict[str, str] = {}
    for one in events.service_choices():
        for name in (one.authority, one.name_cy, *one.aliases, one.slug):
            if name:
                found.setdefault(name.casefold(), one.slug)
    return found | {one.name.casefold(): one.slug for one in events.service_choices()}
