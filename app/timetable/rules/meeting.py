"""What meets in time: in a room, and at a person."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import timedelta

from app.timetable.enums import WarningKind
from app.timetable.rules.plans import BookedTwice, DraftWarning, Pause, Planned, Who

Pair = tuple[Planned, Planned]


def overlapping(items: Iterable[Planned]) -> Iterator[Pair]:
    """Each two that have time in common, the earlier first. What only touches does not overlap."""
    running: list[Planned] = []
    for item in sorted(items, key=_by_time):
        running = [one for one in running if one.ends_at > item.starts_at]
        for one in running:
            yield one, item
        running.append(item)


def meeting_anew(items: Iterable[Planned]) -> Iterator[Pair]:
    """Each two that are out at different times and would now overlap. Of overlaps that are out already people
    were told when those came to be."""
    for one, other in overlapping(item for item in items if item.stands):
        if one.out and other.out and not (one.out[0] < other.out[1] and other.out[0] < one.out[1]):
            yield one, other


def in_rooms(items: Sequence[Planned]) -> Iterator[DraftWarning]:
    for inside in _by_room(items).values():
        for one, other in overlapping(inside):
            yield _of_pair(WarningKind.ROOM, one, other, room=one.room_name)


def in_pauses(items: Sequence[Planned], pauses: Sequence[Pause]) -> Iterator[DraftWarning]:
    for pause in pauses:
        for item in sorted(items, key=_by_time):
            is_there = pause.room is None or pause.room == item.room
            if is_there and item.starts_at < pause.ends_at and pause.starts_at < item.ends_at:
                yield DraftWarning(
                    WarningKind.BLOCKED,
                    (item.ref, pause.ref),
                    {
                        "title": item.title,
                        "room": item.room_name,
                        "pause": pause.title,
                        "is_blocker": pause.is_blocker,
                    },
                )


def of_people(items: Sequence[Planned]) -> Iterator[DraftWarning]:
    """Whoever presents two sessions at one time, or works in one while they present or work in another."""
    found: dict[tuple[WarningKind, str, str], tuple[Pair, list[str]]] = {}
    for person, own in _by_person(items).items():
        roles = {item.ref: presents for item, presents in own}
        for one, other in overlapping([item for item, _presents in own]):
            both = roles[one.ref] and roles[other.ref]
            kind = WarningKind.PRESENTER if both else WarningKind.CREW
            pair = found.setdefault((kind, one.ref, other.ref), ((one, other), []))
            pair[1].append(person.name)
    for (kind, _one, _other), ((first, second), names) in found.items():
        yield _of_pair(kind, first, second, names=tuple(sorted(set(names))))


def too_close(items: Sequence[Planned], changeover: timedelta) -> Iterator[DraftWarning]:
    """Sessions in one room with less time between than it takes to change over."""
    for inside in _by_room(items).values():
        last: Planned | None = None
        for item in sorted(inside, key=_by_time):
            gap = item.starts_at - last.ends_at if last else None
            if last is not None and gap is not None and timedelta(0) <= gap < changeover:
                minutes = int(gap.total_seconds()) // 60
                yield _of_pair(
                    WarningKind.CHANGEOVER, last, item, room=item.room_name, minutes=minutes
                )
            if last is None or item.ends_at > last.ends_at:
                last = item


def outside_hours(items: Sequence[Planned]) -> Iterator[DraftWarning]:
    for item in items:
        if item.can is not None and not any(
            start <= item.starts_at and item.ends_at <= end for start, end in item.can
        ):
            values = {"title": item.title, "starts_at": item.starts_at, "can": item.can}
            yield DraftWarning(WarningKind.HOURS, (item.ref,), values)


def of_bookings(items: Sequence[Planned], booked: Sequence[BookedTwice]) -> Iterator[DraftWarning]:
    known = {item.ref: item for item in items}
    for two in booked:
        if two.one in known and two.other in known:
            one, other = sorted((known[two.one], known[two.other]), key=_by_time)
            yield _of_pair(WarningKind.BOOKED, one, other, names=two.names)


def _by_room(items: Iterable[Planned]) -> dict[int, list[Planned]]:
    rooms: dict[int, list[Planned]] = defaultdict(list)
    for item in items:
        rooms[item.room].append(item)
    return rooms


def _by_person(items: Iterable[Planned]) -> dict[Who, list[tuple[Planned, bool]]]:
    """With each of their sessions, and whether they present it."""
    people: dict[Who, list[tuple[Planned, bool]]] = defaultdict(list)
    for item in items:
        presents = {one.id for one in item.presenters}
        for person in {one.id: one for one in (*item.crew, *item.presenters)}.values():
            people[person].append((item, person.id in presents))
    return people


def _by_time(item: Planned) -> tuple[object, ...]:
    return (item.starts_at, item.ends_at, item.title, item.ref)


def _of_pair(kind: WarningKind, one: Planned, other: Planned, **more: object) -> DraftWarning:
    values = {
        "one": one.title,
        "other": other.title,
        "starts_at": max(one.starts_at, other.starts_at),
        "ends_at": min(one.ends_at, other.ends_at),
    }
    return DraftWarning(kind, (one.ref, other.ref), values | more)
