"""What changes on public pages more often than the programme: it is left open while a page is rendered, and
filled in afterwards.

A template writes `mark('left', slot.ref)` where the places left of a slot go. A mark is a secret of this
process, so nothing that anybody typed can be taken for one.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from flask import render_template

from app.events.models import Event
from app.kernel import clock
from app.programme import queries as programme
from app.programme.queries import MenuItem
from app.registration import queries as registration
from app.registration.rules import Count

_SEAL = secrets.token_hex(16)
BETWEEN = ":"


Tell = Callable[[str, datetime], str]


@dataclass(frozen=True)
class Written:
    """A page as it was rendered, with its marks. Those that are not of places `tell` fills in, by name and
    instant; `turns` are the instants, in order, from which on it says something else. `is_small`: it has few
    slots of many, which are counted by themselves."""

    html: str
    turns: tuple[datetime, ...] = ()
    tell: Tell | None = None
    is_small: bool = False


@dataclass(frozen=True)
class Cut:
    """The same in pieces: the mark `names[n]` stands between `parts[n]` and `parts[n + 1]`."""

    parts: tuple[bytes, ...]
    names: tuple[str, ...]
    turns: tuple[datetime, ...]
    tell: Tell | None
    has_places: bool
    is_small: bool

    @property
    def size(self) -> int:
        return sum(map(len, self.parts)) + 150 * len(self.names)


@dataclass(frozen=True)
class Left:
    """A slot with what is left of it. `is_drawn`: who asks now goes into a draw."""

    slot: MenuItem
    count: Count
    is_drawn: bool

    @property
    def is_full(self) -> bool:
        return not self.is_drawn and not self.slot.is_plenary and self.count.left == 0

    @property
    def has_places(self) -> bool:
        return not self.is_full and not self.slot.is_cancelled


Words = Callable[[str, Mapping[str, Left]], bytes]


def mark(kind: str, about: str) -> str:
    """For templates. `kind` is one of WORDS, or what the page's own `tell` knows; `about` has no colon."""
    return f"{_SEAL}{kind}{BETWEEN}{about}{_SEAL}"


def cut(written: Written) -> Cut:
    pieces = written.html.split(_SEAL)
    names = tuple(pieces[1::2])
    return Cut(
        parts=tuple(part.encode() for part in pieces[::2]),
        names=names,
        turns=written.turns,
        tell=written.tell,
        is_small=written.is_small,
        has_places=any(name.partition(BETWEEN)[0] in WORDS for name in names),
    )


def filled(cut: Cut, event: Event, *, now: datetime) -> bytes:
    """The page as it is at this moment."""
    left = left_of(event, _slots_in(cut) if cut.is_small else None) if cut.has_places else {}
    pieces = [cut.parts[0]]
    for name, part in zip(cut.names, cut.parts[1:], strict=True):
        kind, _, about = name.partition(BETWEEN)
        if kind in WORDS:
            pieces += (WORDS[kind](about, left), part)
        elif cut.tell is not None:
            pieces += (cut.tell(name, now).encode(), part)
    return b"".join(pieces)


def left_of(event: Event, refs: Collection[str] | None = None) -> dict[str, Left]:
    """Of these slots, counted for this page alone; or of all, counted once for each revision of the event. By
    public id."""
    slots = programme.menu(event)
    if refs is not None:
        slots = tuple(slot for slot in slots if slot.public_id in refs)
        counts = registration.counts_of(slots)
        is_drawn = registration.draw_to_come(event, now=clock.now()) is not None
    else:
        situation = registration.situation_of(event, now=clock.now())
        counts, is_drawn = situation.slots, situation.drawn_at is not None
    return {
        slot.public_id: Left(slot, counts[slot.id], is_drawn) for slot in slots if slot.id in counts
    }


def _slots_in(cut: Cut) -> frozenset[str]:
    abouts = (name.partition(BETWEEN)[2] for name in cut.names)
    return frozenset(ref for about in abouts for ref in about.split(","))


def full_slots(event: Event) -> frozenset[str]:
    """The public ids of the slots without a place left."""
    return frozenset(ref for ref, one in left_of(event).items() if one.is_full)


def _left_of_one(about: str, left: Mapping[str, Left]) -> bytes:
    """What is left of a slot, as a tag."""
    one = left.get(about)
    if one is None:  # no longer there
        return b""
    slot, count = one.slot, one.count
    return _left(slot.is_cancelled, slot.is_plenary, one.is_drawn, count.left, count.waiting)


def _why_full(about: str, left: Mapping[str, Left]) -> bytes:
    one = left.get(about)
    if one is None or not one.is_full or one.slot.is_cancelled:
        return b""
    return render_template("pages/_why_full.html", count=one.count).encode()


def _book(about: str, left: Mapping[str, Left]) -> bytes:
    """The words of a session's button, by the public ids of its times with a comma between."""
    return _book_words(any(left[ref].has_places for ref in about.split(",") if ref in left))


@lru_cache(maxsize=4096)
def _left(is_cancelled: bool, is_plenary: bool, is_drawn: bool, left: int, waiting: int) -> bytes:
    """The same words stand at many slots, and come again."""
    return render_template(
        "pages/_left.html",
        is_cancelled=is_cancelled,
        is_plenary=is_plenary,
        is_drawn=is_drawn,
        left=left,
        waiting=waiting,
    ).encode()


@lru_cache(maxsize=2)
def _book_words(has_places: bool) -> bytes:
    return render_template("pages/_book_words.html", has_places=has_places).encode()


# The marks that tell places.
WORDS: dict[str, Words] = {"left": _left_of_one, "why": _why_full, "book": _book}
