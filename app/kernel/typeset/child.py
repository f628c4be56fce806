"""The process that makes PDFs: started, fed and ended by `renderer.py`.

It alone loads WeasyPrint. It reads one JSON document a frame from standard input and answers each
with a PDF or with what went wrong. It ends when its input ends, when nobody asked for a while, and
when one document takes too long.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import signal
import struct
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any, NoReturn

READY, DONE, FAILED = b"R", b"D", b"F"
FRAME = struct.Struct(">cI")  # what it is, how many bytes follow
DOCUMENT = b"J"


@dataclass(frozen=True, slots=True)
class ChildSettings:
    """Folders, and the limits: seconds for one document, seconds of rest, bytes of addresses."""

    templates: str
    fonts: str
    limit_seconds: float
    idle_seconds: float
    memory_bytes: int

    def to_json(self) -> str:
        return json.dumps(asdict(self))


def main(settings: ChildSettings) -> None:
    """Serves until the input ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, whose end ends us
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # nobody is left to hear the answer
    signal.signal(signal.SIGALRM, _time_is_up)
    with suppress(ValueError, OSError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_AS, (settings.memory_bytes, settings.memory_bytes))
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints must not stand between our frames
    _serve(requests, answers, settings)


def _serve(requests: IO[bytes], answers: IO[bytes], settings: ChildSettings) -> None:
    # Here, because the parent imports this file too, and so that the limits hold for it.
    from app.kernel.typeset.press import Press

    press = Press(templates=Path(settings.templates), fonts=Path(settings.fonts))
    gc.freeze()  # modules and style sheets stay: looking through them again took a tenth
    gc.set_threshold(20_000, 20, 50)
    write_frame(answers, READY, b"")
    while True:
        signal.setitimer(signal.ITIMER_REAL, settings.idle_seconds)
        head = requests.read(FRAME.size)
        if len(head) < FRAME.size:
            return
        document = requests.read(FRAME.unpack(head)[1])
        signal.setitimer(signal.ITIMER_REAL, settings.limit_seconds + 1)
        try:
            asked = json.loads(document)
            made = press.pdf(_printed(asked["printed"])(asked["values"]))
        except MemoryError:
            write_frame(answers, FAILED, b"MemoryError: the document needs too much memory")
            return
        except Exception as error:
            write_frame(answers, FAILED, f"{type(error).__name__}: {error}"[:500].encode())
        else:
            write_frame(answers, DONE, made)


def _printed(name: str) -> Callable[[Any], Any]:
    """The function of that name, `module:function`. Our own code alone says which, never a visitor."""
    module, function = name.split(":")
    found: Callable[[Any], Any] = getattr(import_module(module), function)
    return found


def write_frame(stream: IO[bytes], kind: bytes, body: bytes) -> None:
    stream.write(FRAME.pack(kind, len(body)) + body)
    stream.flush()


def _time_is_up(_number: int, _frame: object) -> NoReturn:
    raise SystemExit(0)


def run() -> None:
    """Entry from the command line: the settings as JSON in the last argument."""
    main(ChildSettings(**json.loads(sys.argv[-1])))
