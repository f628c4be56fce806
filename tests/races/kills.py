"""People register while processes are killed with -9 at random moments; who gets no answer sends the
same form again, as a browser's reload does."""

from __future__ import annotations

import http.client
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from dataclasses import dataclass, field

import psutil
from sqlalchemy import select

from app import create_app
from app.kernel.database import db
from app.mail.models import OutboxMessage
from app.registration.invariants import broken
from app.registration.models import Booking, Registration
from tests.races.race import environment, prepare, up_to_the_last_button
from tests.races.servers import ROOT, Browser, running
from tests.support.databases import make_database, settings_for

BETWEEN = (0.05, 0.6)  # seconds from one kill to the next
PLACES = 20


@dataclass
class Told:
    """What people were told, by address: the state and the reference."""

    answers: dict[str, tuple[str, str]] = field(default_factory=dict)
    retries: int = 0


@dataclass
class Outcome:
    told: Told
    killed: dict[str, int]
    states: dict[str, tuple[str, str]]  # in the database, by address
    registrations: int
    unsent: int
    broken: list


def run(kind, folder, server, *, kills: int, clients: int = 6, seed: int = 1) -> Outcome:
    database = make_database(kind, folder, server, f"kills_{folder.name.replace('-', '_')}")
    app = create_app(settings_for(database.url, folder, PUBLIC_URL="http://127.0.0.1:8000"))
    environ = {name: str(value) for name, value in environment(database.url, folder).items()}
    with app.app_context():
        slot_ref = prepare(kind, PLACES)
    told, stop = Told(), threading.Event()
    with running(environ, log=folder / "server.log") as port:
        people = [
            threading.Thread(target=_register_on_and_on, args=(port, slot_ref, n, told, stop))
            for n in range(clients)
        ]
        for one in people:
            one.start()
        killed = _kill(environ, kills, random.Random(seed), folder)
        _until_sold_out(told)
        stop.set()
        for one in people:
            one.join(timeout=120)
    _work_off(environ)
    with app.app_context():
        outcome = _outcome(told, killed)
        db.session.remove()
        db.engine.dispose()
    return outcome


def _until_sold_out(told: Told) -> None:
    """On a busy machine the kills may be over before all places are gone."""
    until = time.monotonic() + 120
    while len(told.answers) <= PLACES + 5 and time.monotonic() < until:
        time.sleep(0.2)  # looks again; the assertions decide


def _register_on_and_on(port, slot_ref, client, told, stop) -> None:
    number = client * 10_000
    while not stop.is_set():
        number += 1
        browser = Browser(port)
        answer = _again(browser, told, lambda b, n=number: _whole_flow(b, slot_ref, n))
        reference = re.search(r'class="bc-reference">(\w+)<', answer)
        assert reference, answer[:1500]
        waits = "You do not have a place yet in" in answer
        state = "waiting" if waits else "confirmed"
        told.answers[f"person{number}@example.org"] = (state, reference[1])
        browser.close()


def _whole_flow(browser, slot_ref, number) -> str:
    """The form as it was filled in is kept: a second try sends the very same one."""
    if not hasattr(browser, "check"):
        browser.check = up_to_the_last_button(browser, slot_ref, number)
    return browser.submit(browser.check, {}, "/next/register")


def _again(browser, told, do) -> str:
    """Until there is an answer; a killed process gives none."""
    until = time.monotonic() + 60
    while time.monotonic() < until:
        try:
            return do(browser)
        except (OSError, http.client.HTTPException):
            told.retries += 1
            browser.connection.close()
            time.sleep(0.05)  # until another process listens; nothing passes because of it
    raise AssertionError("no answer for a minute")


def _kill(environ, kills, choose, folder) -> dict[str, int]:
    """Web workers, which the server starts anew, and mail workers, which we start anew."""
    worker = _worker(environ)
    killed = {"web": 0, "worker": 0}
    while sum(killed.values()) < kills:
        time.sleep(choose.uniform(*BETWEEN))  # the moment is what is random
        if choose.random() < 0.25:
            worker.kill()
            worker.wait()
            worker = _worker(environ)
            killed["worker"] += 1
            continue
        web = [p for p in psutil.Process().children(recursive=True) if _is_web(p)]
        if web:
            choose.choice(web).send_signal(signal.SIGKILL)
            killed["web"] += 1
    worker.kill()
    worker.wait()
    return killed


def _is_web(process: psutil.Process) -> bool:
    """A child of the server, not the server itself."""
    try:
        parent = process.parent()
        return (
            "gunicorn" in " ".join(process.cmdline())
            and parent is not None
            and "gunicorn" in " ".join(parent.cmdline())
        )
    except psutil.NoSuchProcess:
        return False


def _worker(environ) -> subprocess.Popen:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environ}, stderr=subprocess.DEVNULL
    )


def _work_off(environ) -> None:
    """What the sweep does; what a killed worker still holds is free when its lease is over."""
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker", "--once"]
    env = {**os.environ, **environ, "PRETEND_NOW": _in_three_minutes()}
    subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)


def _in_three_minutes() -> str:
    from datetime import UTC, datetime, timedelta
    from zoneinfo import ZoneInfo

    later = datetime.now(UTC) + timedelta(minutes=3)
    return later.astimezone(ZoneInfo("Europe/London")).strftime("%Y-%m-%dT%H:%M")


def _outcome(told, killed) -> Outcome:
    rows = db.session.execute(
        select(Registration, Booking).join(Booking, Booking.registration_id == Registration.id)
    ).all()
    states = {
        registration.person.email: (str(booking.state), registration.reference)
        for registration, booking in rows
    }
    unsent = db.session.scalars(select(OutboxMessage).where(OutboxMessage.state != "sent")).all()
    return Outcome(
        told=told,
        killed=killed,
        states=states,
        registrations=len(db.session.scalars(select(Registration)).all()),
        unsent=len(unsent),
        broken=broken(),
    )
