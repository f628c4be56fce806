"""What goes into a draw, as plain values: the terms, the slots with what is held of them already, and
what each person asked for, under pseudonyms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.kernel.keys import current_key
from app.programme.models import Slot
from app.registration import rules
from app.registration.actions.gate import Gate
from app.registration.enums import TAKEN, PlaceKind, PlaceState
from app.registration.models import Booking, Draw, Registration
from app.registration.rules import draws

Holder = tuple[str, int | None]  # a group and the slot, or None for the event


def inputs(
    gate: Gate,
    draw: Draw,
    applied: Sequence[Registration],
    wishes: Mapping[int, Sequence[Booking]],
    slots: Sequence[Slot],
) -> tuple[draws.Terms, list[draws.DrawnSlot], list[draws.Application]]:
    """Library services appear under pseudonyms: with the names, a small service's list would say which
    of its few people asked for what."""
    holders = _holders(gate, slots)
    groups = {one.counts_as for one in applied} | {group for group, _ in holders}
    names = draws.pseudonyms(groups, f"{current_key()}|{draw.seed_digest}")
    refs = {slot.public_id for slot in slots}
    applications = [
        draws.Application(
            ticket=one.ticket or "",
            group=names[one.counts_as],
            wishes=_by_time(wishes[one.id], refs),
        )
        for one in applied
    ]
    return (
        _terms(gate, draw, slots, names, holders),
        _drawn_slots(gate, slots, names, holders),
        applications,
    )


def wishes_of(gate: Gate, applied: Sequence[Registration]) -> dict[int, list[Booking]]:
    """What each wishes for that still takes place, the best first; the rest is of no use to anybody."""
    wishes: dict[int, list[Booking]] = {one.id: [] for one in applied}
    query = (
        select(Booking)
        .options(joinedload(Booking.slot).joinedload(Slot.session))
        .where(Booking.registration_id.in_(wishes), Booking.state == PlaceState.APPLIED)
        .order_by(Booking.rank, Booking.id)
    )
    for booking in gate.session.scalars(query):
        wishes[booking.registration_id].append(booking)
    return wishes


def _by_time(wishes: Sequence[Booking], refs: Collection[str]) -> tuple[tuple[str, ...], ...]:
    """Wishes that overlap stand together, best first; plenaries come by themselves."""
    times: list[list[Booking]] = []
    for wish in sorted(wishes, key=lambda one: (one.slot.starts_at, one.rank, one.id)):
        if wish.slot.session.is_plenary or wish.slot.public_id not in refs:
            continue
        same = [t for t in times if any(rules.overlap(wish.slot, o.slot) for o in t)]
        merged = [*(one for time in same for one in time), wish]
        times = [time for time in times if time not in same] + [merged]
    ordered = [sorted(time, key=lambda one: (one.rank, one.slot.starts_at)) for time in times]
    return tuple(tuple(one.slot.public_id for one in time) for time in ordered)


def _holders(gate: Gate, slots: Sequence[Slot]) -> Counter[Holder]:
    """How many places are held already. Those by an access code count for no share."""
    found: Counter[Holder] = Counter()
    registered = select(Registration).where(
        Registration.event_id == gate.event.id,
        Registration.state.in_(TAKEN),
        Registration.kind == PlaceKind.ATTENDEE,
    )
    for one in gate.session.scalars(registered):
        found["" if one.code_id else one.counts_as, None] += 1
    booked = (
        select(Booking)
        .options(joinedload(Booking.registration))
        .where(
            Booking.slot_id.in_([slot.id for slot in slots]),
            Booking.state.in_(TAKEN),
            Booking.kind == PlaceKind.ATTENDEE,
        )
    )
    for booking in gate.session.scalars(booked):
        found["" if booking.registration.code_id else booking.counts_as, booking.slot_id] += 1
    return found


def _terms(
    gate: Gate,
    draw: Draw,
    slots: Sequence[Slot],
    names: Mapping[str, str],
    holders: Mapping[Holder, int],
) -> draws.Terms:
    count = gate.count()
    return draws.Terms(
        seed=draw.seed,
        event_places=count.capacity - count.held if count.is_limited else None,
        event_taken_by=_named(holders, None, names),
        share_per_event=gate.share_limit(),
        share_per_slot=gate.share.per_slot if gate.share else None,
        plenaries=tuple(slot.public_id for slot in slots if slot.session.is_plenary),
    )


def _drawn_slots(
    gate: Gate,
    slots: Sequence[Slot],
    names: Mapping[str, str],
    holders: Mapping[Holder, int],
) -> list[draws.DrawnSlot]:
    counts = gate.counts(slots)
    return [
        draws.DrawnSlot(
            ref=slot.public_id,
            starts_at=slot.starts_at,
            ends_at=slot.ends_at,
            places=max(counts[slot.id].capacity - counts[slot.id].held, 0),
            taken_by=_named(holders, slot.id, names),
        )
        for slot in slots
    ]


def _named(
    holders: Mapping[Holder, int], slot_id: int | None, names: Mapping[str, str]
) -> dict[str, int]:
    return {names[group]: number for (group, of), number in holders.items() if of == slot_id}
