"""Many messages in the outbox of a database of its own, and worker processes that send them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from app import create_app
from app.kernel import clock
from app.kernel.database import db
from app.kernel.mailbox import Mailbox
from app.kernel.transaction import transaction
from app.mail import actions
from app.mail.models import OutboxMessage
from tests.races.race import environment
from tests.races.servers import ROOT
from tests.support.builders import a_registration, a_room, a_slot, an_event
from tests.support.databases import PostgresServer, make_database, settings_for


@contextmanager
def outbox(
    kind: str, folder: Path, server: PostgresServer | None, **settings: str
) -> Iterator[tuple[Flask, dict[str, str]]]:
    """An app on an empty database, and the environment of its processes."""
    name = f"letters_{folder.name.replace('-', '_')}"
    database = make_database(kind, folder, server, name)
    app = create_app(settings_for(database.url, folder, **settings))
    environ = {name: str(value) for name, value in environment(database.url, folder).items()}
    with app.app_context():
        yield app, environ | settings
        db.session.remove()
        db.engine.dispose()


def confirmations(number: int) -> None:
    """So many people have a place and a mail with its calendar entry, as if they had used the form."""
    day_on = (datetime.now(UTC) + timedelta(days=60)).date()
    event = an_event(
        day_on=day_on,
        opens=datetime.now(UTC) - timedelta(days=1),
        closes=datetime.now(UTC) + timedelta(days=50),
    )
    slot = a_slot(event, room=a_room(event, capacity=number + 10), on=day_on)
    for index in range(number):
        a_registration(event, [slot], name=f"Ada Bryn {index}", email=f"p{index}@example.org")


def notes(number: int, *, begin: int = 0, urgent_each: int = 10) -> None:
    """So many short messages, each tenth of them urgent, posted in no order of urgency."""
    with transaction():
        for index in range(begin, begin + number):
            draft = actions.Draft(
                template="accounts/email/sign_in_code",
                to=Mailbox("Ada Bryn", f"person{index}@library{index % 50}.example.org"),
                values={"code": "123456", "minutes": 10, "url": "http://bootcamp.test/sign-in"},
                dedupe_key=f"note:{index}",
                urgent=index % urgent_each == urgent_each - 1,
            )
            actions.post(draft, now=clock.now())


def states() -> dict[str, int]:
    """How many messages are in which state."""
    db.session.rollback()
    rows = db.session.execute(
        select(OutboxMessage.state, func.count()).group_by(OutboxMessage.state)
    )
    return {str(state): number for state, number in rows}


def worker(environ: dict[str, str]) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", "worker"]
    return subprocess.Popen(
        command, cwd=ROOT, env={**os.environ, **environ}, stderr=subprocess.DEVNULL
    )
