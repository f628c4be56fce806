"""Everything that the workshop shows and warns of, in a fixed number of questions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from app.events.models import Event
from app.kernel import clock
from app.materials import queries as materials
from app.materials.rules import due_on
from app.pages.workshop.wording import Told, told
from app.programme.enums import ProvisionState, SessionKind, SlotState
from app.proposals import queries as proposals
from app.registration import queries as registration
from app.registration.rules import Count
from app.speakers import queries as speakers
from app.speakers import rules as speaker_rules
from app.stars import queries as stars
from app.timetable import queries
from app.timetable.enums import BreakKind
from app.timetable.models import Break
from app.timetable.rules import (
    BookedTwice,
    Pause,
    Plan,
    Planned,
    Who,
    meeting_anew,
    slides_from,
    warnings_in,
)

Spans = tuple[tuple[datetime, datetime], ...]  # from-to

_CREW = ("host_id", "producer_id", "captioner_id")


@dataclass(frozen=True)
class Gathered:
    """The draft's rows, what is known beside them, and what the warnings look at. `counts` by a slot's id."""

    rows: Sequence[Any]
    unplaced: Sequence[Any]
    breaks: Sequence[Break]
    services: Mapping[int, str]
    counts: Mapping[int, Count]
    plan: Plan


@dataclass(frozen=True)
class _SlotPlaces:
    """What counting needs to know of a slot; capacities are of what is out."""

    id: int
    event_id: int
    capacity: int | None
    room_capacity: int
    overbook_percent: int


def warnings_of(event: Event) -> Sequence[Told]:
    """What organisers should look at before they release; none of it forbids anything."""
    return warnings_about(gather(event))


def warnings_about(gathered: Gathered) -> list[Told]:
    return [told(one) for one in warnings_in(gathered.plan, today=_today())]


def gather(event: Event) -> Gathered:
    rows = queries.planned_rows(event.id)
    unplaced = queries.sessions_without_time(event.id)
    breaks = queries.breaks(event.id)
    counts = registration.counts_of(_slot_places(event, row) for row in rows if row.slot_id)
    due = due_on(event.day_on, slides_days=event.policies.materials.slides_days)
    known = _known(event, rows, counts, is_near=_today() >= slides_from(due))
    items = tuple(_planned(row, known) for row in rows)
    plan = Plan(
        items=items,
        pauses=tuple(_pause(one) for one in breaks),
        booked_twice=_booked_twice(rows, items),
        unplaced=tuple((row.slug, row.title) for row in unplaced),
        changeover=timedelta(minutes=event.policies.changeover_minutes),
        slides_from_on=slides_from(due),
        slides_due_on=due,
    )
    return Gathered(rows, unplaced, breaks, queries.services_by_session(event.id), counts, plan)


def hours_of(event: Event, session_id: int) -> Spans | None:
    """When all can who present this session and have said when; None: nobody has said."""
    said = [one.available for one in speakers.presenting(event.id) if one.session_id == session_id]
    return _spans(event, said)


def _spans(event: Event, said: Sequence[Collection[int] | None]) -> Spans | None:
    hours = [one for one in said if one is not None]
    if not hours:
        return None
    spans = speaker_rules.spans(speaker_rules.common_hours(hours))
    return tuple((_at(event, start), _at(event, end)) for start, end in spans)


def _today() -> date:
    return clock.london(clock.now()).date()


def _at(event: Event, hour: int) -> datetime:
    midnight = datetime.combine(event.day_on, time(), clock.LONDON)
    return midnight.replace(hour=hour) if hour < 24 else midnight + timedelta(days=1)


def _booked_twice(rows: Sequence[Any], items: Sequence[Planned]) -> tuple[BookedTwice, ...]:
    slots = {row.ref: row.slot_id for row in rows}
    pairs = {(slots[one.ref], slots[other.ref]): (one, other) for one, other in meeting_anew(items)}
    return tuple(
        BookedTwice(pairs[pair][0].ref, pairs[pair][1].ref, names)
        for pair, names in registration.in_both(pairs.keys()).items()
    )


@dataclass(frozen=True)
class _Known:
    """What is known beside the rows: of sessions and slots by their ids, names of people by theirs."""

    counts: Mapping[int, Count]
    names: Mapping[int, str]
    presenters: Mapping[int, tuple[Who, ...]]
    spans: Mapping[int, Spans | None]
    lacks: Mapping[int, tuple[str, ...]]
    starred: Mapping[int, int]
    unsure: Collection[int]
    slides: Mapping[int, bool]


def _known(
    event: Event, rows: Sequence[Any], counts: Mapping[int, Count], *, is_near: bool
) -> _Known:
    presenting: dict[int, list[speakers.PresentingRow]] = defaultdict(list)
    for person in speakers.presenting(event.id):
        presenting[person.session_id].append(person)
    return _Known(
        counts=counts,
        names=queries.names_of_people({one for row in rows for one in _crew_ids(row)}),
        presenters={
            session_id: tuple(Who(one.person_id, one.name) for one in people)
            for session_id, people in presenting.items()
        },
        spans={
            session_id: _spans(event, [one.available for one in people])
            for session_id, people in presenting.items()
        },
        lacks=queries.provisions_by_slot(event.id, ProvisionState.WANTED),
        starred=stars.counts(event.id),
        unsure=proposals.not_confirmed(event.id),
        slides=materials.has_slides({row.session_id for row in rows}) if is_near else {},
    )


def _planned(row: Any, known: _Known) -> Planned:
    count = known.counts.get(row.slot_id)
    return Planned(
        ref=row.ref,
        slug=row.slug,
        title=row.title,
        room=row.room_id,
        room_name=row.room_name,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
        out=(row.slot_starts_at, row.slot_ends_at) if row.slot_id else None,
        is_cancelled=row.is_cancelled,
        has_ended=row.slot_state == SlotState.CANCELLED,
        is_plenary=row.kind == SessionKind.PLENARY,
        presenters=known.presenters.get(row.session_id, ()),
        crew=tuple(Who(one, known.names[one]) for one in _crew_ids(row)),
        can=known.spans.get(row.session_id),
        places=places_offered(row),
        licence=row.licence,
        taken=count.taken if count else 0,
        waiting=count.waiting if count else 0,
        stars=known.starred.get(row.session_id, 0),
        lacks=known.lacks.get(row.slot_id, ()),
        is_confirmed=row.session_id not in known.unsure,
        has_slides=known.slides.get(row.session_id, True),
    )


def places_offered(row: Any) -> int | None:
    """With its overbooking; None: as many as the room holds."""
    own, percent = row.capacity, row.overbook_percent
    if row.slot_id:
        own, percent = row.slot_capacity, row.slot_overbook_percent
    if own is None and not percent:
        return None
    return int((row.licence if own is None else own) * (100 + percent) // 100)


def _crew_ids(row: Any) -> list[int]:
    prefix = "slot_" if row.slot_id else ""
    ids = [getattr(row, prefix + name) for name in _CREW]
    return [one for one in ids if one is not None]


def _slot_places(event: Event, row: Any) -> _SlotPlaces:
    return _SlotPlaces(
        row.slot_id, event.id, row.slot_capacity, row.licence, row.slot_overbook_percent
    )


def _pause(row: Break) -> Pause:
    return Pause(
        ref=row.public_id,
        title=row.title,
        room=row.room_id,
        is_blocker=row.kind == BreakKind.BLOCKER,
        starts_at=row.starts_at,
        ends_at=row.ends_at,
    )
