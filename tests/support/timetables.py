"""Builders of drafts: sessions without a time, and what is done to placements."""

from __future__ import annotations

from itertools import count

from app.kernel import clock
from app.kernel.transaction import transaction
from app.programme.models import Session
from app.timetable import actions, queries
from app.timetable.models import Placement
from tests.support.builders import a_room, at

_number = count(1)


def a_session(event, title="Setting up a podcast", **more) -> Session:
    with transaction() as session:
        item = Session(
            event_id=event.id,
            slug=f"unplaced-{next(_number)}",
            title=title,
            updated_at=clock.now(),
            **more,
        )
        session.add(item)
    return item


def a_placement(
    event, title="Setting up a podcast", *, item=None, room=None, start="10:30", end="11:15", **more
) -> Placement:
    """In the draft alone, by an organiser who is none of the test's."""
    item, room = item or a_session(event, title), room or a_room(event)
    actor = more.pop("actor", "builder@example.org")
    with transaction():
        return actions.place(
            item, room, starts_at=at(start), ends_at=at(end), now=clock.now(), actor=actor, **more
        )


def draft_of(event) -> list[tuple[str, str, str, str]]:
    """Title, room, start and state of everything in the draft, as people would read it."""
    return [
        (
            one.session.title,
            one.room.name,
            clock.london(one.starts_at).strftime("%H:%M"),
            clock.london(one.ends_at).strftime("%H:%M") + ("×" if one.is_cancelled else ""),
        )
        for one in queries.placements(event.id)
    ]
