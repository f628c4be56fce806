"""One race: many people press the last button of the registration at the same moment."""

from __future__ import annotations

import json
import os
import random
import re
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from threading import Barrier

from sqlalchemy import select, text

from app import create_app
from app.kernel.database import db
from app.mail.models import OutboxMessage
from app.registration.models import Booking
from tests.races.servers import ROOT, Browser, running
from tests.support.builders import a_room, a_slot, an_event
from tests.support.databases import make_database, settings_for

# An order of commits that is kept by the database itself, apart from what the application stores.
LOGS = {
    "sqlite": (
        "CREATE TABLE race_log (number INTEGER PRIMARY KEY AUTOINCREMENT, booking_id INTEGER)",
        "CREATE TRIGGER race_trigger AFTER INSERT ON bookings BEGIN "
        "INSERT INTO race_log (booking_id) VALUES (NEW.id); END",
    ),
    "postgresql": (
        "CREATE TABLE race_log (number SERIAL PRIMARY KEY, booking_id INTEGER)",
        "CREATE FUNCTION race_note() RETURNS trigger AS $$ BEGIN "
        "INSERT INTO race_log (booking_id) VALUES (NEW.id); RETURN NEW; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER race_trigger AFTER INSERT ON bookings "
        "FOR EACH ROW EXECUTE FUNCTION race_note()",
    ),
}


@dataclass
class Outcome:
    """What the rows say after a race, and what each client was told."""

    confirmed: int
    waiting: int
    positions_by_commit: list[int]
    told: Counter
    statuses: Counter
    true_answers: bool
    mails: int
    invariants: list[dict]
    slowest: float  # seconds from the last button to the whole answer, the redirect followed


def race(
    kind,
    folder,
    server,
    *,
    clients: int,
    places: int,
    seed: int = 1,
    application: str = "wsgi:app",
) -> Outcome:
    """`clients` people for `places` places, against two web processes on a fresh database. The seed
    says how late each presses the last button, and who presses it twice."""
    database = make_database(kind, folder, server, f"race_{folder.name.replace('-', '_')}")
    settings = settings_for(database.url, folder, PUBLIC_URL="http://127.0.0.1:8000")
    app = create_app(settings)
    environ = {name: str(value) for name, value in environment(database.url, folder).items()}
    with app.app_context():
        slot_ref = prepare(kind, places)
    with running(environ, application=application, log=folder / "server.log") as port:
        answers, statuses, slowest = _everybody(port, slot_ref, clients, random.Random(seed))
    with app.app_context():
        outcome = _outcome(answers, statuses, slowest, environ)
        db.session.remove()
        db.engine.dispose()
    return outcome


def environment(url: str, folder) -> dict[str, object]:
    return {
        "DATABASE_URL": url,
        "INSTANCE_PATH": folder / "instance",
        "SECRET_KEY": "only-for-tests-" + "x" * 32,
        "PUBLIC_URL": "http://127.0.0.1:8000",
    }


def prepare(kind: str, places: int) -> str:
    day_on: date = (datetime.now(UTC) + timedelta(days=60)).date()
    closes = datetime.now(UTC) + timedelta(days=50)
    event = an_event(day_on=day_on, opens=datetime.now(UTC) - timedelta(days=1), closes=closes)
    slot = a_slot(event, room=a_room(event, capacity=1000), capacity=places, on=day_on)
    reference = slot.public_id
    db.session.rollback()
    with db.engine.connect() as connection:
        for statement in LOGS[kind]:
            connection.execute(text(statement))
        connection.commit()
    return reference


def _everybody(port: int, slot_ref: str, clients: int, choose: random.Random):
    """Each fills in the form in turn, so that the servers' queue is empty; then all press at once."""
    barrier = Barrier(clients)
    late = [choose.uniform(0, 0.2) for _ in range(clients)]
    twice = set(choose.sample(range(clients), clients // 20))

    def one(number: int):
        browser = Browser(port)
        check = up_to_the_last_button(browser, slot_ref, number)
        browser.connection.close()  # while people think, servers let idle connections go
        barrier.wait(timeout=300)
        time.sleep(late[number])  # the seed's part in who comes when
        begun = time.monotonic()
        answer = browser.submit(check, {}, "/next/register")
        took = time.monotonic() - begun
        if number in twice:
            assert browser.submit(check, {}, "/next/register") == answer
        browser.close()
        return f"person{number}@example.org", answer, browser.statuses, took

    with ThreadPoolExecutor(clients) as pool:
        results = list(pool.map(one, range(clients)))
    answers = {address: answer for address, answer, _, _ in results}
    statuses = Counter(status for _, _, mine, _ in results for status in mine)
    return answers, statuses, max(took for _, _, _, took in results)


def up_to_the_last_button(browser: Browser, slot_ref: str, number: int) -> str:
    me = {
        "name": f"Person {number}",
        "email": f"person{number}@example.org",
        "service": "gateshead",
        "calendar": "day",
    }
    page = browser.get("/next/register")
    page = browser.submit(page, me, "/next/register")
    question = re.search(rf'name="(at-[0-9-]+)" type="radio" value="{slot_ref}"', page)
    assert question, page[:2000]
    page = browser.submit(page, {question[1]: slot_ref}, "/next/register")
    assert "Book my places" in page
    return page


def _outcome(
    answers: dict[str, str], statuses: Counter, slowest: float, environ: dict[str, str]
) -> Outcome:
    bookings = db.session.scalars(select(Booking)).all()
    order = list(db.session.scalars(text("SELECT booking_id FROM race_log ORDER BY number")))
    by_id = {booking.id: booking for booking in bookings}
    waiting = [by_id[number] for number in order if by_id[number].state == "waiting"]
    told, true_answers = Counter(), True
    for booking in bookings:
        answer = " ".join(answers[booking.registration.person.email].split())
        said = "waiting" if "You do not have a place yet in" in answer else "confirmed"
        told[said] += 1
        true_answers &= said == booking.state and booking.registration.reference in answer
        if booking.state == "waiting":
            ahead = re.search(r"(\d+) (?:person is|people are) before you", answer)
            true_answers &= bool(ahead) and int(ahead[1]) == (booking.position or 0) - 1
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "invariants"]

    run = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )
    return Outcome(
        confirmed=sum(booking.state == "confirmed" for booking in bookings),
        waiting=sum(booking.state == "waiting" for booking in bookings),
        positions_by_commit=[booking.position or 0 for booking in waiting],
        told=told,
        statuses=statuses,
        true_answers=true_answers,
        mails=len(db.session.scalars(select(OutboxMessage)).all()),
        invariants=json.loads(run.stdout),
        slowest=slowest,
    )
