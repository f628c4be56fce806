"""PDFs from a warm child process, so that neither the pages nor the worker load WeasyPrint, and a bad
document fails alone.

    pdf = Renderer().make("app.certificates.printed:attendance", content.to_json())

The first argument names the function that says, in the child, how the values are printed (`press.Sheet`).
The child starts with the first document (about two seconds), stays for the next ones, and ends by itself
after two minutes without one. It has no settings, no secrets and no database.
"""

from __future__ import annotations

import atexit
import json
import os
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
import weakref
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Lock
from typing import Any

from app.kernel.typeset.child import DOCUMENT, DONE, FRAME, READY, ChildSettings, write_frame

_PROJECT = Path(__file__).resolve().parents[3]
_START_SECONDS = 60.0  # a cold disk and a busy machine; usually two
# An `app` without its __init__: the child needs these few modules, not the whole application.
_BOOT = """
import sys, types
app = types.ModuleType("app")
app.__path__ = [sys.argv[1]]
sys.modules["app"] = app
from app.kernel.typeset.child import run
run()
"""
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE", "XDG_CACHE_HOME", "XDG_DATA_DIRS",
              "FONTCONFIG_FILE", "FONTCONFIG_PATH", "DYLD_FALLBACK_LIBRARY_PATH")  # fmt: skip


class RenderFailed(Exception):
    """One document could not be made. The next one is not affected."""


class _Gone(Exception):
    """The child has ended, or its answers make no sense."""


class _Child:
    """The running process and the pipes to it."""

    def __init__(self, settings: ChildSettings) -> None:
        self.is_fresh = True
        self._folder = tempfile.mkdtemp(prefix="typeset-")
        environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-c", _BOOT, str(_PROJECT / "app"), settings.to_json()],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            cwd=_PROJECT,
            env={**environment, "TMPDIR": self._folder},
        )
        try:
            kind, _ = self._answer(_START_SECONDS)
        except (_Gone, TimeoutError):
            kind = b""
        if kind != READY:
            self.stop()
            raise RenderFailed("the process that makes PDFs did not start")

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def is_running(self) -> bool:
        return self._process.poll() is None

    def ask(self, document: bytes, *, seconds: float) -> tuple[bytes, bytes]:
        """The kind of the answer and its body. Raises _Gone or TimeoutError."""
        assert self._process.stdin is not None
        self.is_fresh = False
        try:
            write_frame(self._process.stdin, DOCUMENT, document)
        except OSError as error:
            raise _Gone from error
        return self._answer(seconds)

    def _answer(self, seconds: float) -> tuple[bytes, bytes]:
        until = time.monotonic() + seconds
        kind, size = FRAME.unpack(self._read(FRAME.size, until))
        return kind, self._read(size, until)

    def _read(self, size: int, until: float) -> bytes:
        assert self._process.stdout is not None
        pipe = self._process.stdout.fileno()
        found = bytearray()
        with selectors.DefaultSelector() as selector:
            selector.register(pipe, selectors.EVENT_READ)
            while len(found) < size:
                if not selector.select(max(0.0, until - time.monotonic())):
                    raise TimeoutError
                part = os.read(pipe, size - len(found))
                if not part:
                    raise _Gone
                found += part
        return bytes(found)

    def stop(self) -> None:
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with suppress(OSError):
                    pipe.close()
        shutil.rmtree(self._folder, ignore_errors=True)


class Renderer:
    """Makes one document at a time, from any thread; after a fork, with a child of its own.

    `limit_for` is the time one document may take, `idle_for` how long the child waits for the next
    one, `memory_bytes` the addresses it may use (RLIMIT_AS: the limit that Linux does enforce; the
    libraries alone map some 300 MB of them, of which 80 MB are in memory).
    """

    def __init__(
        self,
        *,
        limit_for: timedelta = timedelta(seconds=10),
        idle_for: timedelta = timedelta(seconds=120),
        memory_bytes: int = 512 * 1024 * 1024,
    ) -> None:
        self._limit_seconds = limit_for.total_seconds()
        self._settings = ChildSettings(
            templates=str(_PROJECT / "templates"),
            fonts=str(_PROJECT / "static" / "dist" / "fonts"),
            limit_seconds=self._limit_seconds,
            idle_seconds=idle_for.total_seconds(),
            memory_bytes=memory_bytes,
        )
        self._lock = Lock()
        self._child: _Child | None = None
        os.register_at_fork(after_in_child=_when_alive(weakref.WeakMethod(self._forget)))
        atexit.register(_when_alive(weakref.WeakMethod(self.close)))

    @property
    def child_pid(self) -> int | None:
        """The process that renders, if one is running."""
        child = self._child
        return child.pid if child and child.is_running else None

    def make(self, printed: str, values: Mapping[str, Any]) -> bytes:
        """The PDF. Raises RenderFailed when these values cannot be made into one in time."""
        document = json.dumps({"printed": printed, "values": values}).encode()
        with self._lock:
            try:
                kind, body = self._ask(document)
            except TimeoutError as error:
                self._drop()
                raise RenderFailed(f"it took longer than {self._limit_seconds:g} s") from error
            except _Gone as error:
                self._drop()
                raise RenderFailed("the process that makes PDFs ended over it") from error
        if kind != DONE:
            raise RenderFailed(body.decode(errors="replace"))
        return body

    def close(self) -> None:
        """Ends the child; a later document starts another."""
        with self._lock:
            self._drop()

    def _ask(self, document: bytes) -> tuple[bytes, bytes]:
        """Asks the child; once more when it had gone while it was idle."""
        child = self._running()
        if not child.is_fresh:
            with suppress(_Gone):
                return child.ask(document, seconds=self._limit_seconds)
            self._drop()
            child = self._running()
        return child.ask(document, seconds=self._limit_seconds)

    def _running(self) -> _Child:
        if self._child is None or not self._child.is_running:
            self._drop()
            self._child = _Child(self._settings)
        return self._child

    def _drop(self) -> None:
        if self._child is not None:
            self._child.stop()
            self._child = None

    def _forget(self) -> None:
        """In a forked process: the child belongs to the process that started it."""
        self._lock = Lock()
        self._child = None


def _when_alive(method: weakref.WeakMethod[Callable[[], None]]) -> Callable[[], None]:
    """The method's call, or nothing once its object is gone."""

    def call() -> None:
        found = method()
        if found is not None:
            found()

    return call
