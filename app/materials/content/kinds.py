"""The kind of a file, from an allow-list."""

from __future__ import annotations

from typing import IO

from app.materials import errors
from app.materials.content import odp, pictures, pptx
from app.materials.content.zips import Parts, opened
from app.materials.enums import FileKind

_PDF = b"%PDF-"
_ZIP = b"PK\x03\x04"
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")  # also what Office locks with a password
_START = 128  # bytes: the mimetype of OpenDocument ends before


def kind_of(stream: IO[bytes], *, size: int) -> FileKind:
    """Refused: everything that is not on the list, and what a listed kind may not hold. `size` in bytes."""
    if not size:
        raise errors.EmptyFile()
    stream.seek(0)
    start = stream.read(_START)
    if start.startswith(_PDF):
        return FileKind.PDF
    if start.startswith(_ZIP):
        with opened(stream, size=size) as parts:
            return _zipped(start, parts)
    if start.startswith(_OLD_OFFICE):
        raise errors.OldFormat()
    kind = pictures.kind_by_start(start)
    if kind is None:
        raise errors.UnknownContent()
    pictures.check(stream, kind)
    return kind


def _zipped(start: bytes, parts: Parts) -> FileKind:
    if parts.names[:1] == ["mimetype"]:
        if _mimetype(start) != odp.MIMETYPE or parts.read("mimetype") != odp.MIMETYPE:
            raise errors.UnknownContent()
        odp.check(parts)
        return FileKind.ODP
    if "[Content_Types].xml" in parts.names:
        pptx.check(parts)
        return FileKind.PPTX
    raise errors.UnknownContent()


def _mimetype(start: bytes) -> bytes:
    """What stands, not packed, right after the header of the first part: so OpenDocument wants it."""
    extra = int.from_bytes(start[28:30], "little")
    begin = 30 + len("mimetype") + extra
    return start[begin : begin + len(odp.MIMETYPE)]
