"""What more places would do: who of a waiting list would move up, and what that means for services.

The same walk as when places are freed: in order, skipping and never stopping at those who cannot go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """One who waits, in the order of the list. A group is a library service; '' is none and no share
    counts it. `is_new_group`: it holds no place today. `can_go`: has no other session then, and does
    not wait for the event."""

    ref: str
    group: str
    is_new_group: bool
    can_go: bool


@dataclass(frozen=True, kw_only=True)
class Effect:
    """People who get a place, their library services, and those of them that hold nothing today."""

    people: int
    services: int
    new_services: int


def would_move(
    waiting: Iterable[Waiting], *, places_left: int, share: int | None, held_by: Mapping[str, int]
) -> list[str]:
    """The refs of those who would get a place, in order. `share` is the most a group may hold, with
    what it holds already (`held_by`); None: no limit."""
    held = Counter(held_by)
    moved: list[str] = []
    for one in waiting:
        if len(moved) >= places_left:
            break
        is_at_share = one.group and share is not None and held[one.group] >= share
        if one.can_go and not is_at_share:
            held[one.group] += 1
            moved.append(one.ref)
    return moved


def effect_of(refs: Iterable[str], waiting: Iterable[Waiting]) -> Effect:
    """What it means that these get a place. A ref that does not wait is a ValueError."""
    by_ref = {one.ref: one for one in waiting}
    moved = set(refs)
    if not moved <= by_ref.keys():
        raise ValueError("Somebody who does not wait cannot move up.")
    groups = {by_ref[ref].group for ref in moved} - {""}
    new = {by_ref[ref].group for ref in moved if by_ref[ref].is_new_group} - {""}
    return Effect(people=len(moved), services=len(groups), new_services=len(new))


def difference(before: list[str], after: list[str], waiting: Sequence[Waiting]) -> Effect:
    """How many more there are after than before; fewer are negative."""
    one, other = effect_of(before, waiting), effect_of(after, waiting)
    return Effect(
        people=other.people - one.people,
        services=other.services - one.services,
        new_services=other.new_services - one.new_services,
    )
