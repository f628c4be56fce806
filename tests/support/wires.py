"""A wire to a server that can be cut, or go dead without anybody noticing."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from contextlib import suppress


class Wire:
    """Passes on what comes to `port` to what `connect` connects to, as long as it is whole."""

    def __init__(self, connect: Callable[[], socket.socket]) -> None:
        self._connect = connect
        self._ends: list[socket.socket] = []
        self._passes = threading.Event()
        self._passes.set()
        self._door: socket.socket | None = None
        self.port = 0
        self.mend()

    def mend(self) -> None:
        self._passes.set()
        if self._door is None:
            self._door = socket.create_server(("127.0.0.1", self.port))
            self.port = self._door.getsockname()[1]
            threading.Thread(target=self._accept, args=(self._door,), daemon=True).start()

    def cut(self) -> None:
        """Nobody gets through, and everybody knows."""
        door, self._door = self._door, None
        if door is not None:
            door.shutdown(socket.SHUT_RDWR)
            door.close()
        for end in self._ends:
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        self._ends = []

    def go_dead(self) -> None:
        """Connections stay, and nothing passes any more."""
        self._passes.clear()

    def _accept(self, door: socket.socket) -> None:
        while True:
            try:
                near, _ = door.accept()
            except OSError:
                return
            far = self._connect()
            self._ends += [near, far]
            for source, target in ((near, far), (far, near)):
                threading.Thread(target=self._pass, args=(source, target), daemon=True).start()

    def _pass(self, source: socket.socket, target: socket.socket) -> None:
        try:
            while data := source.recv(65536):
                self._passes.wait()
                target.sendall(data)
        except OSError:
            pass
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
