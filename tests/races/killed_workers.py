"""Workers that are killed with -9 while they send confirmations with calendar entries."""

from __future__ import annotations

import random
import subprocess
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import select, update

from app.kernel import clock
from app.kernel.database import db
from app.kernel.transaction import transaction
from app.mail.models import OutboxMessage
from tests.races import letters
from tests.support import mailed
from tests.support.databases import PostgresServer
from tests.support.smtp import MailHost

PATIENCE = 120  # seconds
SLOW = 0.02  # seconds that the server takes for a message, so that a kill finds one on its way


@dataclass
class Outcome:
    """`different`: messages that came twice and were not the same to the byte."""

    kills: int
    states: dict[str, int]
    missing: int
    unknown: int
    repeats: int
    different: int
    entries: int  # calendar entries, each read by two parsers

    def is_good(self, messages: int) -> bool:
        return (
            self.states == {"sent": messages}
            and (self.missing, self.unknown, self.different) == (0, 0, 0)
            and self.repeats <= self.kills
            and self.entries == messages
        )


def run(
    kind: str,
    folder: Path,
    server: PostgresServer | None,
    *,
    messages: int,
    kills: int,
    workers: int = 1,
) -> Outcome:
    """Each killed after it has sent a few, with some of them left for the last."""
    host = MailHost()
    host.pause = SLOW
    choose = random.Random(kills)
    url = f"smtp://127.0.0.1:{host.port}"
    with letters.outbox(kind, folder, server, MAIL_URL=url) as (_, environ):
        letters.confirmations(messages)
        for done in range(kills):
            few = (messages - len(host.got)) // (kills - done + 1)
            _work_and_die(environ, host, few, choose.uniform(0, SLOW))
            _let_leases_end()
        host.pause = 0
        _work_to_the_end(environ, workers)
        states = letters.states()
        db.session.rollback()
        known = set(db.session.scalars(select(OutboxMessage.message_id)))
    host.end()
    return _outcome(host.got, known, states, kills)


def _outcome(got: list[bytes], known: set[str], states: dict[str, int], kills: int) -> Outcome:
    arrived = Counter(got)
    read = [mailed.read(raw) for raw in arrived]
    ids = Counter(one.message_id for one in read)
    return Outcome(
        kills=kills,
        states=states,
        missing=len(known - set(ids)),
        unknown=len(set(ids) - known),
        repeats=len(got) - len(set(ids)),
        different=sum(number - 1 for number in ids.values()),
        entries=len({one.entry for one in read if one.entry and one.entry[0] == "REQUEST"}),
    )


def _work_and_die(environ: dict[str, str], host: MailHost, few: int, later: float) -> None:
    enough = len(host.got) + max(few, 1)
    process = letters.worker(environ)
    try:
        _until(lambda: len(host.got) >= enough, process)
        time.sleep(later)  # at any moment of the next one
    finally:
        process.kill()
        process.wait()


def _let_leases_end() -> None:
    """What two minutes would do, and the nudge that the next sweep would be."""
    past = clock.now()
    with transaction() as session:
        held = update(OutboxMessage).where(OutboxMessage.state == "sending")
        session.execute(held.values(leased_until=past))
    current_app.extensions["engine"].enqueue("mail")


def _work_to_the_end(environ: dict[str, str], workers: int) -> None:
    processes = [letters.worker(environ) for _ in range(workers)]
    try:
        _until(lambda: set(letters.states()) == {"sent"}, *processes)
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=30)


def _until(is_so, *processes: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < until, letters.states()
        assert all(process.poll() is None for process in processes), "a worker ended by itself"
        time.sleep(0.01)
