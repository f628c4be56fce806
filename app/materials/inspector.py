"""Looking into a file in a process of its own, so that a hostile one hurts nobody else.

looked = inspect(path, kind)
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import structlog

from app.materials.child import LARGEST_WRITTEN, MOST_PAGES
from app.materials.enums import FileKind
from app.materials.findings import Finding

SECONDS = 60.0
_PROJECT = Path(__file__).resolve().parents[2]
# An `app` without its __init__: the child needs these few modules, not the whole application.
_BOOT = """
import sys, types
app = types.ModuleType("app")
app.__path__ = [sys.argv[1]]
sys.modules["app"] = app
from app.materials.child import run
run()
"""
_PASSED_ON = ("PATH", "HOME", "LANG", "LC_ALL", "LC_CTYPE")
_CODES = (
    "untitled untagged no_language locked damaged pictures linked_media local_links picture".split()
)
_PNG = b"\x89PNG\r\n\x1a\n"
log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Looked:
    """`findings` is None when the process did not finish: nothing is known then. `pages` are PNGs."""

    findings: list[Finding] | None
    pages: list[bytes]


def inspect(path: Path, kind: FileKind, *, seconds: float = SECONDS) -> Looked:
    """Never raises for what is in the file."""
    with tempfile.TemporaryDirectory(prefix="inspection-") as name:
        folder = Path(name)
        status = _run(path, kind, folder, seconds)
        if status:
            log.warning("inspection_ended", kind=str(kind), status=status)
        return Looked(_findings(folder), list(_pages(folder)))


def _run(path: Path, kind: FileKind, folder: Path, seconds: float) -> int | str:
    """0, or how it ended."""
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    command = [
        sys.executable,
        "-I",
        "-c",
        _BOOT,
        str(_PROJECT / "app"),
        str(path),
        str(kind),
        str(folder),
    ]
    try:
        return subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            cwd=folder,
            env={**environment, "TMPDIR": str(folder)},
            timeout=seconds,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return "timeout"


def _findings(folder: Path) -> list[Finding] | None:
    """What the child wrote, believed only as far as it has the form that ours has."""
    try:
        rows = json.loads((folder / "findings.json").read_bytes())
        return [
            {"code": row["code"], "slides": [int(number) for number in row.get("slides", ())]}
            for row in rows
            if row["code"] in _CODES
        ]
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None


def _pages(folder: Path) -> Iterator[bytes]:
    for number in range(1, MOST_PAGES + 1):
        try:
            with (folder / f"{number}.png").open("rb") as file:
                picture = file.read(LARGEST_WRITTEN + 1)
        except OSError:
            return
        if not picture.startswith(_PNG) or len(picture) > LARGEST_WRITTEN:
            return
        yield picture
