"""The programme as a calendar and as JSON at several sizes, beside a bare Flask answer of the same bytes; and
how long it takes to make them, and the printed programme, after a release."""

from __future__ import annotations

import sqlite3
import time

from bench.programmes import SIZES
from bench.reading import beside_bare
from bench.stand import Stand

PATHS = {"ics": "/{slug}/programme.ics", "json": "/{slug}/programme.json"}
MADE = PATHS | {"xml": "/{slug}/schedule.xml", "pdf": "/{slug}/programme.pdf"}


def measured(stand: Stand) -> dict[str, float]:
    """On the events of `bench.reading`, which are there when this is asked."""
    numbers: dict[str, float] = {}
    for size in SIZES:
        slug = f"size-{size}"
        for name, path in MADE.items():
            numbers |= _made(stand, f"{name}, {size} sessions", path.format(slug=slug), slug)
        for name, path in PATHS.items():
            numbers |= beside_bare(stand, f"{name}, {size} sessions", path.format(slug=slug))
    return numbers


def _made(stand: Stand, what: str, path: str, slug: str) -> dict[str, float]:
    """The first answer after something has changed in the programme."""
    database = stand.folder / "instance" / "bootcamp.sqlite3"
    with sqlite3.connect(database, timeout=30) as connection:
        connection.execute(
            "UPDATE events SET programme_revision = programme_revision + 1 WHERE slug = ?", (slug,)
        )
    begun = time.perf_counter()
    stand.browser().get_bytes(path)
    return {f"{what}: made anew, ms": (time.perf_counter() - begun) * 1000}
