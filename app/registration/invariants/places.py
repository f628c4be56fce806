"""1, 7, 8 and 9: nothing is sold twice, what is shown is what is, nobody is in two sessions at once, no
service holds more than its share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import combinations

from app.events.policies import ShareStep
from app.programme.models import Slot
from app.registration import queries, rules
from app.registration.enums import TAKEN, PlaceKind, PlaceState
from app.registration.invariants.facts import Broken, Facts, Place
from app.registration.models import Booking

RULES = "event policies changed"
LOWERED = ("capacity changed", "room changed", "session moved")


def oversold(facts: Facts) -> Iterator[Broken]:
    """1: taken <= capacity; over it only when it was lowered and nobody got a place since. A presenter
    who comes lowers it too."""
    for slot in facts.slots.values():
        mine = [b for b in facts.bookings if b.slot_id == slot.id and b.state in TAKEN]
        taken = [b for b in mine if b.kind == PlaceKind.ATTENDEE]
        presenters = [b for b in mine if b.kind == PlaceKind.PRESENTER]
        capacity = rules.capacity_of(
            own=slot.capacity,
            room=slot.room.capacity,
            overbook_percent=slot.overbook_percent,
            presenters=len(presenters),
        )
        lowered = [facts.last_edit(slot, *LOWERED), *(facts.taken_at(b) for b in presenters)]
        if len(taken) > capacity and not _was_lowered(facts, taken, lowered):
            detail = f"{len(taken)} places taken of {capacity}"
            yield facts.problem("1 oversold", slot.public_id, detail)
    yield from _event_oversold(facts)


def _event_oversold(facts: Facts) -> Iterator[Broken]:
    capacity = facts.event.policies.places.capacity
    taken = [
        one
        for one in facts.registrations.values()
        if one.state in TAKEN and one.kind == PlaceKind.ATTENDEE
    ]
    if capacity is None or len(taken) <= capacity:
        return
    organisers = [facts.last_edit(None, RULES), facts.last_because("presents", "presents_not")]
    if not _was_lowered(facts, taken, organisers):
        detail = f"{len(taken)} places taken of {capacity}"
        yield facts.problem("1 oversold", facts.event.public_id, detail)


def _was_lowered(facts: Facts, taken: Sequence[Place], lowered: Sequence[datetime | None]) -> bool:
    """Whether everybody had their place before something was lowered."""
    last = max((at for at in lowered if at is not None), default=None)
    return last is not None and all(facts.had_since(place) <= last for place in taken)


def counts_shown(facts: Facts) -> Iterator[Broken]:
    """7: what pages show equals a recount of the rows."""
    shown = queries.counts_of(facts.slots.values())
    for slot in facts.slots.values():
        mine = [b for b in facts.bookings if b.slot_id == slot.id]
        taken = sum(b.state in TAKEN and b.kind == PlaceKind.ATTENDEE for b in mine)
        waiting = sum(b.state == PlaceState.WAITING for b in mine)
        if (shown[slot.id].taken, shown[slot.id].waiting) != (taken, waiting):
            yield facts.problem("7 counts", slot.public_id, f"{taken} and {waiting} by a recount")


def overlaps(facts: Facts) -> Iterator[Broken]:
    """8: nobody is in two sessions at once, unless one was moved there after they had both."""
    held: dict[int, list[Booking]] = {}
    for booking in facts.bookings:
        if booking.state == PlaceState.CONFIRMED:
            held.setdefault(booking.registration_id, []).append(booking)
    for bookings in held.values():
        for one, other in combinations(bookings, 2):
            a, b = facts.slots[one.slot_id], facts.slots[other.slot_id]
            if rules.overlap(a, b) and not _moved_since(facts, (a, b), (one, other)):
                detail = f"at the same time as {other.public_id}"
                yield facts.problem("8 overlap", one.public_id, detail)


def _moved_since(facts: Facts, slots: tuple[Slot, Slot], bookings: tuple[Booking, Booking]) -> bool:
    moved = [at for slot in slots if (at := facts.last_edit(slot, "session moved"))]
    return bool(moved) and max(moved) >= max(facts.taken_at(booking) for booking in bookings)


def shares(facts: Facts) -> Iterator[Broken]:
    """9: of the places given while a share is in force a service holds no more than that, unless it held
    more when the organisers made the share smaller."""
    policy = facts.event.policies.places
    changed_at = facts.last_edit(None, RULES)
    for step in policy.shares if policy.fairness != "simple" else ():
        registered = [
            one
            for one in facts.registrations.values()
            if one.state in TAKEN and one.kind == PlaceKind.ATTENDEE and one.code_id is None
        ]
        yield from _over(facts, step.per_event, step, registered, "event", changed_at)
        for slot in facts.slots.values():
            booked = [
                b
                for b in facts.bookings
                if b.slot_id == slot.id
                and b.state in TAKEN
                and b.kind == PlaceKind.ATTENDEE
                and facts.code_slots.get(b.registration.code_id or 0) != slot.id
            ]
            yield from _over(facts, step.per_slot, step, booked, slot.public_id, changed_at)


def _over(
    facts: Facts,
    limit: int | None,
    step: ShareStep,
    taken: Sequence[Place],
    subject: str,
    changed_at: datetime | None,
) -> Iterator[Broken]:
    """Places that a group got before the step's end beyond its limit, the organisers' change since."""
    if limit is None:
        return
    within = [place for place in taken if facts.had_since(place) < step.until]
    for group, number in Counter(place.counts_as for place in within).items():
        newest = max(facts.had_since(p) for p in within if p.counts_as == group)
        was_more = changed_at is not None and newest <= changed_at
        if group and number > limit and not was_more:
            yield facts.problem("9 share", subject, f"{group} holds {number} of {limit}")
