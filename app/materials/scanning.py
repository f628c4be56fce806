"""Asking a clamd whether a file holds a virus (its INSTREAM command)."""

from __future__ import annotations

import socket
import struct
import time
from collections.abc import Iterator
from contextlib import suppress
from typing import IO

import structlog

from app.materials.enums import ScanState
from config import Scanner

CONNECT_SECONDS = 5.0
QUIET_SECONDS = 60.0  # without a byte taken or given
TOTAL_SECONDS = 300.0
_CHUNK = 256 * 1024  # bytes
_LONGEST_ANSWER = 4096
log = structlog.get_logger(__name__)


def scan(scanner: Scanner, file: IO[bytes]) -> ScanState:
    """CLEAN or INFECTED; FAILED when it cannot be reached, is too slow, or finds the file too large."""
    try:
        answer = _answer(scanner, file)
    except OSError as error:
        log.warning("scanner_away", error=type(error).__name__)
        return ScanState.FAILED
    if answer == "stream: OK":
        return ScanState.CLEAN
    if answer.startswith("stream: ") and answer.endswith(" FOUND"):
        log.warning("infected", found=answer[8:-6])
        return ScanState.INFECTED
    log.warning("scanner_refused", answer=answer[:200])
    return ScanState.FAILED


def _answer(scanner: Scanner, file: IO[bytes]) -> str:
    until = time.monotonic() + TOTAL_SECONDS
    with _connected(scanner) as connection:
        with suppress(BrokenPipeError, ConnectionResetError):  # it had enough, and says why
            connection.sendall(b"zINSTREAM\0")
            for chunk in _chunks(file):
                if time.monotonic() > until:
                    raise TimeoutError
                connection.sendall(struct.pack(">L", len(chunk)) + chunk)
        found = b""
        while not found.endswith(b"\0") and len(found) < _LONGEST_ANSWER:
            if time.monotonic() > until:
                raise TimeoutError
            part = connection.recv(_LONGEST_ANSWER)
            if not part:
                break
            found += part
    return found.rstrip(b"\0").decode(errors="replace").strip()


def _chunks(file: IO[bytes]) -> Iterator[bytes]:
    """All of the file, then an empty piece: the end."""
    file.seek(0)
    while chunk := file.read(_CHUNK):
        yield chunk
    yield b""


def _connected(scanner: Scanner) -> socket.socket:
    if scanner.socket is not None:
        connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        connection.settimeout(CONNECT_SECONDS)
        try:
            connection.connect(str(scanner.socket))
        except OSError:
            connection.close()
            raise
    else:
        connection = socket.create_connection((scanner.host, scanner.port), CONNECT_SECONDS)
    connection.settimeout(QUIET_SECONDS)
    return connection
