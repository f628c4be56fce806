"""The programme and a session's page at several sizes, beside a bare Flask answer of the same bytes, asked in
turn in the same run."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil

from bench.pages import bare, cpu_seconds
from bench.programmes import SIZES
from bench.stand import Stand
from tests.races.servers import ROOT, Browser

REQUESTS, ROUNDS = 400, 3
AFTER_BOOKINGS = 30
PAGES = {
    "list": "/{slug}/programme",
    "grid": "/{slug}/programme?view=grid",
    "session": "/{slug}/sessions/session-7",
}


def measured(stand: Stand) -> dict[str, float]:
    """For each size and page: requests/s, p95 and CPU of ours, and the ratio of CPU to the bare answer's."""
    make_events(stand.environ)
    numbers: dict[str, float] = {}
    for size in SIZES:
        for name, path in PAGES.items():
            numbers |= beside_bare(
                stand, f"{name}, {size} sessions", path.format(slug=f"size-{size}")
            )
            numbers |= _after_booking(stand, name, size)
    return numbers


def make_events(environ: dict[str, str]) -> None:
    """`/size-20` and the others, once for a site."""
    command = [sys.executable, "-m", "bench.programmes", *map(str, SIZES)]
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, check=True, stdout=subprocess.PIPE
    )


def beside_bare(stand: Stand, what: str, path: str) -> dict[str, float]:
    """The better of three rounds each, ours and the bare answer's taking turns."""
    body = stand.folder / "body"
    page = stand.browser().get_bytes(path)
    body.write_bytes(page)
    with bare(body) as (port, process):
        ours, theirs = [], []
        for _ in range(ROUNDS):
            ours.append(_round(stand.roots[:1], stand.port, path))
            theirs.append(_round([psutil.Process(process.pid)], port, "/"))
    mine, other = min(ours), min(theirs)
    return {
        f"{what}: KB": len(page) / 1000,
        f"{what}: requests/s": mine[1],
        f"{what}: p95, ms": mine[2],
        f"{what}: CPU ms": mine[0],
        f"{what}: bare requests/s": other[1],
        f"{what}: bare CPU ms": other[0],
        f"{what}: ratio of CPU (aim 0.5 or more)": other[0] / mine[0],
    }


def _round(roots: list[psutil.Process], port: int, path: str) -> tuple[float, float, float]:
    """CPU ms a request, requests a second, the 95th of a hundred in ms; one browser, one after another."""
    browser = Browser(port)
    for _ in range(20):
        browser.get_bytes(path)
    before, times = cpu_seconds(roots), []
    for _ in range(REQUESTS):
        begun = time.perf_counter()
        browser.get_bytes(path)
        times.append(time.perf_counter() - begun)
    spent = (cpu_seconds(roots) - before) * 1000 / REQUESTS
    browser.close()
    return spent, REQUESTS / sum(times), sorted(times)[int(len(times) * 0.95)] * 1000


def _after_booking(stand: Stand, name: str, size: int) -> dict[str, float]:
    """The first request after a place was taken: places are counted and filled in, nothing is rendered."""
    path, browser = PAGES[name].format(slug=f"size-{size}"), stand.browser()
    times = []
    for _ in _bookings(stand.folder / "instance", f"size-{size}"):
        begun = time.perf_counter()
        browser.get_bytes(path)
        times.append((time.perf_counter() - begun) * 1000)
    return {f"{name}, {size} sessions: after a booking, ms": sorted(times)[len(times) // 2]}


def _bookings(folder: Path, slug: str) -> Iterator[None]:
    """What a booking does to the event's row."""
    for _ in range(AFTER_BOOKINGS):
        with sqlite3.connect(folder / "bootcamp.sqlite3", timeout=30) as connection:
            connection.execute("UPDATE events SET revision = revision + 1 WHERE slug = ?", (slug,))
        yield
