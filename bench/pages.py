"""The programme from memory, against a bare Flask answer of the same bytes; and when it is rendered."""

from __future__ import annotations

import os
import subprocess
import sys
import time
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
    port, bare = _bare(body)
    try:
        ours = min(_cpu_ms(stand.roots[:1], stand.port) for _ in range(2))
        theirs = min(_cpu_ms([psutil.Process(bare.pid)], port) for _ in range(2))
    finally:
        bare.terminate()
        bare.wait(timeout=30)
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
    processes = [p for root in roots for p in [root, *root.children(recursive=True)]]
    before = _spent(processes)
    for _ in range(REQUESTS):
        browser.get(PATH)
    return (_spent(processes) - before) / REQUESTS * 1000


def _spent(processes: list[psutil.Process]) -> float:
    return sum(p.cpu_times().user + p.cpu_times().system for p in processes)


def _bare(body: Path) -> tuple[int, subprocess.Popen[bytes]]:
    port = free_port()
    env = {**os.environ, "PORT": str(port), "HOST": "127.0.0.1", "BARE_BODY": str(body)}
    program = Path(sys.executable).with_name("gunicorn")
    command = [str(program), "--config", "bench/bare_server.py", "bench.bare:app"]
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            Browser(port).get("/")
            return port, process
        except OSError:
            time.sleep(0.05)
    raise RuntimeError("the bare server did not start")
