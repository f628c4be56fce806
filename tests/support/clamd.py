"""A clamd of our own at 127.0.0.1, which finds what it is told to find."""

from __future__ import annotations

import socket
import struct
import threading


class FakeClamd:
    """Answers INSTREAM: a file that holds `virus` is infected. `says` is an answer for all; `is_silent`
    takes everything and says nothing; `stops_after` bytes it answers and closes, as one does with a limit.
    """

    def __init__(self) -> None:
        self.virus, self.says, self.is_silent, self.stops_after = b"EICAR", "", False, 0
        self.scanned: list[bytes] = []
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = self._server.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        self._server.close()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._server.accept()
            except OSError:
                return
            with connection:
                self._answer(connection)

    def _answer(self, connection: socket.socket) -> None:
        stream = connection.makefile("rb")
        assert stream.read(10) == b"zINSTREAM\0"
        data = b""
        while length := struct.unpack(">L", stream.read(4))[0]:
            data += stream.read(length)
            if self.stops_after and len(data) > self.stops_after:
                connection.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                return
        self.scanned.append(data)
        if self.is_silent:
            return
        found = "stream: Eicar-Test-Signature FOUND" if self.virus in data else "stream: OK"
        connection.sendall((self.says or found).encode() + b"\0")
