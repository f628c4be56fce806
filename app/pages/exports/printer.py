"""Printing one document at a time, each once: whoever asks for the same meanwhile gets the same bytes."""

from __future__ import annotations

import hashlib
import json
from collections import OrderedDict
from collections.abc import Mapping
from datetime import timedelta
from threading import BoundedSemaphore, Lock
from typing import Any

from app.kernel.typeset.renderer import Renderer

MOST_WAITING = 2  # of a process's four threads, so that one is left for all who want no paper
MOST_DOCUMENTS = 12  # of this process; a large programme is half a megabyte


class Busy(Exception):
    """Others are being printed, and this one has waited long enough, or enough others wait."""


class Printer:
    """Of one process. `wait_for` is how long somebody waits for their turn."""

    def __init__(self, renderer: Renderer, *, wait_for: timedelta) -> None:
        self._renderer = renderer
        self._wait_seconds = wait_for.total_seconds()
        self._turn = Lock()
        self._room = BoundedSemaphore(1 + MOST_WAITING)
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def pdf(self, printed: str, values: Mapping[str, Any]) -> bytes:
        """What `printed` makes of these values. Raises Busy, and RenderFailed when it cannot be made."""
        key = hashlib.sha256(json.dumps([printed, values]).encode()).hexdigest()
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            return self._in_turn(key, printed, values)
        finally:
            self._room.release()

    def _in_turn(self, key: str, printed: str, values: Mapping[str, Any]) -> bytes:
        if not self._turn.acquire(timeout=self._wait_seconds):
            raise Busy
        try:
            if key not in self._kept:
                self._kept[key] = self._renderer.make(printed, values)
            self._kept.move_to_end(key)
            while len(self._kept) > MOST_DOCUMENTS:
                self._kept.popitem(last=False)
            return self._kept[key]
        finally:
            self._turn.release()
