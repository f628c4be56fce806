"""Tables that people take away into a spreadsheet (.csv)."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from flask import Response

from app.kernel.plain_text import clean_line

FORMULA = ("=", "+", "-", "@")  # what spreadsheets take for a formula


def table_file(name: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Response:
    """A file for one person, kept by no cache."""
    answer = Response(table_text(columns, rows), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def table_text(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The file itself; with a byte order mark, so that spreadsheets read accents."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([as_text(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()


def as_text(cell: str) -> str:
    """One line, and never a formula, whatever stands before the sign."""
    text = clean_line(cell)
    return f"'{text}" if text.startswith(FORMULA) else text
