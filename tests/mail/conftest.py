"""A mail server of our own, and messages for it."""

from __future__ import annotations

import dataclasses
from itertools import count

import pytest

from app.kernel.mailbox import Mailbox
from app.kernel.transaction import transaction
from app.mail import actions, sender
from config import MailServer
from tests.support.smtp import MailHost


@pytest.fixture(scope="session")
def _host():
    host = MailHost()
    yield host
    host.end()


@pytest.fixture
def mail_host(app, _host):
    """The server all mails go to; polite at first."""
    before = app.config["SETTINGS"]
    _host.be_polite()
    _host.close()
    _host.open()
    _host.got, _host.to, _host.commands, _host.speaks = [], [], [], 0
    app.config["SETTINGS"] = dataclasses.replace(
        before, mail=MailServer(host="127.0.0.1", port=_host.port)
    )
    yield _host
    sender.hang_up()
    app.config["SETTINGS"] = before


@pytest.fixture
def post(clock):
    """Posts a message to `address` and gives its row's id; each is another one."""
    numbers = count(1)

    def posted(address: str = "", **more) -> int:
        number = next(numbers)
        values = {
            "code": "123456",
            "minutes": 10,
            "event": "Bootcamp",
            "url": "http://bootcamp.test/sign-in",
        }
        draft = actions.Draft(
            template="accounts/email/sign_in_code",
            to=Mailbox("Ada Bryn", address or f"person{number}@example.org"),
            values=values,
            **({"dedupe_key": f"message {number}", "scope": "next"} | more),
        )
        with transaction():
            return actions.post(draft, now=clock.now()).id

    return posted
