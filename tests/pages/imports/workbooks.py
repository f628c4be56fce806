"""Workbooks as organisers make them."""

import io
import zipfile

import openpyxl

SESSIONS = ("Title", "Room", "Starts", "Ends")


def a_workbook(rows, columns=SESSIONS, rooms=(), *, sheet="Programme", change=None):
    """The bytes of a workbook; `change` may do anything to it before."""
    book = openpyxl.Workbook()
    first = book.active
    first.title = sheet
    first.append(list(columns))
    for row in rows:
        first.append(list(row))
    if rooms:
        second = book.create_sheet("Rooms")
        second.append(["Room", "Kind", "Places"])
        for row in rooms:
            second.append(list(row))
    if change:
        change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def parts_of(data):
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)
    return out.getvalue()
