"""Workers that are killed in the middle of their work: every message arrives all the same."""

from __future__ import annotations

import asyncio
import os
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from email import message_from_bytes

import pytest
from aiosmtpd.controller import Controller
from flask import current_app
from sqlalchemy import func, select, update

from app import create_app
from app.kernel import clock
from app.kernel.database import db
from app.kernel.engine import THREADS
from app.kernel.mailbox import Mailbox
from app.kernel.transaction import transaction
from app.mail import actions
from app.mail.models import OutboxMessage
from tests.races.race import environment
from tests.races.servers import ROOT
from tests.support.databases import KINDS, make_database, settings_for

MESSAGES, KILLS = 60, 3


class SlowServer:
    """Takes its time with each message, so that a kill finds some on their way."""

    def __init__(self) -> None:
        self.got: list[str] = []
        self.arrived = threading.Semaphore(0)

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        await asyncio.sleep(0.03)
        self.got.append(message_from_bytes(envelope.content)["Message-ID"])
        self.arrived.release()
        return "250 OK"


@pytest.fixture
def inbox():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = SlowServer()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    handler.port = port
    controller.start()
    yield handler
    controller.stop()


@pytest.mark.parametrize("kind", KINDS)
def test_killed_workers_lose_nothing(kind, request, tmp_path, inbox):
    server = request.getfixturevalue("postgres_server") if kind == "postgresql" else None
    database = make_database(kind, tmp_path, server, f"worker_{kind}")
    app = create_app(settings_for(database.url, tmp_path))
    environ = {name: str(value) for name, value in environment(database.url, tmp_path).items()}
    environ["MAIL_URL"] = f"smtp://127.0.0.1:{inbox.port}"
    with app.app_context():
        _queue(MESSAGES)
        for _ in range(KILLS):
            _work_and_die(environ, inbox, after=10)
            _let_leases_end()
        _work_to_the_end(environ)
        rows = db.session.scalars(select(OutboxMessage)).all()
        assert {row.state for row in rows} == {"sent"}
        known = {row.message_id for row in rows}
        db.session.remove()
        db.engine.dispose()
    arrived = Counter(inbox.got)
    assert set(arrived) == known
    assert sum(arrived.values()) - MESSAGES <= KILLS * THREADS


def _queue(number: int) -> None:
    with transaction():
        for index in range(number):
            draft = actions.Draft(
                template="accounts/email/sign_in_code",
                to=Mailbox("", f"person{index}@example.org"),
                values={"code": "123456", "minutes": 10, "url": "http://bootcamp.test/sign-in"},
                dedupe_key=f"race:{index}",
            )
            actions.post(draft, now=clock.now())


def _start(environ: dict[str, str]) -> subprocess.Popen:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environ}, stderr=subprocess.DEVNULL
    )


def _work_and_die(environ: dict[str, str], inbox: SlowServer, *, after: int) -> None:
    worker = _start(environ)
    try:
        for _ in range(after):
            assert inbox.arrived.acquire(timeout=90), "the worker sent nothing"
    finally:
        worker.kill()
        worker.wait()


def _let_leases_end() -> None:
    """What two minutes would do, and the nudge that the minute's sweep would be."""
    past = clock.now()
    with transaction() as session:
        held = update(OutboxMessage).where(OutboxMessage.state == "sending")
        session.execute(held.values(leased_until=past))
    current_app.extensions["engine"].enqueue("mail")


def _work_to_the_end(environ: dict[str, str]) -> None:
    worker = _start(environ)
    until = time.monotonic() + 90
    left = MESSAGES
    while left and time.monotonic() < until:
        time.sleep(0.2)  # looks again; the assertions below decide
        db.session.rollback()
        unsent = select(func.count()).where(OutboxMessage.state != "sent")
        left = db.session.scalar(unsent)
    worker.terminate()
    worker.wait(timeout=30)
    assert left == 0
