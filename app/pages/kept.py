"""Public pages served from memory.

A page is rendered once for each state of the programme (`events.programme_revision`, which each release and
each change of words makes larger) and for each phase of booking. What changes more often stands in it as
marks (`app.pages.marks`): with each booking only they are filled in anew (`events.revision`), and while
nothing has happened the very same bytes are served. What each request costs is one small query for the
state: nobody sees places that were gone a second ago.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Any, Protocol, TypeVar

from flask import Response, abort
from sqlalchemy import bindparam, select

from app.events import queries as events
from app.events.enums import EventState
from app.events.models import Event
from app.kernel import clock
from app.kernel.database import db
from app.kernel.pages import kept, tag_of
from app.pages import marks
from app.pages.marks import Cut, Written
from app.registration import rules

MOST_BYTES = 48 * 1024 * 1024  # of one process
OVERHEAD = 1024  # what keeping a page takes besides its bytes, about

# Asked by every request for a public page, so it is written once and goes around the session.
_events = Event.__table__.c
STATE = select(
    _events.public_id,
    _events.revision,
    _events.programme_revision,
    _events.registration_opens_at,
    _events.registration_closes_at,
).where(_events.slug == bindparam("slug"), _events.state == EventState.PUBLISHED.value)


class Kept(Protocol):
    @property
    def size(self) -> int:
        """In bytes."""
        ...


K = TypeVar("K", bound=Kept)


@dataclass(frozen=True)
class Rendered:
    """Bytes to be served."""

    body: bytes
    tag: str
    changed_at: datetime | None = None

    @property
    def size(self) -> int:
        return len(self.body)


@dataclass(frozen=True)
class Filled:
    """The same of a page with marks, and what it was filled in with."""

    body: bytes
    tag: str
    cut: Cut
    state: tuple[int, int]

    @property
    def size(self) -> int:
        return len(self.body) + self.cut.size


class Memory:
    """The most recently used pages of this process, as many as fit."""

    def __init__(self, most_bytes: int = MOST_BYTES) -> None:
        self._most_bytes = most_bytes
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()
        self.bytes = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, key: Hashable, kind: type[K]) -> K | None:
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found if isinstance(found, kind) else None

    def put(self, key: Hashable, page: Kept) -> None:
        """In place of what was kept under this key."""
        with self._lock:
            self._forget(key)
            self._pages[key] = page
            self.bytes += page.size + OVERHEAD
            while self.bytes > self._most_bytes:
                self._forget(next(iter(self._pages)))

    def _forget(self, key: Hashable) -> None:
        old = self._pages.pop(key, None)
        if old is not None:
            self.bytes -= old.size + OVERHEAD


memory = Memory()


def event_page(
    slug: str,
    name: Hashable,
    build: Callable[[Event], str | bytes],
    *,
    mimetype: str = "text/html",
    changed_at: Callable[[Event], datetime] | None = None,
    with_places: bool = False,
) -> Response:
    """The page `name` (its view and filters) of a published event; 404 for any other.

    `with_places`: it tells places, or anything else that bookings change, and is made anew with each.
    """
    state = _state(slug)
    revision = state.revision if with_places else state.programme_revision
    key = (*_phase(slug, state), with_places, revision, name)
    rendered = memory.get(key, Rendered)
    if rendered is None:
        event = _event(slug)
        body = build(event)
        data = body.encode() if isinstance(body, str) else body
        rendered = Rendered(data, tag_of(data), changed_at(event) if changed_at else None)
        memory.put(key, rendered)
    return kept(rendered.body, mimetype=mimetype, tag=rendered.tag, changed_at=rendered.changed_at)


def marked_page(
    slug: str, name: Hashable, write: Callable[[Event], Written], *, by_full: bool = False
) -> Response:
    """A page with marks, likewise. `by_full`: which sessions are on it depends on which are full, so that
    there is one for each set of them; `write` finds the same with `marks.full_slots`."""
    state, now = _state(slug), clock.now()
    key: tuple[Hashable, ...] = (*_phase(slug, state), state.programme_revision, "marked", name)
    if by_full:
        key = (*key, _full(slug, state))
    known = memory.get(key, Filled)
    if known is None or known.state != _state_of(known.cut, state.revision, now):
        known = _filled(known.cut if known else marks.cut(write(_event(slug))), slug, state, now)
        memory.put(key, known)
    return kept(known.body, mimetype="text/html", tag=known.tag)


def _filled(cut: Cut, slug: str, state: Any, now: datetime) -> Filled:
    body = marks.filled(cut, _event(slug), now=now) if cut.names else cut.parts[0]
    return Filled(body, tag_of(body), cut, _state_of(cut, state.revision, now))


def _state_of(cut: Cut, revision: int, now: datetime) -> tuple[int, int]:
    """What the marks of a page depend on: the state of places, and how often it has turned by now."""
    return (revision if cut.has_places else 0, bisect_right(cut.turns, now))


@dataclass(frozen=True)
class _Full:
    refs: frozenset[str]

    @property
    def size(self) -> int:
        return 100 * len(self.refs)


def _full(slug: str, state: Any) -> frozenset[str]:
    key = ("full", *_phase(slug, state), state.revision)
    known = memory.get(key, _Full)
    if known is None:
        known = _Full(marks.full_slots(_event(slug)))
        memory.put(key, known)
    return known.refs


def _state(slug: str) -> Any:
    with db.engine.connect() as connection:
        state = connection.execute(STATE, {"slug": slug}).first()
    return state or abort(404)


def _phase(slug: str, state: Any) -> tuple[Hashable, ...]:
    """What else a page depends on: whether booking is open, and the address that it names."""
    why = rules.why_closed(
        state=EventState.PUBLISHED,
        opens_at=state.registration_opens_at,
        closes_at=state.registration_closes_at,
        now=clock.now(),
    )
    return (state.public_id, type(why).__name__, slug)


def _event(slug: str) -> Event:
    return events.published_by_slug(slug) or abort(404)
