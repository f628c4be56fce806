"""Reading a workbook that somebody sent: its size is looked at before anything is unpacked, formulas are
read as their text, and every cell becomes text as a person would have typed it."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO, Any

import openpyxl

from app.kernel.errors import Refusal
from app.kernel.plain_text import clean_text
from app.kernel.uploads import MEGABYTE
from app.pages.imports import errors
from app.pages.imports.columns import COLUMNS, PROGRAMME, ROOM_COLUMNS, ROOMS, Column

LARGEST = 5 * MEGABYTE
MOST_UNPACKED = 30 * MEGABYTE
MOST_PARTS = 300
MOST_ROWS = 1000
MOST_COLUMNS = 60
MOST_SHEETS = 20
# What a file of a few kilobytes unpacks to costs memory by its elements, a hundred bytes and more for each of
# four; so they are counted before anything is made of them.
MOST_TAGS = 500_000  # in tables and their texts
MOST_OTHER_TAGS = 60_000  # in fonts, colours and all else that no programme needs
MOST_CHARACTERS = 5_000_000  # of all cells
LONGEST_CELL = 32_767  # as Excel has it
_TABLES = ("xl/worksheets/", "xl/sharedstrings")
_CHUNK = 256 * 1024


@dataclass(frozen=True)
class RawRow:
    """`number` as the spreadsheet counts; `cells` by the column's name, only those that say something."""

    number: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Raw:
    """What was read. `columns` are the names of those that the table has."""

    columns: tuple[str, ...]
    sessions: tuple[RawRow, ...]
    rooms: tuple[RawRow, ...]


def read(stream: IO[bytes]) -> Raw:
    """Refused: what is no workbook, one that is too large, and one without the columns."""
    _check_archive(stream)
    try:
        book = openpyxl.load_workbook(stream, read_only=True, data_only=False, keep_links=False)
        return _read(book)
    except Refusal:
        raise
    except Exception as error:  # whatever a damaged or hostile file makes the library raise
        raise errors.NoSpreadsheet from error


def _check_archive(stream: IO[bytes]) -> None:
    """By what the archive says of itself, where reading stops; then by what is in it, a piece at a time."""
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_parts(archive.infolist())
            _check_tags(archive)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        raise errors.NoSpreadsheet from error
    finally:
        stream.seek(0)


def _check_parts(parts: Sequence[zipfile.ZipInfo]) -> None:
    names = {part.filename for part in parts}
    if "[Content_Types].xml" not in names or not any(name.startswith("xl/") for name in names):
        raise errors.NoSpreadsheet
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise errors.TooMuch


def _check_tags(archive: zipfile.ZipFile) -> None:
    left = {True: MOST_TAGS, False: MOST_OTHER_TAGS}
    for part in archive.infolist():
        is_table = part.filename.casefold().startswith(_TABLES)
        with archive.open(part) as opened:
            while chunk := opened.read(_CHUNK):
                left[is_table] -= chunk.count(b"<")
                if left[is_table] < 0:
                    raise errors.TooMuch


def _read(book: Any) -> Raw:
    sheets = {sheet.title.casefold(): sheet for sheet in book.worksheets[:MOST_SHEETS]}
    first = sheets.get(str(PROGRAMME).casefold()) or next(iter(sheets.values()), None)
    if first is None:
        raise errors.NoColumns
    columns, sessions = _table(first, COLUMNS)
    if "title" not in columns and "slug" not in columns:
        raise errors.NoColumns
    rooms = sheets.get(str(ROOMS).casefold())
    more = _table(rooms, ROOM_COLUMNS)[1] if rooms is not None and rooms is not first else ()
    return Raw(columns, sessions, more)


def _table(sheet: Any, wanted: Sequence[Column]) -> tuple[tuple[str, ...], tuple[RawRow, ...]]:
    if hasattr(sheet, "reset_dimensions"):
        sheet.reset_dimensions()  # what a file says of its own size is not to be trusted
    rows = _rows(sheet)
    by_label = {_key(str(column.label)): column.name for column in wanted}
    heads = [by_label.get(_key(text)) for text in next(rows, (0, []))[1]]
    found, characters = [], 0
    for number, texts in rows:
        cells = {name: text for name, text in zip(heads, texts, strict=False) if name and text}
        if cells:
            found.append(RawRow(number, cells))
        characters += sum(map(len, cells.values()))
        if len(found) > MOST_ROWS or characters > MOST_CHARACTERS:
            raise errors.TooMuch
    return tuple(name for name in heads if name), tuple(found)


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Empty rows count as far as a spreadsheet would be used; more of them is a trap."""
    values: Iterable[tuple[Any, ...]] = sheet.iter_rows(
        max_col=MOST_COLUMNS, max_row=MOST_ROWS * 5, values_only=True
    )
    for number, row in enumerate(values, 1):
        yield number, [text_of(value) for value in row[:MOST_COLUMNS]]


def text_of(value: Any) -> str:
    """A cell as a person would type it; of one that no spreadsheet holds, as much as is too long anyway."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        day, clock = value.date().isoformat(), value.strftime("%H:%M")
        return day if clock == "00:00" else f"{day} {clock}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return value.strftime("%H:%M")
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return clean_text(str(value)[: LONGEST_CELL + 1]).strip()


def _key(label: str) -> str:
    return " ".join(label.casefold().split())
