"""The mail server refuses for an hour or a day while messages wait and more come: by a clock that jumps from
one sweep of the worker to the next at which something is due, with a real server that refuses really."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import func, select

from app.kernel.clock import SetClock
from app.kernel.database import db
from app.kernel.work import work_off
from app.mail.enums import WAITING_TO_GO
from app.mail.models import OutboxMessage, Route
from tests.races import letters
from tests.support.databases import PostgresServer
from tests.support.smtp import MailHost

BEGINS = datetime(2027, 5, 3, 9, 0, tzinfo=UTC)
SWEEP = timedelta(seconds=20)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def shut_the_door(host: MailHost) -> None:
    host.close()


def greet_with_421(host: MailHost) -> None:
    host.greeting = "421 4.3.2 not now"


def refuse_each_recipient(host: MailHost) -> None:
    host.to_recipient = lambda _address: "451 4.7.1 come later"


WAYS = (shut_the_door, greet_with_421, refuse_each_recipient)


@dataclass
class Outcome:
    """`places`: where the last urgent message stands among all that arrived after the return. `tries`: how
    often the server was asked for anything while it refused."""

    states: dict[str, int]
    arrived: int
    repeats: int
    after: timedelta
    urgent: int
    last_urgent: int
    tries: int

    def is_good(self, messages: int) -> bool:
        return (
            self.states == {"sent": messages}
            and (self.arrived, self.repeats) == (messages, 0)
            and self.after <= timedelta(minutes=5)
            and self.last_urgent < self.urgent + 10
        )


def run(
    kind: str, folder: Path, server: PostgresServer | None, *, messages: int, lasts: timedelta, way
) -> Outcome:
    """Half of the messages wait when it begins, the others come while it lasts."""
    host = MailHost()
    way(host)
    with letters.outbox(kind, folder, server, MAIL_URL=f"smtp://127.0.0.1:{host.port}") as (app, _):
        clock = app.extensions["clock"] = SetClock(BEGINS)
        letters.notes(messages // 2)
        _sweep_until(app, BEGINS + lasts / 2)
        letters.notes(messages - messages // 2, begin=messages // 2)
        _sweep_until(app, BEGINS + lasts)
        tries, host.speaks = host.speaks, 0
        host.be_polite()
        host.open()
        back_at, begun = clock.at, time.monotonic()
        _sweep_until(app, back_at + HOUR)
        spent = timedelta(seconds=time.monotonic() - begun)
        rows = db.session.execute(
            select(OutboxMessage.message_id, OutboxMessage.urgent, OutboxMessage.sent_at)
        ).all()
        ids = host.ids()
        urgent = {row.message_id for row in rows if row.urgent}
        outcome = Outcome(
            states=letters.states(),
            arrived=len(set(ids)),
            repeats=len(ids) - len(set(ids)),
            after=max(row.sent_at or clock.at for row in rows) - back_at + spent,
            urgent=len(urgent),
            last_urgent=max(place for place, one in enumerate(ids) if one in urgent) if ids else 0,
            tries=tries,
        )
    host.end()
    return outcome


def _sweep_until(app: Flask, until: datetime) -> None:
    clock = app.extensions["clock"]
    while clock.at < until:
        work_off("mail")
        clock.at = min(until, max(clock.at + SWEEP, _next_sweep(clock.at, until)))


def _next_sweep(now: datetime, until: datetime) -> datetime:
    """The first sweep at which a message is due and the way is open."""
    db.session.rollback()
    due_at = db.session.scalar(
        select(func.min(OutboxMessage.due_at)).where(OutboxMessage.state.in_(WAITING_TO_GO))
    )
    if due_at is None:
        return until
    route = db.session.get(Route, 1)
    opens_at = max(due_at, (route and route.paused_until) or due_at)
    sweeps = -((now - opens_at) // SWEEP)  # rounded up: the sweep after it
    return now + sweeps * SWEEP
