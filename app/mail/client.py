"""SMTP as the standard library speaks it, with an end: a server that answers letter by letter, or never ends
its answer, is left when the time for the talk is over."""

from __future__ import annotations

import math
import smtplib
import socket
import ssl
import time

from config import MailServer

CONNECT_WITHIN = 10.0  # seconds, for each address of the server
LONGEST_SILENCE = 30.0
MOST_LINES = 100
LONGEST_LINE = 2000  # bytes; RFC 5321, section 4.5.3.1.5 allows 512
NO_SMTP = -1  # the code of an answer that has none


class NoAnswer(smtplib.SMTPServerDisconnected):
    """The server has closed the connection, or speaks something else."""


class Client(smtplib.SMTP):
    """One connection, ready for its first message: greeted, encrypted and signed in as the setting says.

    Raises what the standard library raises: OSError (TimeoutError and ssl.SSLError among them) or
    SMTPException.
    """

    def __init__(self, server: MailServer, *, hostname: str, until: float) -> None:
        self.talk_until(until)
        self._unread = b""
        self._context = None if server.tls == "none" else ssl.create_default_context()
        self._is_wrapped = server.tls == "tls"
        try:
            patience = min(self._patience(), CONNECT_WITHIN)
            super().__init__(server.host, server.port, hostname, timeout=patience)
            if server.tls == "starttls":
                self.starttls(context=self._context)
                self._unread = b""  # what came before encryption is not from the server
            self.ehlo_or_helo_if_needed()
            if server.user:
                self.login(server.user, server.password)
        except BaseException:
            self.close()
            raise

    def talk_until(self, until: float) -> None:
        """When this talk ends, on the monotonic clock."""
        self._until = until
        self._longest_silence = LONGEST_SILENCE

    def size_of(self, raw: bytes) -> list[str]:
        """Says beforehand how large it is, so that what is too large is refused before it travels."""
        return [f"size={len(raw)}"] if self.does_esmtp and self.has_extn("size") else []

    def send_content(self, raw: bytes) -> None:
        """A whole message with CRLF at each line's end, and the dot that ends it. From then on the answer may
        take all the time that is left: leaving now would mean sending it twice."""
        self.send(raw.replace(b"\r\n.", b"\r\n..") + b".\r\n")
        self._longest_silence = math.inf

    def send(self, s: bytes | str) -> None:  # type: ignore[override]
        if self.sock is not None:
            self.sock.settimeout(self._patience())
        super().send(s)

    def getreply(self) -> tuple[int, bytes]:
        """The next answer: its code, and its lines."""
        lines: list[bytes] = []
        while len(lines) < MOST_LINES:
            line = self._line()
            lines.append(line[4:].strip(b" \t\r\n"))
            if not line[:3].isdigit():
                return NO_SMTP, line[:LONGEST_LINE].strip()
            if line[3:4] != b"-":
                return int(line[:3]), b"\n".join(lines)
        raise NoAnswer("an answer without end")

    def _line(self) -> bytes:
        while b"\n" not in self._unread:
            if self.sock is None:
                raise NoAnswer("there is no connection")
            self.sock.settimeout(self._patience())
            got = self.sock.recv(4096)
            if not got:
                raise NoAnswer("the connection was closed")
            self._unread += got
            if len(self._unread) > LONGEST_LINE * MOST_LINES:
                raise NoAnswer("an answer without end")
        line, _, self._unread = self._unread.partition(b"\n")
        return line

    def _patience(self) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise TimeoutError("it took too long")
        return min(left, self._longest_silence)

    def _get_socket(self, host: str, port: int, timeout: float) -> socket.socket:
        """Where the standard library has its own class for a connection that is encrypted from the start."""
        plain = socket.create_connection((host, port), timeout)
        if not self._is_wrapped or self._context is None:
            return plain
        try:
            return self._context.wrap_socket(plain, server_hostname=host)
        except BaseException:
            plain.close()
            raise
