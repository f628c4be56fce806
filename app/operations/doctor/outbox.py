"""Whether mails go: the way to the server, and whether a worker does its work."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from app.mail import queries
from app.operations.doctor.findings import Finding, Grade

LATE = timedelta(minutes=3)  # the worker looks three times a minute
ABOUT = "outbox"


def look_at_outbox(*, now: datetime) -> Iterator[Finding]:
    route = queries.route()
    if route.held_at is not None:
        advice = "Look at what waits, then run: flask --app wsgi mail release"
        yield Finding(ABOUT, Grade.ILL, f"held. {route.held_because}", advice)
        return
    if route.away_since is not None:
        advice = f"It said: {route.last_error}. The mails wait and go when it is back."
        yield Finding(ABOUT, Grade.ILL, "the mail server does not take mails", advice)
        return
    oldest = queries.oldest_due(now)
    if oldest is not None and now - oldest > LATE:
        minutes = int((now - oldest).total_seconds() // 60)
        advice = "No worker seems to run. Start one: flask --app wsgi worker"
        yield Finding(ABOUT, Grade.ILL, f"a mail has been due for {minutes} minutes", advice)
        return
    yield Finding(ABOUT, Grade.WELL, f"mails waiting: {route.waiting}, none late")
