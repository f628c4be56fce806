"""Mails: how fast a worker composes and delivers them, and what they do to booking while they wait."""

from __future__ import annotations

import time
from pathlib import Path
from statistics import median

import psutil

from app import create_app
from bench import flow, stand
from config import load_settings
from tests.races import letters
from tests.support.smtp import MailHost

CONFIRMATIONS = 1000
WAITING = 2000
BOOKINGS = 60


def measured(folder: Path) -> dict[str, float]:
    numbers = {}
    for measure in (confirmations, bookings):
        place = folder / measure.__name__
        place.mkdir()
        numbers |= measure(place)
    return numbers


def confirmations(folder: Path, number: int = CONFIRMATIONS) -> dict[str, float]:
    """By one worker process, from the first that arrives to the last."""
    host = MailHost()
    mail_url = f"smtp://127.0.0.1:{host.port}"
    with letters.outbox("sqlite", folder, None, MAIL_URL=mail_url) as (_, environ):
        letters.confirmations(number)
        worker = letters.worker(environ)
        try:
            _until(lambda: host.got)
            begun, process = time.monotonic(), psutil.Process(worker.pid)
            first, cpu = len(host.got), _cpu(process)
            _until(lambda: len(host.got) >= number)
            seconds, sent = time.monotonic() - begun, len(host.got) - first
            cpu = _cpu(process) - cpu
        finally:
            worker.terminate()
            worker.wait(timeout=30)
        host.end()
    assert all(b"text/calendar" in raw for raw in host.got)
    return {
        "confirmations with calendar sent per second (aim 80)": sent / seconds,
        "CPU of one, ms": cpu / sent * 1000,
    }


def bookings(folder: Path) -> dict[str, float]:
    """The last button of a registration: with no mail waiting (before and after: the machine may have other
    things to do), with many while the server is away, and while they go."""
    host = MailHost()
    environ = stand.load_demo(folder) | {"MAIL_URL": f"smtp://127.0.0.1:{host.port}"}
    with stand.site(environ, folder) as site:
        flow.open_to_all(site)
        _book(site)  # both web processes have read what they keep
        flow.wait_for_mails(site)
        before = _book(site)
        flow.wait_for_mails(site)
        host.close()
        app = create_app(load_settings(environ))
        with app.app_context():
            letters.notes(WAITING, urgent_each=WAITING)
        waiting = _book(site)
        host.open()
        _until(lambda: len(host.got) > 2 * BOOKINGS + 100)  # they go again
        going = _book(site)
        flow.wait_for_mails(site)
        alone = median(before + _book(site))
    host.end()
    return {
        "a booking, ms": alone * 1000,
        "with 2,000 mails waiting, times as long (aim 1)": median(waiting) / alone,
        "while they are sent, times as long": median(going) / alone,
    }


def _book(site: stand.Stand) -> list[float]:
    return [flow.register(site.browser(), next(flow.addresses)) for _ in range(BOOKINGS)]


def _cpu(process: psutil.Process) -> float:
    times = process.cpu_times()
    return times.user + times.system


def _until(is_so) -> None:
    until = time.monotonic() + 300
    while not is_so():
        assert time.monotonic() < until
        time.sleep(0.01)
