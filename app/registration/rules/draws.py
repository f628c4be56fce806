"""The draw: who asks within the first minutes counts as equal, and an order is drawn.

One goes through the people in that order, and each gets the best that is left of what they asked for
(random serial dictatorship). At a time, nobody gains by reporting any other wishes than their true ones:
what is left when their turn comes does not depend on what they say (Abdulkadiroğlu & Sönmez 1998, "Random
Serial Dictatorship and the Core from Random Endowments in House Allocation Problems", Econometrica 66).

Chance comes from a seed. Its digest is public before the first may ask, the seed afterwards, so that
the order can be neither chosen nor denied. What is published carries no name; `repeat` reads it again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import chain, pairwise, zip_longest
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

from app.registration.rules.places import overlap

VERSION = 1
FULL, SHARE, EVENT, CLASH = "full", "share", "event", "clash"


@dataclass(frozen=True, kw_only=True)
class DrawnSlot:
    """`places` are all it has; `taken_by` how many of them each group held before the draw."""

    ref: str
    starts_at: datetime
    ends_at: datetime
    places: int
    taken_by: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Application:
    """One person's: for each time the slots they wish for, best first. A group is a library service
    under a pseudonym; '' is none and no share counts it."""

    ticket: str
    group: str
    wishes: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Terms:
    """None: no limit. Plenaries are slots that come with the place in the event and never fill."""

    seed: str
    event_places: int | None = None
    event_taken_by: Mapping[str, int] = field(default_factory=dict)
    share_per_event: int | None = None
    share_per_slot: int | None = None
    plenaries: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Result:
    """`got` begins with the plenaries; `waits` are slots with the reason: full, share, event, clash."""

    ticket: str
    has_event_place: bool
    event_reason: str  # full, share, or '' with a place
    got: tuple[str, ...]
    waits: tuple[tuple[str, str], ...]
    dropped: tuple[str, ...]  # worse wishes than the one they got


def digest_of(seed: str) -> str:
    """SHA-256 of the seed's UTF-8 bytes, 64 hex digits. It hides only a seed nobody can guess, so a seed
    is at least 128 random bits."""
    return sha256(seed.encode()).hexdigest()


def order_of(seed: str, tickets: Iterable[str]) -> list[str]:
    """The drawn order: for each ticket the SHA-256 of the text `seed|ticket` (the seed, one vertical bar,
    the ticket; UTF-8, no newline) as 64 lower-case hex digits, sorted as text, the lowest first. The
    order in which tickets are given plays no part. A ticket that is there twice is a ValueError."""
    known = sorted(tickets, key=lambda ticket: digest_of(f"{seed}|{ticket}"))
    if twice := [ticket for ticket, after in pairwise(known) if ticket == after]:
        raise ValueError(f"Ticket {twice[0]} is there more than once.")
    return known


def pseudonyms(groups: Iterable[str], seed: str) -> dict[str, str]:
    """group-1, group-2, … in the order of the SHA-256 of `seed|group`; '' stays ''. Give all groups of
    the draw at once, and a secret that stays one: with a published seed, whoever knows the names of
    the library services can work out which is which."""
    named = sorted(set(groups) - {""}, key=lambda group: digest_of(f"{seed}|{group}"))
    return {"": ""} | {group: f"group-{n}" for n, group in enumerate(named, start=1)}


class _Places:
    """What is left of one thing while the draw goes on."""

    def __init__(self, places: int | None, taken_by: Mapping[str, int], share: int | None) -> None:
        self.places, self.share = places, share
        self.taken_by = Counter(taken_by)

    def why_not(self, group: str) -> str:
        if self.places is not None and self.taken_by.total() >= self.places:
            return FULL
        is_held = group and self.share is not None and self.taken_by[group] >= self.share
        return SHARE if is_held else ""


def draw(
    terms: Terms, slots: Sequence[DrawnSlot], applications: Sequence[Application]
) -> list[Result]:
    """Results in the drawn order. In turn, each gets a place in the event and, for each time, the best
    wish open to them: with a place left, their group below its share, no clash with what they got. They
    wait for better ones and keep what they got until then; worse ones are dropped. Of several reasons
    the first counts: full, share, clash. A ticket or slot twice, or an unknown slot, is a ValueError."""
    _refuse(terms, slots, applications)
    of_event = _Places(terms.event_places, terms.event_taken_by, terms.share_per_event)
    of_slots = {it.ref: _Places(it.places, it.taken_by, terms.share_per_slot) for it in slots}
    times = {slot.ref: slot for slot in slots}
    asked = {application.ticket: application for application in applications}

    def serve(one: Application) -> Result:
        no_place = of_event.why_not(one.group)
        if not no_place:
            of_event.taken_by[one.group] += 1
        got = [] if no_place else list(terms.plenaries)
        waits, dropped = [], list[str]()
        for wishes in one.wishes:
            for rank, ref in enumerate(wishes, start=1):
                reason = EVENT if no_place else of_slots[ref].why_not(one.group)
                if not reason and any(overlap(times[ref], times[other]) for other in got):
                    reason = CLASH
                if not reason:
                    of_slots[ref].taken_by[one.group] += 1
                    got.append(ref)
                    dropped += wishes[rank:]
                    break
                waits.append((ref, reason))
        return Result(
            ticket=one.ticket, has_event_place=not no_place, event_reason=no_place,
            got=tuple(got), waits=tuple(waits), dropped=tuple(dropped),
        )  # fmt: skip

    return [serve(asked[ticket]) for ticket in order_of(terms.seed, asked)]


def _refuse(terms: Terms, slots: Sequence[DrawnSlot], applications: Sequence[Application]) -> None:
    order_of(terms.seed, (one.ticket for one in applications))
    known = {slot.ref for slot in slots}
    if len(known) < len(slots) or not known.issuperset(terms.plenaries):
        raise ValueError("A slot is there more than once, or a plenary is none of them.")
    for slot in slots:
        if slot.starts_at >= slot.ends_at:
            raise ValueError(f"Slot {slot.ref} ends before it starts.")
    for one in applications:
        wished = [*terms.plenaries, *chain(*one.wishes)]
        if len(set(wished)) < len(wished) or not known.issuperset(wished):
            raise ValueError(f"Ticket {one.ticket} wishes for a slot twice, or for an unknown one.")


def to_json(
    terms: Terms,
    slots: Sequence[DrawnSlot],
    applications: Sequence[Application],
    results: Sequence[Result],
) -> dict[str, Any]:
    """What is published: plain JSON, instants as ISO 8601 in UTC. Applications stand in the order of
    their tickets, since nobody need know who asked first. Groups must be pseudonyms already."""
    document = {
        "version": VERSION, "digest": digest_of(terms.seed), "terms": terms, "slots": slots,
        "applications": sorted(applications, key=lambda one: one.ticket), "results": results,
    }  # fmt: skip
    return dict(json.loads(json.dumps(document, default=_plain)))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return dict(value if isinstance(value, Mapping) else vars(value))


def repeat(document: Mapping[str, Any]) -> list[str]:
    """Draws again from what was published; each difference a sentence, none when the draw repeats. A
    document of another shape or version is a ValueError with a sentence. The digest must also be the
    one that was public before: this only tells whether it is that of the seed."""
    if (version := _part("version", int, document)) != VERSION:
        raise ValueError(f"This is version {version} of the document; known is {VERSION}.")
    said: _Published = _read(_Published, document)
    again = draw(said.terms, said.slots, said.applications)
    found = [] if said.digest == digest_of(said.terms.seed) else ["The digest is not the seed's."]
    for number, (one, other) in enumerate(zip_longest(said.results, again), start=1):
        found += _differences(number, one, other)
    return found


def _differences(number: int, said: Result | None, again: Result | None) -> list[str]:
    if said is None or again is None or said.ticket != again.ticket:
        names = [f"ticket {one.ticket}" if one else "nobody" for one in (said, again)]
        return [f"Number {number} is {names[0]} in the document, {names[1]} when drawn again."]
    return [
        f"Ticket {said.ticket}, {name.replace('_', ' ')}: the document says {json.dumps(before)}, "
        f"the draw gives {json.dumps(after)}."
        for name, before in vars(said).items()
        if before != (after := getattr(again, name))
    ]


@dataclass(frozen=True, kw_only=True)
class _Published:
    digest: str
    terms: Terms
    slots: tuple[DrawnSlot, ...]
    applications: tuple[Application, ...]
    results: tuple[Result, ...]


def _read(kind: Any, data: Any) -> Any:
    """A value of this kind from a document nobody vouches for."""
    inside = get_args(kind)
    if hasattr(kind, "__dataclass_fields__"):
        kinds = get_type_hints(kind)
        return kind(**{name: _part(name, kinds[name], data) for name in kinds})
    if get_origin(kind) is tuple:
        return tuple(_read(inside[0], item) for item in _only(list, data))
    if get_origin(kind) is Mapping:
        return {_read(str, key): _read(int, number) for key, number in _only(dict, data).items()}
    if get_origin(kind) is UnionType:
        return None if data is None else _read(inside[0], data)
    if kind is datetime:
        at = datetime.fromisoformat(_read(str, data))
        return _only(datetime, at, at.utcoffset() == timedelta(0))
    _only(kind, data)  # a text without half characters or codes for a terminal; a number from 0
    return _only(kind, data, data.isprintable() if kind is str else data >= 0)


def _part(name: str, kind: Any, data: Any) -> Any:
    try:
        return _read(kind, data[name])
    except (KeyError, TypeError):
        raise ValueError(f"“{name}” is missing or is not what it should be.") from None


def _only(kind: type, value: Any, is_right: bool = True) -> Any:
    if type(value) is not kind or not is_right:
        raise TypeError
    return value
