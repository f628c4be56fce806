"""How many places are left, counted once for each revision of an event: what the pages of the flow say while
many people fill them in at once. The gate counts for itself, always.
"""

from __future__ import annotations

from dataclasses import dataclass

from flask import current_app

from app.events.models import Event
from app.kernel.transaction import is_open
from app.programme.queries import menu
from app.registration import rules
from app.registration.queries.counts import Hold, counts_of, event_count, holds_of
from app.registration.queries.lists import closed_lists

_KEPT = "registration_numbers"


@dataclass(frozen=True)
class Numbers:
    """`event` is None where the event has no number of its own; `closed`: the slots (None: the event)
    whose waiting lists take nobody; `holds`: the living access codes."""

    event: rules.Count | None
    slots: dict[int, rules.Count]
    closed: frozenset[int | None]
    holds: tuple[Hold, ...]


def numbers_of(event: Event) -> Numbers:
    """Of this revision of the event, which every change of places makes larger. What an open transaction
    sees is not kept: it may never come true."""
    key = (event.public_id, event.revision)
    kept: dict[str, tuple[object, Numbers]] = current_app.extensions.setdefault(_KEPT, {})
    known = kept.get(event.public_id)
    if known is not None and known[0] == key:
        return known[1]
    numbers = _count(event)
    if not is_open():
        kept[event.public_id] = (key, numbers)
    return numbers


def _count(event: Event) -> Numbers:
    holds = tuple(holds_of(event.id))
    is_limited = event.policies.places.capacity is not None
    return Numbers(
        event=event_count(event, holds=holds) if is_limited else None,
        slots=counts_of(menu(event), holds=holds),
        closed=frozenset(closed_lists(event.id)),
        holds=holds,
    )
