"""A whole registration, as a person does it: five pages, one transaction, one mail with its calendar; with
places in everything, and with what was chosen, or the event, sold out."""

from __future__ import annotations

import re
import sqlite3
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count

from bench.stand import Stand
from tests.races.servers import Browser

FLOWS = 60
BROWSERS = 8
RUSH = 160
_PLACES = "UPDATE rooms SET capacity = 100000 WHERE event_id = :event"
_NO_LIMIT = "UPDATE slots SET capacity = NULL WHERE event_id = :event"
_SOLD_OUT = """UPDATE slots SET capacity = 0 WHERE event_id = :event AND session_id IN
    (SELECT id FROM sessions WHERE kind <> 'plenary')"""
_CAPACITY = """UPDATE events SET policies_data = json_set(policies_data, '$.places.capacity', {})
    WHERE id = :event"""
_CHANGED = """UPDATE events SET revision = revision + 1, programme_revision = programme_revision + 1
    WHERE id = :event"""
_TO_SEND = "SELECT 1 FROM outbox WHERE state IN ('queued', 'sending', 'retrying') LIMIT 1"
addresses = (f"flow{number}@example.org" for number in count(1))


def register(browser: Browser, address: str, *, says: str = "Your reference") -> float:
    """From the first page to the confirmation, with a session at each time; gives the seconds that the last
    button took, with the page it led to."""
    me = {"name": "Bench Person", "email": address, "service": "gateshead", "calendar": "day"}
    page = browser.get("/next/register")
    page = browser.submit(page, me, "/next/register")
    chosen: dict[str, str] = {}
    for name, value in re.findall(r'name="(at-[0-9-]+)" type="radio" value="(\w+)"', page):
        chosen.setdefault(name, value)
    page = browser.submit(page, chosen, "/next/register")
    begun = time.perf_counter()
    page = browser.submit(page, {}, "/next/register")
    seconds = time.perf_counter() - begun
    assert says in page, page[:500]
    return seconds


def measured(stand: Stand) -> dict[str, float]:
    """CPU of web and worker together for each completed flow, its mail written; and flows a second."""
    numbers = {}
    open_to_all(stand)
    numbers["a whole registration, web and worker, CPU ms (aim 15)"] = _cpu(
        stand, "You have a place in"
    )
    numbers["registrations completed per second over HTTP"] = _rush(stand)
    _change(stand, _SOLD_OUT)
    numbers["the same when the session is sold out"] = _cpu(stand, "before you on the waiting list")
    _change(stand, _NO_LIMIT, _CAPACITY.format(0))
    numbers["the same when the event is sold out"] = _cpu(stand, "You are on the waiting list")
    _change(stand, _CAPACITY.format("NULL"))
    return numbers


def open_to_all(stand: Stand) -> None:
    """Places in everything."""
    _change(stand, _PLACES, _NO_LIMIT)


def _cpu(stand: Stand, says: str) -> float:
    for _ in range(4):  # both web processes have read what they keep
        register(stand.browser(), next(addresses), says=says)
    wait_for_mails(stand)
    before = stand.cpu_seconds()
    for _ in range(FLOWS):
        register(stand.browser(), next(addresses), says=says)
    wait_for_mails(stand)
    return (stand.cpu_seconds() - before) * 1000 / FLOWS


def _rush(stand: Stand) -> float:
    """Of several browsers at once, on the clock; the worker sends mails meanwhile."""

    def flows(addresses: list[str]) -> None:
        for address in addresses:
            register(stand.browser(), address, says="You have a place in")

    each = [[next(addresses) for _ in range(RUSH // BROWSERS)] for _ in range(BROWSERS)]
    begun = time.perf_counter()
    with ThreadPoolExecutor(BROWSERS) as pool:
        list(pool.map(flows, each))
    seconds = time.perf_counter() - begun
    wait_for_mails(stand)
    return RUSH / seconds


def _change(stand: Stand, *statements: str) -> None:
    """What organisers would set, written past the forms: it is the flow that is measured."""
    with closing(_database(stand)) as database, database:
        (event,) = database.execute("SELECT id FROM events WHERE slug = 'next'").fetchone()
        for statement in (*statements, _CHANGED):
            database.execute(statement, {"event": event})


def wait_for_mails(stand: Stand) -> None:
    until = time.monotonic() + 120
    with closing(_database(stand)) as database:
        while time.monotonic() < until:
            if not database.execute(_TO_SEND).fetchone():
                return
            time.sleep(0.1)
    raise RuntimeError("the mails were not written")


def _database(stand: Stand) -> sqlite3.Connection:
    return sqlite3.connect(stand.folder / "instance" / "bootcamp.sqlite3", timeout=30)
