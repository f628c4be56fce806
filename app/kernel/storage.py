"""Where uploaded files lie: a folder or an S3 bucket (FILES_URL), through fsspec.

Objects are written once under a name nobody can guess, read as often as one likes, and deleted. What the
store says when it cannot is one of three: the object is not there, there is no room, it cannot be reached.
"""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from typing import IO, Any

import fsspec
from flask import Flask, current_app

from app.kernel.room import has_no_room
from config import FileStore

CHUNK = 256 * 1024  # bytes
_KEY = re.compile(r"([0-9a-f]{2})/\1[0-9a-f]{30}(\.[0-9]+\.png)?")
_PATIENCE = {"connect_timeout": 5, "read_timeout": 30, "retries": {"max_attempts": 2}}


class NoSuchObject(Exception):
    """The store has nothing under this key."""


class StorageFull(Exception):
    """There is no room left to write."""


class StorageAway(Exception):
    """The store cannot be reached, or refuses to work with us."""


def is_key(text: str) -> bool:
    """Whether it is one of `new_key`, with an ending or without: nothing else is a path that we write to."""
    return _KEY.fullmatch(text) is not None


def new_key() -> str:
    """128 random bits, in a folder of the first eight: a folder of a million files is slow."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


class Storage:
    """Keys are relative paths of our own making; they never hold anything a person typed."""

    def __init__(self, store: FileStore) -> None:
        self._store = store
        self._root = (
            str(store.folder.resolve())
            if store.folder
            else f"{store.bucket}/{store.prefix}".rstrip("/")
        )

    def write(self, key: str, chunks: Iterator[bytes]) -> int:
        """Writes an object and gives its size. When it raises, nothing is left under the key."""
        with _reaching(writing=True):
            target = self._files().open(self._path(key), "wb")
        size = 0
        try:
            for chunk in chunks:
                with _reaching(writing=True):
                    target.write(chunk)
                size += len(chunk)
            with _reaching(writing=True):
                self._make_safe(target)
                target.close()
        except BaseException:
            self._give_up(target, key)
            raise
        return size

    @contextmanager
    def reading(self, key: str) -> Iterator[IO[bytes]]:
        """The object as a binary file that can be sought in."""
        with _reaching():
            source = self._files().open(self._path(key), "rb")
        with source:
            yield source

    def chunks(self, key: str, *, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """The bytes from `start` on, `length` of them or all, in pieces."""
        with self.reading(key) as source:
            source.seek(start)
            left = length
            while left is None or left > 0:
                with _reaching():
                    chunk = source.read(CHUNK if left is None else min(CHUNK, left))
                if not chunk:
                    return
                left = None if left is None else left - len(chunk)
                yield chunk

    def size(self, key: str) -> int:
        """In bytes. Raises NoSuchObject."""
        with _reaching():
            found = self._files().info(self._path(key))
        if found["type"] != "file":
            raise NoSuchObject(key)
        return int(found["size"])

    def delete(self, key: str) -> None:
        """What is not there is gone already."""
        with suppress(NoSuchObject), _reaching():
            self._files().rm_file(self._path(key))

    def older_than(self, age: timedelta) -> list[str]:
        """The keys of objects written longer ago than this, by the machine's and the store's clock."""
        before = datetime.now(UTC) - age
        with _reaching():
            found = self._files().find(self._root, detail=True)
        return [
            path.removeprefix(self._root).lstrip("/")
            for path, info in found.items()
            if _written_at(info) < before
        ]

    def _files(self) -> Any:
        """fsspec keeps it for each process and thread; asked anew, since processes fork."""
        if self._store.folder:
            return fsspec.filesystem("file", auto_mkdir=True)
        return fsspec.filesystem("s3", use_listings_cache=False, config_kwargs=_PATIENCE)

    def _path(self, key: str) -> str:
        return f"{self._root}/{key}"

    def _give_up(self, target: Any, key: str) -> None:
        """Closing a file of fsspec's commits what was written so far, also when it is collected."""
        with suppress(Exception):
            if self._store.folder:
                target.close()
            else:
                target.closed = True
                target.discard()
        with suppress(Exception):
            self.delete(key)

    def _make_safe(self, target: Any) -> None:
        """On the disk itself, before a row says that the file is there."""
        if self._store.folder:
            target.flush()
            os.fsync(target.fileno())


@contextmanager
def _reaching(*, writing: bool = False) -> Iterator[None]:
    """Whatever a store's library raises, as one of ours. What is missing while we write is the store."""
    try:
        yield
    except Exception as error:
        if isinstance(error, FileNotFoundError | NotADirectoryError) and not writing:
            raise NoSuchObject from error
        if has_no_room(error):
            raise StorageFull from error
        raise StorageAway(type(error).__name__) from error


def _written_at(info: dict[str, Any]) -> datetime:
    """A folder tells seconds, S3 an instant."""
    if "LastModified" in info:
        found: datetime = info["LastModified"]
        return found
    return datetime.fromtimestamp(info["mtime"], UTC)


def set_up(app: Flask, store: FileStore) -> None:
    app.extensions["storage"] = Storage(store)


def storage() -> Storage:
    """This site's."""
    found: Storage = current_app.extensions["storage"]
    return found
