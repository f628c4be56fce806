"""The programme from memory, against a bare Flask answer of the same bytes; and when it is rendered."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

from bench.flow import register
from bench.stand import Stand
from tests.races.servers import ROOT, Browser, free_port

REQUESTS = 3000
PATH = "/next/programme"


def kept(stand: Stand) -> dict[str, float]:
    """CPU per request of both servers, one after the other, twice; and the ratio of the better ones."""
    body = stand.folder / "programme.html"
    body.write_text(stand.browser().get(PATH))
    with bare(body) as (port, process):
        ours = min(_cpu_ms(stand.roots[:1], stand.port) for _ in range(2))
        theirs = min(_cpu_ms([psutil.Process(process.pid)], port) for _ in range(2))
    return {
        "programme from memory, CPU ms": ours,
        "bare Flask, same bytes, CPU ms": theirs,
        "ratio (aim 0.5 or more)": theirs / ours,
    }


def rendered(stand: Stand) -> dict[str, float]:
    """The same page rendered anew, as it is after a place was taken."""
    times = []
    for number in range(20):
        register(stand.browser(), f"taker{number}@example.org")
        begun = time.perf_counter()
        stand.browser().get(PATH)
        times.append((time.perf_counter() - begun) * 1000)
    return {"programme after a place was taken, ms": sorted(times)[len(times) // 2]}


def _cpu_ms(roots: list[psutil.Process], port: int) -> float:
    browser = Browser(port)
    for _ in range(50):
        browser.get(PATH)
    before = cpu_seconds(roots)
    for _ in range(REQUESTS):
        browser.get(PATH)
    return (cpu_seconds(roots) - before) / REQUESTS * 1000


def cpu_seconds(roots: list[psutil.Process]) -> float:
    """User and system time of these processes and their children so far."""
    processes = [p for root in roots for p in [root, *root.children(recursive=True)]]
    return sum(p.cpu_times().user + p.cpu_times().system for p in processes)


@contextmanager
def bare(body: Path) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The port of a bare Flask application that answers with these bytes, and its process."""
    port = free_port()
    env = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "BARE_BODY": str(body)}
    program = Path(sys.executable).with_name("gunicorn")
    command = [str(program), "--config", "bench/bare_server.py", "bench.bare:app"]
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        _wait(port)
        yield port, process
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            Browser(port).get_bytes("/")
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the bare server did not start")
