"""All there is to look at, in the order in which one would mend it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from flask import current_app

from app.mail.queries import own_mailbox
from app.operations.doctor.findings import Finding
from app.operations.doctor.machine import look_at_machine
from app.operations.doctor.mail_server import look_at_server
from app.operations.doctor.outbox import look_at_outbox
from app.operations.doctor.sending_domain import Names, look_at_domain


def look(*, now: datetime, names: Names | None = None) -> Iterator[Finding]:
    """`names`: the DNS to ask; by default this machine's."""
    settings = current_app.config["SETTINGS"]
    yield from look_at_machine(now=now)
    yield from look_at_server(settings.mail, now=now)
    yield from look_at_outbox(now=now)
    if settings.mail.folder is None:
        domain = own_mailbox().address.rpartition("@")[2]
        yield from look_at_domain(domain, names or Names(), selector=settings.dkim_selector)
