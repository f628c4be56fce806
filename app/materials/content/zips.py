"""A ZIP from a stranger: what it says about itself is checked before any of it is unpacked."""

from __future__ import annotations

import copy
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from app.materials import errors
from app.materials.content.elements import Element, elements

MEGABYTE = 1024 * 1024
MOST_PARTS = 10_000
MOST_UNPACKED = 1024 * MEGABYTE  # all parts together
MOST_TIMES_LARGER = 100  # than it lies in the file, counted from where it could hurt
HARMLESS = 50 * MEGABYTE
LARGEST_PART_READ = 32 * MEGABYTE
MOST_READ = 200 * MEGABYTE  # of all parts that are looked into
MOST_ELEMENTS = 1_000_000  # of all of them: a few seconds of work
LARGEST_DIRECTORY = 4 * MEGABYTE  # the table of contents, for which memory is needed
_END = struct.Struct(
    "<4s4H2LH"
)  # the record at a ZIP's end; its sixth number is the directory's size
_END_MARK, _LARGE_MARK = b"PK\x05\x06", b"PK\x06\x07"
_LONGEST_COMMENT = 65_535
_HEADER = 30  # bytes before the name of a part
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1


class Parts:
    """The parts of a checked ZIP, by name."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._left = MOST_READ
        self._elements_left = MOST_ELEMENTS
        self.names = [info.filename for info in archive.infolist() if not info.is_dir()]

    def read(self, name: str) -> bytes:
        """A part, unpacked; empty when there is none. Refused: one that is larger than such parts are,
        or than it said."""
        try:
            said = self._archive.getinfo(name)
        except KeyError:
            return b""
        # Read to where its bytes end, not to where it says: others may read on.
        whole = copy.copy(said)
        whole.file_size = LARGEST_PART_READ + 1
        try:
            with self._archive.open(whole) as part:
                data = part.read(LARGEST_PART_READ + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError) as error:
            raise errors.DamagedFile() from error
        self._left -= len(data)
        if len(data) > LARGEST_PART_READ or self._left < 0:
            raise errors.TooMuchInside()
        if len(data) != said.file_size:
            raise errors.DamagedFile()
        return data

    def elements(self, name: str) -> Iterator[Element]:
        """Those of a part that is XML; none when there is no such part. Refused: as `read`, what is no XML,
        and more elements in all parts together than any presentation has."""
        if name not in self.names:
            return
        for element in elements(self.read(name)):
            self._elements_left -= 1
            if self._elements_left < 0:
                raise errors.TooMuchInside()
            yield element


@contextmanager
def opened(stream: IO[bytes], *, size: int) -> Iterator[Parts]:
    """Refused: what is damaged, encrypted, or would unpack to too much."""
    _check_directory(stream, size)
    stream.seek(0)
    try:
        archive = zipfile.ZipFile(stream)
    except (
        zipfile.BadZipFile,
        struct.error,
        ValueError,
        OverflowError,
        NotImplementedError,
    ) as error:
        raise errors.DamagedFile() from error
    with archive:
        _check(archive.infolist(), size)
        yield Parts(archive)


def _check_directory(stream: IO[bytes], size: int) -> None:
    """A table of contents of a hundred megabytes would be a gigabyte in memory. No presentation needs
    the form for very large archives either, which says its size elsewhere."""
    stream.seek(max(0, size - _LONGEST_COMMENT - _END.size - 20))
    tail = stream.read()
    at = tail.rfind(_END_MARK)
    if at < 0 or len(tail) - at < _END.size or tail[max(0, at - 20) : at].startswith(_LARGE_MARK):
        raise errors.DamagedFile()
    if _END.unpack_from(tail, at)[5] > LARGEST_DIRECTORY:
        raise errors.TooMuchInside()


def _check(parts: list[zipfile.ZipInfo], size: int) -> None:
    if any(part.flag_bits & _ENCRYPTED for part in parts):
        raise errors.LockedFile()
    unpacked = sum(part.file_size for part in parts)
    is_bomb = unpacked > HARMLESS and unpacked > MOST_TIMES_LARGER * size
    if len(parts) > MOST_PARTS or unpacked > MOST_UNPACKED or is_bomb or _overlap(parts, size):
        raise errors.TooMuchInside()
    names = [part.orig_filename.casefold() for part in parts]  # with what stands behind a NUL
    is_odd = len(set(names)) < len(names) or not all(map(_is_plain, names))
    is_hidden = min((part.header_offset for part in parts), default=0) > 0  # behind something else
    if is_odd or is_hidden or any(part.compress_type not in _METHODS for part in parts):
        raise errors.DamagedFile()


def _overlap(parts: list[zipfile.ZipInfo], size: int) -> bool:
    """Parts that share their bytes: a small file that unpacks to petabytes is made like that."""
    free_from = 0
    for part in sorted(parts, key=lambda part: part.header_offset):
        if part.header_offset < free_from:
            return True
        free_from = part.header_offset + _HEADER + len(part.filename) + part.compress_size
    return free_from > size


def _is_plain(name: str) -> bool:
    """A path that leads nowhere outside, whoever unpacks it."""
    return not (
        name.startswith("/")
        or "\\" in name
        or ":" in name
        or ".." in name.split("/")
        or "\x00" in name
    )
