"""From a bare clone to the first page, and a second start."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

from tests.races.servers import ROOT, Browser, free_port


def times(folder: Path) -> dict[str, float]:
    """System packages are as they are here: on a bare machine their installation comes on top."""
    clone = folder / "clone"
    subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
    return {
        "bare clone to the first page, s (aim 90)": _start(clone),
        "second start, s (aim 5)": _start(clone),
    }


def _start(clone: Path) -> float:
    port = free_port()
    env = {name: value for name, value in os.environ.items() if not name.startswith("VIRTUAL_ENV")}
    env |= {"PORT": str(port)}
    begun = time.perf_counter()
    process = subprocess.Popen(
        ["bin/run"], cwd=clone, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        return _first_page(port, begun)
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=60)


def _first_page(port: int, begun: float) -> float:
    while time.perf_counter() - begun < 300:
        try:
            if "Programme" in Browser(port).get("/next/programme"):
                return time.perf_counter() - begun
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("no page within five minutes")
