"""Drafting and releasing in as few words as a test needs."""

from __future__ import annotations

from app.kernel import clock
from app.kernel.transaction import transaction
from app.timetable import actions, queries
from app.timetable.models import Placement
from tests.support.builders import at


def draft(slot) -> Placement:
    """The placement of a slot, or of a placement, as it is now."""
    return queries.placement(slot.event_id, slot.public_id)


def plan(session, event, room, start, end, **more) -> Placement:
    """A place in the draft for a session."""
    with transaction():
        return actions.place(
            session,
            room,
            starts_at=at(start),
            ends_at=at(end),
            now=clock.now(),
            actor="orla",
            **more,
        )


def plan_move(slot, start, end, room=None) -> None:
    with transaction():
        placement = draft(slot)
        actions.move(
            placement,
            room or placement.room,
            starts_at=at(start),
            ends_at=at(end),
            seen=placement.version,
            now=clock.now(),
            actor="orla",
        )


def plan_cancelling(slot, because="The speaker is ill") -> None:
    with transaction():
        placement = draft(slot)
        actions.take_out(placement, because, seen=placement.version, now=clock.now(), actor="orla")


def release(event, note=""):
    with transaction():
        seen = queries.fingerprint(event.id)
        return actions.release_draft(event.id, seen=seen, note=note, now=clock.now(), actor="orla")


def roll_back(event, number, patch=0, because="We went back to the earlier programme."):
    with transaction():
        found = queries.release(event.id, number, patch)
        return actions.roll_back(found, because=because, now=clock.now(), actor="orla")


def out(event) -> list[tuple[str, str, str, bool]]:
    """What is public: title, start, room, whether it is cancelled."""
    document = queries.published(event.id).document
    return [
        (
            document.session_by_slug[slot.session].title,
            clock.london(slot.starts_at).strftime("%H:%M"),
            document.room_by_slug[slot.room].name,
            slot.is_cancelled,
        )
        for slot in document.slots
    ]
