"""Programmes as plain values, in as few words as a rule's test needs."""

from __future__ import annotations

from datetime import UTC, datetime

from app.timetable.rules import (
    BreakShown,
    Document,
    Named,
    Provided,
    RoomShown,
    ServiceShown,
    SessionShown,
    SlotShown,
)
from tests.support.builders import DAY, at

BEFORE = datetime(2027, 1, 1, tzinfo=UTC)


def a_session_shown(slug, *, kind="talk", track="", tags=(), services=(), level="everybody"):
    return SessionShown(
        ref=f"ref-{slug}",
        slug=slug,
        title=slug.capitalize(),
        abstract="",
        outcomes="",
        prerequisites="",
        kind=kind,
        language="en",
        level=level,
        is_recorded=True,
        track=track,
        tags=tuple(tags),
        services=tuple(services),
        speakers=(),
        changed_at=BEFORE,
    )


def a_slot_shown(
    session, start="10:30", end="11:15", *, room="a", cancelled=False, on=DAY, ref="", booked=()
):
    return SlotShown(
        ref=ref or f"{session}-{start}",
        session=session,
        room=room,
        starts_at=at(start, on),
        ends_at=at(end, on),
        is_cancelled=cancelled,
        cancelled_because="",
        note="",
        provided=tuple(Provided(kind, "booked") for kind in booked),
        changed_at=BEFORE,
    )


def a_break(start, end, *, title="Lunch", room="", on=DAY):
    return BreakShown(f"break-{start}-{room}", title, room, at(start, on), at(end, on))


def a_document(slots, sessions=(), *, breaks=(), rooms=("a", "b", "c")):
    """Sessions that are not named have their slug's name and nothing else."""
    given = {one.slug: one for one in sessions}
    every = [given.get(slug) or a_session_shown(slug) for slug in {s.session: None for s in slots}]
    services = dict.fromkeys(slug for one in every for slug in one.services)
    return Document(
        rooms=tuple(RoomShown(room, f"Room {room}", "online") for room in rooms),
        tracks=tuple(
            Named(slug, slug) for slug in dict.fromkeys(one.track for one in every) if slug
        ),
        tags=tuple(
            Named(slug, slug) for slug in dict.fromkeys(t for one in every for t in one.tags)
        ),
        services=tuple(ServiceShown(slug, slug, "", "East", "England") for slug in services),
        sessions=tuple(sorted(every, key=lambda one: one.title)),
        slots=tuple(sorted(slots, key=lambda one: (one.starts_at, one.room))),
        breaks=tuple(breaks),
    )
