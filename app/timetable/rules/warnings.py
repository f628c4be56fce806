"""What organisers should look at before they release a draft. Nothing here forbids anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from app.timetable.enums import WarningKind
from app.timetable.rules import meeting
from app.timetable.rules.plans import DraftWarning, Plan, Planned

POPULAR_FROM = 10  # people who wait for it or have starred it; fewer is chance
POPULAR_TIMES = 2  # and so many times what sessions have on the average
SLIDES_NEAR = timedelta(days=3)  # before they are due: early enough to ask

_ORDER = {kind: place for place, kind in enumerate(WarningKind)}


def warnings_in(plan: Plan, *, today: date) -> list[DraftWarning]:
    """In the order of their kinds, each kind by time. `today` is the date in London."""
    standing = [item for item in plan.items if item.stands]
    found = [
        *meeting.in_rooms(standing),
        *meeting.in_pauses(standing, plan.pauses),
        *meeting.of_people(standing),
        *meeting.outside_hours(standing),
        *meeting.too_close(standing, plan.changeover),
        *_over_limits(standing),
        *meeting.of_bookings(standing, plan.booked_twice),
        *_popular(standing),
        *_access(standing),
        *_cancelled(plan.items),
        *_not_confirmed(standing),
        *(_no_slides(standing, plan) if today >= plan.slides_from_on else ()),
        *_not_placed(plan),
    ]
    return sorted(found, key=lambda one: _ORDER[one.kind])


def slides_from(due_on: date) -> date:
    """From when on missing slides are worth a warning."""
    return due_on - SLIDES_NEAR


def _over_limits(items: Sequence[Planned]) -> Iterator[DraftWarning]:
    """Places above the room's licence are never given, so the number promises too much; people above it could
    not all join."""
    for item in items:
        values = {"title": item.title, "room": item.room_name, "licence": item.licence}
        if item.taken > item.licence:
            yield DraftWarning(WarningKind.FULL, (item.ref,), values | {"number": item.taken})
        elif item.places is not None and item.places > item.licence:
            yield DraftWarning(WarningKind.LICENCE, (item.ref,), values | {"number": item.places})


def _popular(items: Sequence[Planned]) -> Iterator[DraftWarning]:
    """Two that many want, at one time: each person can have one of them alone."""
    if not items:
        return
    average = sum(item.wanted_by for item in items) / len(items)
    least = max(POPULAR_FROM, POPULAR_TIMES * average)
    wanted = [item for item in items if item.wanted_by >= least and not item.is_plenary]
    for one, other in meeting.overlapping(wanted):
        if one.slug != other.slug:
            values = {
                "one": one.title,
                "other": other.title,
                "starts_at": other.starts_at,
                "number": one.wanted_by,
                "number_other": other.wanted_by,
            }
            yield DraftWarning(WarningKind.POPULAR, (one.ref, other.ref), values)


def _access(items: Sequence[Planned]) -> Iterator[DraftWarning]:
    for item in items:
        for kind in item.lacks:
            values = {"title": item.title, "starts_at": item.starts_at, "kind": kind}
            yield DraftWarning(WarningKind.ACCESS, (item.ref,), values)


def _cancelled(items: Sequence[Planned]) -> Iterator[DraftWarning]:
    for item in items:
        if item.is_cancelled and not item.has_ended and item.taken:
            values = {"title": item.title, "number": item.taken, "starts_at": item.starts_at}
            yield DraftWarning(WarningKind.CANCELLED, (item.ref,), values)


def _not_confirmed(items: Sequence[Planned]) -> Iterator[DraftWarning]:
    for item in items:
        if not item.is_confirmed:
            yield DraftWarning(WarningKind.NOT_CONFIRMED, (item.ref,), {"title": item.title})


def _no_slides(items: Sequence[Planned], plan: Plan) -> Iterator[DraftWarning]:
    for item in items:
        if not item.has_slides:
            values = {"title": item.title, "due_on": plan.slides_due_on}
            yield DraftWarning(WarningKind.NO_SLIDES, (item.ref,), values)


def _not_placed(plan: Plan) -> Iterator[DraftWarning]:
    """One for all: while a day is built there may be a hundred."""
    if plan.unplaced:
        titles = tuple(title for _slug, title in plan.unplaced)
        yield DraftWarning(WarningKind.NOT_PLACED, (), {"titles": titles})
