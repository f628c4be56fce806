"""What a spreadsheet would add and change: plain values in, a plan out. The same file again changes
nothing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask_babel import gettext as _

from app.pages.imports.columns import choices
from app.pages.imports.plans import (
    WORDS,
    Known,
    KnownPlacement,
    KnownRoom,
    KnownSession,
    PlacePlan,
    Plan,
    Refused,
    SessionPlan,
)
from app.pages.imports.rows import Read, read_row
from app.pages.imports.sheet import Raw, RawRow
from app.programme.rules import MOST_PLACES, why_not_at

LONGEST_NUMBER = 12  # digits; Python itself reads no more than some thousand


def plan_of(raw: Raw, known: Known) -> Plan:
    """Rows with a fault are refused whole; all others are planned."""
    plan = Plan()
    _plan_rooms(plan, raw.rooms, known)
    rooms = {_key(room.name): room.name for room in (*known.rooms, *plan.rooms)}
    finder = _Finder(known)
    groups: dict[str, list[Read]] = {}
    for row in raw.sessions:
        read = read_row(row, day_on=known.day_on, services=known.services)
        key = finder.key_of(read)
        _check(read, known, rooms, groups.get(key, ()))
        if read.faults:
            plan.refused.append(Refused(read.number, "", tuple(dict.fromkeys(read.faults))))
        else:
            groups.setdefault(key, []).append(read)
    tracks = {_key(name) for name in known.tracks}
    for key, reads in groups.items():
        sessions, places = len(plan.sessions), len(plan.places)
        title = _plan_session(plan, key, reads, finder.by_slug.get(key), tracks)
        _plan_places(plan, key, title, reads, known, rooms)
        touched = {one.row for one in plan.sessions[sessions:]}
        touched |= {one.row for one in plan.places[places:]}
        plan.unchanged += sum(read.number not in touched for read in reads)
    return plan


class _Finder:
    """Which session a row is about: by its address, else by its title."""

    def __init__(self, known: Known) -> None:
        self.by_slug = {one.slug: one for one in known.sessions}
        self._by_title: dict[str, list[str]] = {}
        for one in known.sessions:
            self._by_title.setdefault(_key(str(one.words["title"])), []).append(one.slug)

    def key_of(self, read: Read) -> str:
        """The slug of one that is there; for a new one its title, which no slug can look like."""
        if read.slug in self.by_slug:
            return read.slug
        slugs = self._by_title.get(_key(read.title), [])
        if len(slugs) > 1:
            read.faults.append(
                _("Several sessions have this title. Write the address of the one you mean.")
            )
        if not slugs and not read.title:
            read.faults.append(_("The row needs a title."))
        return slugs[0] if slugs else f"={_key(read.title)}"


def _check(read: Read, known: Known, rooms: Mapping[str, str], earlier: Sequence[Read]) -> None:
    if read.room and _key(read.room) not in rooms:
        read.faults.append(
            _("There is no room “%(room)s”. Add it to the sheet of rooms.", room=read.room)
        )
    if read.spot is not None:
        why = why_not_at(
            day_on=known.day_on, starts_at=read.spot.starts_at, ends_at=read.spot.ends_at
        )
        if why:
            read.faults.append(str(why))
    first = earlier[0] if earlier else None
    if first and any(first.words.get(name, value) != value for name, value in read.words.items()):
        read.faults.append(
            _("This session says something else in row %(number)s.", number=first.number)
        )


def _plan_session(
    plan: Plan, key: str, reads: Sequence[Read], known: KnownSession | None, tracks: set[str]
) -> str:
    """Gives the title that the session has then."""
    said = {name: value for read in reversed(reads) for name, value in read.words.items()}
    changed = {
        name: said[name]
        for name in WORDS
        if name in said and (known is None or not _same(said[name], known.words[name]))
    }
    track = str(changed.get("track", ""))
    if track and _key(track) not in tracks:
        tracks.add(_key(track))
        plan.tracks.append(track)
    title = str(said.get("title") or (known.words["title"] if known else ""))
    if known is None or changed:
        slug = known.slug if known else ""
        plan.sessions.append(SessionPlan(reads[0].number, key, slug, title, changed))
    return title


def _plan_places(
    plan: Plan, key: str, title: str, reads: Sequence[Read], known: Known, rooms: Mapping[str, str]
) -> None:
    """Times that are there stay; of the others the first are moves of those that the file leaves out, by
    time, and the rest are new. What is cancelled stays as it is."""
    there = [one for one in known.placements if one.session == key and not one.is_cancelled]
    wanted = [(read, read.spot) for read in reads if read.spot is not None]
    pairs: list[tuple[Read, KnownPlacement | None]] = []
    for read, spot in wanted:
        same = next(
            (one for one in there
             if (_key(one.room), one.starts_at, one.ends_at)
             == (_key(spot.room), spot.starts_at, spot.ends_at)),
            None,
        )  # fmt: skip
        if same is not None:
            there.remove(same)
            pairs.append((read, same))
    paired = {read.number for read, _known in pairs}
    for read, _spot in wanted:
        if read.number not in paired:
            pairs.append((read, there.pop(0) if there else None))
    for read, placement in sorted(pairs, key=lambda pair: pair[0].number):
        assert read.spot is not None
        one = PlacePlan(
            row=read.number,
            key=key,
            title=title,
            room=rooms[_key(read.spot.room)],
            starts_at=read.spot.starts_at,
            ends_at=read.spot.ends_at,
            capacity=read.capacity,
            overbook_percent=read.overbook_percent,
            host=read.host,
            known=placement,
        )
        if placement is None or one.is_move or one.has_details:
            plan.places.append(one)


def _plan_rooms(plan: Plan, rows: Iterable[RawRow], known: Known) -> None:
    there = {_key(room.name): room for room in known.rooms}
    kinds, seen = choices()["room kind"], set()
    for row in rows:
        faults = []
        name, typed = row.cells.get("name", ""), row.cells.get("capacity", "")
        old = there.get(_key(name))
        kind = kinds.get(row.cells.get("kind", "").casefold(), "")
        if not name or len(name) > 120 or "\n" in name:
            faults.append(_("A room needs a name of up to 120 characters."))
        if "kind" in row.cells and not kind:
            faults.append(_("A room is one of these: %(kinds)s.", kinds=", ".join(kinds)))
        is_number = typed.isascii() and typed.isdigit() and len(typed) <= LONGEST_NUMBER
        capacity = int(typed) if is_number else 0
        if not typed and old:
            capacity = old.capacity
        if not 0 < capacity <= MOST_PLACES:
            faults.append(_("A room needs a number of places from 1 to 10,000."))
        if _key(name) in seen:
            faults.append(_("This room stands twice in the sheet."))
        seen.add(_key(name))
        if faults:
            plan.refused.append(Refused(row.number, "rooms", tuple(faults)))
            continue
        room = KnownRoom(
            old.name if old else name, kind or (old.kind if old else "online"), capacity
        )
        if old is None:
            plan.rooms.append(room)
        elif room != old:
            plan.changed_rooms.append(room)
        else:
            plan.unchanged += 1


def _same(one: object, other: object) -> bool:
    """Lists of names whatever their order or case; texts but for their line ends."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        if all(isinstance(part, str) for part in (*one, *other)):
            return sorted(map(_key, one)) == sorted(map(_key, other))
        return one == other
    if isinstance(one, str) and isinstance(other, str):
        return one.strip().replace("\r\n", "\n") == other.strip().replace("\r\n", "\n")
    return one == other


def _key(name: str) -> str:
    return " ".join(name.casefold().split())
