"""A whole registration, as a person does it: five pages, one transaction, one mail with its calendar."""

from __future__ import annotations

import re
import time

from bench.stand import Stand
from tests.races.servers import Browser

FLOWS = 60


def register(browser: Browser, address: str) -> None:
    """From the first page to the confirmation, with a session at each time."""
    me = {"name": "Bench Person", "email": address, "service": "gateshead", "calendar": "day"}
    page = browser.get("/next/register")
    page = browser.submit(page, me, "/next/register")
    chosen: dict[str, str] = {}
    for name, value in re.findall(r'name="(at-[0-9-]+)" type="radio" value="(\w+)"', page):
        chosen.setdefault(name, value)
    page = browser.submit(page, chosen, "/next/register")
    page = browser.submit(page, {}, "/next/register")
    assert "You are registered" in page, page[:500]


def cpu(stand: Stand) -> dict[str, float]:
    """CPU of web and worker together for each completed flow, its mail written."""
    mails = stand.folder / "instance" / "mail"
    register(stand.browser(), "warm@example.org")
    _wait_for(mails, 1)
    already = len(list(mails.glob("*.eml")))
    before = stand.cpu_seconds()
    for number in range(FLOWS):
        register(stand.browser(), f"flow{number}@example.org")
    _wait_for(mails, already + FLOWS)
    spent = (stand.cpu_seconds() - before) * 1000 / FLOWS
    return {"a whole registration, web and worker, CPU ms (aim 15)": spent}


def _wait_for(folder, number: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        if folder.exists() and len(list(folder.glob("*.eml"))) >= number:
            return
        time.sleep(0.1)
    raise RuntimeError("the mails were not written")
