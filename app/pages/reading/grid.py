"""The programme as a table: rooms across, times down."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from app.pages.reading.rows import Row
from app.pages.reading.zones import Times
from app.timetable.rules import BreakShown, RoomShown


@dataclass
class Cell:
    """What stands in a room from one line of the table on, over `lines` of them. `columns`: over how many
    rooms, for a pause of everybody."""

    lines: int = 1
    columns: int = 1
    items: list[Row] = field(default_factory=list)
    pauses: list[BreakShown] = field(default_factory=list)


@dataclass(frozen=True)
class Line:
    starts_at: datetime
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Grid:
    """One day. Rooms without anything on it are left out."""

    day: str
    rooms: tuple[RoomShown, ...]
    lines: tuple[Line, ...]


def grids_of(
    rows: Sequence[Row], pauses: Sequence[BreakShown], rooms: Sequence[RoomShown], times: Times
) -> list[Grid]:
    """One for each day on which there are sessions, as days are in the reader's zone."""
    days = sorted({times.on(row.starts_at) for row in rows})
    found = []
    for on in days:
        chosen = [row for row in rows if times.on(row.starts_at) == on]
        used = tuple(room for room in rooms if any(row.room == room.slug for row in chosen))
        breaks = [pause for pause in pauses if times.on(pause.starts_at) == on]
        found.append(Grid(times.day(chosen[0].starts_at), used, _lines(chosen, breaks, used)))
    return found


def _lines(
    rows: Sequence[Row], pauses: Sequence[BreakShown], rooms: Sequence[RoomShown]
) -> tuple[Line, ...]:
    shown = [
        pause for pause in pauses if not pause.room or any(r.slug == pause.room for r in rooms)
    ]
    every: list[Row | BreakShown] = [*rows, *shown]
    starts = sorted({one.starts_at for one in every})
    columns = [
        _column(
            [row for row in rows if row.room == room.slug],
            [pause for pause in shown if pause.room in ("", room.slug)],
            starts,
        )
        for room in rooms
    ]
    return tuple(
        Line(start, _cells([column[number] for column in columns]))
        for number, start in enumerate(starts)
    )


def _column(
    rows: Iterable[Row], pauses: Iterable[BreakShown], starts: Sequence[datetime]
) -> list[Cell | None]:
    """A room, line by line; None where a cell from above still stands. What overlaps shares a cell."""
    cells: list[Cell | None] = [Cell() for _ in starts]
    until = -1  # the last line of the cell before
    at = 0
    every: list[Row | BreakShown] = [*rows, *pauses]
    for one in sorted(every, key=lambda item: item.starts_at):
        first = bisect_left(starts, one.starts_at)
        last = max(first, bisect_left(starts, one.ends_at) - 1)
        if first > until:
            at = first
        cell = cells[at] or Cell()
        if isinstance(one, Row):
            cell.items.append(one)
        else:
            cell.pauses.append(one)
        until = max(until, last)
        cell.lines = until - at + 1
        for number in range(at + 1, until + 1):
            cells[number] = None
    return cells


def _cells(line: Sequence[Cell | None]) -> tuple[Cell, ...]:
    """A pause that is alone in all rooms is one cell across."""
    cells = [cell for cell in line if cell is not None]
    alone = len(cells) == len(line) and all(
        cell.pauses and not cell.items and cell == cells[0] for cell in cells
    )
    if alone:
        return (Cell(cells[0].lines, len(line), [], cells[0].pauses),)
    return tuple(cells)
