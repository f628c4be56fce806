"""Public pages served from memory.

A page is rendered once for each state of its event (`events.revision`, which every change that could
show makes larger) and for each phase of booking. What each request costs is one small query for that
state: nobody sees places that were gone a second ago.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from flask import Response, abort
from sqlalchemy import bindparam, select

from app.events import queries as events
from app.events.enums import EventState
from app.events.models import Event
from app.kernel import clock
from app.kernel.database import db
from app.kernel.pages import kept, tag_of
from app.registration import rules

MOST_PAGES = 300  # some 20 MB at most

# Asked by every request for a public page, so it is written once and goes around the session.
_events = Event.__table__.c
STATE = select(
    _events.public_id,
    _events.revision,
    _events.registration_opens_at,
    _events.registration_closes_at,
).where(_events.slug == bindparam("slug"), _events.state == EventState.PUBLISHED.value)


@dataclass(frozen=True)
class Rendered:
    body: bytes
    tag: str
    changed_at: datetime | None


class Memory:
    """The most recently used pages of this process."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Hashable, Rendered] = OrderedDict()
        self._lock = Lock()

    def get(self, key: Hashable) -> Rendered | None:
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def put(self, key: Hashable, page: Rendered) -> None:
        with self._lock:
            self._pages[key] = page
            while len(self._pages) > MOST_PAGES:
                self._pages.popitem(last=False)


memory = Memory()


def event_page(
    slug: str,
    name: Hashable,
    build: Callable[[Event], str | bytes],
    *,
    mimetype: str = "text/html",
    changed_at: Callable[[Event], datetime] | None = None,
) -> Response:
    """The page `name` (its view and filters) of a published event; 404 for any other."""
    with db.engine.connect() as connection:
        state = connection.execute(STATE, {"slug": slug}).first()
    if state is None:
        abort(404)
    why = rules.why_closed(
        state=EventState.PUBLISHED,
        opens_at=state.registration_opens_at,
        closes_at=state.registration_closes_at,
        now=clock.now(),
    )
    key = (state.public_id, state.revision, type(why).__name__, slug, name)
    rendered = memory.get(key)
    if rendered is None:
        rendered = _render(slug, build, changed_at)
        memory.put(key, rendered)
    return kept(rendered.body, mimetype=mimetype, tag=rendered.tag, changed_at=rendered.changed_at)


def _render(
    slug: str,
    build: Callable[[Event], str | bytes],
    changed_at: Callable[[Event], datetime] | None,
) -> Rendered:
    event = events.published_by_slug(slug) or abort(404)
    body = build(event)
    data = body.encode() if isinstance(body, str) else body
    return Rendered(data, tag_of(data), changed_at(event) if changed_at else None)
