"""Receiving a file, at the edge: checked by its content and stored before any transaction begins.

    with received(form.file.data) as file:
        with transaction():
            add_file(event.id, file, now=clock.now(), actor=desk.email)

When the block raises, a refusal of the action too, the stored file is removed: no file without a row. It is
on the disk before the row is written: no row without a file. What a killed process leaves behind, the
sweep finds (`jobs.sweep`).
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from werkzeug.datastructures import FileStorage

from app.kernel.storage import CHUNK, StorageAway, new_key, storage
from app.kernel.uploads import LARGEST_FILE, MEGABYTE
from app.materials import errors
from app.materials.content import clean_name, kind_of
from app.materials.enums import FileKind


@dataclass(frozen=True, kw_only=True)
class Received:
    """A file that was checked and lies in the storage; nothing in the database knows of it yet.

    `name` is clean and for downloads alone, `size` in bytes.
    """

    storage_key: str
    name: str
    kind: FileKind
    size: int
    sha256: str


@contextmanager
def received(upload: FileStorage | None, *, largest: int = LARGEST_FILE) -> Iterator[Received]:
    """Refused (`errors.BadFile`): nothing chosen, an empty or too large file, and whatever
    `docs/uploads.md` does not allow. Raises StorageFull or StorageAway when it cannot be kept."""
    file = _store(upload, largest)
    try:
        yield file
    except BaseException:
        with suppress(StorageAway):  # the sweep finds it
            storage().delete(file.storage_key)
        raise


def _store(upload: FileStorage | None, largest: int) -> Received:
    if upload is None or not (upload.filename or _size(upload.stream)):
        raise errors.NoFile()
    size = _size(upload.stream)
    if size > largest:
        raise errors.FileTooLarge(largest // MEGABYTE)
    kind = kind_of(upload.stream, size=size)
    name = clean_name(upload.filename or "", kind)
    digest = hashlib.sha256()

    def chunks() -> Iterator[bytes]:
        upload.stream.seek(0)
        while chunk := upload.stream.read(CHUNK):
            digest.update(chunk)
            yield chunk

    key = new_key()
    written = storage().write(key, chunks())
    return Received(storage_key=key, name=name, kind=kind, size=written, sha256=digest.hexdigest())


def _size(stream: IO[bytes]) -> int:
    return stream.seek(0, os.SEEK_END)
