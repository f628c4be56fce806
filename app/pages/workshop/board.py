"""The draft as the workshop shows it: rooms with their sessions, what waits beside them, what to undo."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from app.events.models import Event
from app.kernel.clock import london
from app.kernel.shown import clock_time
from app.pages.workshop.gathering import Gathered, gather, places_offered, warnings_about
from app.pages.workshop.wording import Told
from app.programme import queries as programme
from app.programme.enums import SessionKind, SlotState
from app.programme.models import Room
from app.registration.rules import Count
from app.timetable import queries
from app.timetable.enums import BreakKind
from app.timetable.models import Break, DraftStep

USUAL_MINUTES = {SessionKind.WORKSHOP: 60}  # of what is dragged in from beside; else
OTHER_MINUTES = 45
FIRST, LAST = 9 * 60, 17 * 60  # minutes of the day that are always shown


@dataclass(frozen=True, kw_only=True)
class Card:
    """Something in a room: a session, or a break when it has no slug. `starts` and `ends` count minutes of
    the day in London. `mark` says how it differs from what is out, `was` where it is out."""

    ref: str
    version: int
    slug: str
    title: str
    services: str
    starts: int
    ends: int
    starts_at: datetime
    ends_at: datetime
    mark: str
    was: str
    taken: int
    places: int
    waiting: int
    warned: int
    kind: str = ""

    @property
    def is_movable(self) -> bool:
        return bool(self.slug) and self.mark not in ("cancelled", "ended")


@dataclass(frozen=True)
class Column:
    room: Room
    cards: Sequence[Card]


@dataclass(frozen=True)
class Waiting:
    """A session without a time."""

    slug: str
    title: str
    services: str
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Board:
    columns: Sequence[Column]
    everywhere: Sequence[Card]
    unplaced: Sequence[Waiting]
    warnings: Sequence[Told]
    undo: str
    redo: str
    first: int
    last: int
    changes: int  # how many differ from what is out


def board_of(event: Event, actor: str) -> Board:
    gathered = gather(event)
    warnings = warnings_about(gathered)
    warned = Counter(ref for one in warnings for ref in set(one.refs))
    rooms = programme.rooms(event.id)
    names = {room.id: room.name for room in rooms}
    by_room: dict[int | None, list[Card]] = defaultdict(list)
    for row in gathered.rows:
        by_room[row.room_id].append(_card(row, gathered, names, warned[row.ref]))
    for pause in gathered.breaks:
        by_room[pause.room_id].append(_pause_card(pause))
    for cards in by_room.values():
        cards.sort(key=lambda one: (one.starts, one.ends, one.title))
    everything = [card for cards in by_room.values() for card in cards]
    return Board(
        columns=[Column(room, by_room[room.id]) for room in rooms],
        everywhere=by_room[None],
        unplaced=[_waiting(row, gathered.services) for row in gathered.unplaced],
        warnings=warnings,
        undo=step_in_words(queries.step_to_undo(event.id, actor)),
        redo=step_in_words(queries.step_to_redo(event.id, actor)),
        first=min([FIRST, *(card.starts // 60 * 60 for card in everything)]),
        last=max([LAST, *(-(-card.ends // 60) * 60 for card in everything)]),
        changes=sum(bool(card.mark) and card.mark != "ended" for card in everything),
    )


def tag_of_board(event: Event, actor: str) -> str:
    """The state of everything that the board shows, but for who books meanwhile."""
    steps = (queries.step_to_undo(event.id, actor), queries.step_to_redo(event.id, actor))
    ids = "-".join(str(step.id if step else 0) for step in steps)
    return f"{queries.draft_tag(event.id)}-{event.programme_revision}-{ids}"


def minute_of(instant: datetime, day: datetime) -> int:
    """Of the event's day on a London clock; what ends after it ends at midnight."""
    local = london(instant)
    if local.date() > day.date():
        return 24 * 60
    return local.hour * 60 + local.minute


def times_in_words(starts_at: datetime, ends_at: datetime) -> str:
    return f"{clock_time(starts_at)}–{clock_time(ends_at)}"


def step_in_words(step: DraftStep | None) -> str:
    """What taking it back (or doing it again) is about; empty when there is none."""
    if step is None:
        return ""
    said = {
        "placed": _("placing “%(title)s”", title=step.title),
        "moved": _("moving “%(title)s”", title=step.title),
        "swapped": _("swapping “%(title)s”", title=step.title),
        "taken out": _("taking out “%(title)s”", title=step.title),
        "put back": _("putting back “%(title)s”", title=step.title),
    }
    return said.get(step.what) or _("changing “%(title)s”", title=step.title)


def _card(row: Any, gathered: Gathered, rooms: Mapping[int, str], warned: int) -> Card:
    day = london(row.starts_at)
    count: Count | None = gathered.counts.get(row.slot_id)
    mark = _mark(row)
    was = ""
    if mark == "moved":
        was = f"{rooms.get(row.slot_room_id, '')}, "
        was += times_in_words(row.slot_starts_at, row.slot_ends_at)
    return Card(
        ref=row.ref,
        version=row.version,
        slug=row.slug,
        title=row.title,
        services=gathered.services.get(row.session_id, ""),
        starts=minute_of(row.starts_at, day),
        ends=minute_of(row.ends_at, day),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        mark=mark,
        was=was,
        taken=count.taken if count else 0,
        places=count.capacity if count else (places_offered(row) or row.licence),
        waiting=count.waiting if count else 0,
        warned=warned,
    )


def _mark(row: Any) -> str:
    if row.slot_id is None:
        return "new"
    if row.slot_state == SlotState.CANCELLED:
        return "ended"
    if row.is_cancelled:
        return "cancelled"
    out = (row.slot_room_id, row.slot_starts_at, row.slot_ends_at)
    return "" if out == (row.room_id, row.starts_at, row.ends_at) else "moved"


def _pause_card(row: Break) -> Card:
    day = london(row.starts_at)
    return Card(
        ref=row.public_id,
        version=row.version,
        slug="",
        title=row.title,
        services="",
        starts=minute_of(row.starts_at, day),
        ends=minute_of(row.ends_at, day),
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        mark="",
        was="",
        taken=0,
        places=0,
        waiting=0,
        warned=0,
        kind="blocker" if row.kind == BreakKind.BLOCKER else "break",
    )


def _waiting(row: Any, services: Mapping[int, str]) -> Waiting:
    minutes = USUAL_MINUTES.get(row.kind, OTHER_MINUTES)
    return Waiting(row.slug, row.title, services.get(row.id, ""), minutes)
