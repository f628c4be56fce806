"""Which of somebody's sessions are at one time."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations

from app.timetable.rules.document import SlotShown


def clashes(slots: Sequence[SlotShown]) -> dict[str, tuple[SlotShown, ...]]:
    """By a slot's public id the others that run at a time of its own, in their order; only those that have
    some. What is cancelled clashes with nothing, nor do the times of one session."""
    found: dict[str, tuple[SlotShown, ...]] = {}
    for one, other in combinations([slot for slot in slots if not slot.is_cancelled], 2):
        overlap = one.starts_at < other.ends_at and other.starts_at < one.ends_at
        if overlap and one.session != other.session:
            found[one.ref] = (*found.get(one.ref, ()), other)
            found[other.ref] = (*found.get(other.ref, ()), one)
    return found
