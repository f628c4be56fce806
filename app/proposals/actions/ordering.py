"""One step up or down in a list with positions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol


class Placed(Protocol):
    public_id: str
    position: int


def moved(rows: Sequence[Placed], ref: str, *, up: bool) -> None:
    """Swaps the row with its neighbour and numbers all anew; nothing at the end of the list, and
    nothing for a row that is not in it."""
    order = list(rows)
    at = next((n for n, row in enumerate(order) if row.public_id == ref), None)
    to = None if at is None else at + (-1 if up else 1)
    if at is None or to is None or not 0 <= to < len(order):
        return
    order[at], order[to] = order[to], order[at]
    for position, row in enumerate(order, 1):
        row.position = position
