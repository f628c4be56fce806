"""The three queues: a file, Redis, PostgreSQL; each can go away, loudly or silently, and come back."""

from __future__ import annotations

import socket
import sqlite3
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from redis import Redis

from tests.support.databases import PostgresServer
from tests.support.wires import Wire

KINDS = ("sqlite", "redis", "postgresql")


class FileQueue:
    """Away: somebody else keeps it locked, which is always silent."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "queue.sqlite3"
        self.url = f"sqlite:{self._path}"
        self._lock: sqlite3.Connection | None = None

    def go_away(self) -> None:
        self._lock = sqlite3.connect(self._path, isolation_level=None, check_same_thread=False)
        self._lock.execute("BEGIN EXCLUSIVE")

    go_dead = go_away

    def come_back(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None

    end = come_back


class WiredQueue:
    def __init__(self, url: str, wire: Wire) -> None:
        self.url, self._wire = url, wire
        self.go_away, self.go_dead, self.come_back = wire.cut, wire.go_dead, wire.mend

    def end(self) -> None:
        self._wire.mend()  # what was stopped in it goes on to its end
        self._wire.cut()


def redis_queue(port: int) -> WiredQueue:
    """An empty one: there is one server for all tests."""
    Redis(port=port).flushall()
    wire = Wire(lambda: socket.create_connection(("127.0.0.1", port)))
    return WiredQueue(f"redis://127.0.0.1:{wire.port}/0", wire)


def postgres_queue(server: PostgresServer, name: str) -> WiredQueue:
    """Reached by TCP here, though the server listens at a Unix socket."""
    parts = urlsplit(server.new_database(name))
    path = Path(parse_qs(parts.query)["host"][0]) / ".s.PGSQL.5432"

    def connect() -> socket.socket:
        end = socket.socket(socket.AF_UNIX)
        end.connect(str(path))
        return end

    wire = Wire(connect)
    return WiredQueue(f"postgresql://{parts.username}@127.0.0.1:{wire.port}{parts.path}", wire)
