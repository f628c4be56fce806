"""Workbooks that people take away into a spreadsheet (.xlsx). What a person typed is text in them, never a
formula and never a link."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter

from app.kernel.plain_text import clean_text

MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_CELL = 32_767  # characters; more a spreadsheet cannot hold
NARROW, WIDE = 12, 60  # characters across
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """One table: its name (at most 31 characters), the words on top of its columns, and rows."""

    name: str
    columns: Sequence[str]
    rows: Iterable[Sequence[str | int | None]]


def workbook(sheets: Iterable[Sheet], *, made_at: datetime) -> bytes:
    """The same bytes for the same tables. `made_at` stands in the file's properties."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, _OPTIONS)
    book.set_properties({"created": made_at.replace(tzinfo=None)})
    heading = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    cell = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    number = book.add_format({"valign": "top"})
    for sheet in sheets:
        _write(book.add_worksheet(sheet.name), sheet, heading, cell, number)
    book.close()
    return out.getvalue()


def _write(page: Any, sheet: Sheet, heading: Any, cell: Any, number: Any) -> None:
    widths = [len(name) for name in sheet.columns]
    for column, name in enumerate(sheet.columns):
        page.write_string(0, column, name, heading)
    last = 0
    for last, row in enumerate(sheet.rows, 1):
        for column, value in enumerate(row):
            if isinstance(value, int):
                page.write_number(last, column, value, number)
            elif value:
                text = _as_text(value)
                widths[column] = max(widths[column], *map(len, text.split("\n")))
                page.write_string(last, column, text, cell)
    for column, width in enumerate(widths):
        page.set_column(column, column, min(max(width + 2, NARROW), WIDE))
    page.freeze_panes(1, 0)
    page.autofilter(0, 0, max(last, 1), max(len(widths) - 1, 0))


def _as_text(value: str) -> str:
    """As much as a cell holds. What stands between <r> and </r> the library would write as XML of its own; a
    space behind makes it text like all else, and reading takes it off again."""
    text = clean_text(value)[:LONGEST_CELL]
    return f"{text[: LONGEST_CELL - 1]} " if text.startswith("<r>") else text
