"""What a mail server may say beside the message itself, and two workers that meet at one message."""

from __future__ import annotations

import dataclasses
import socket
import threading

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import update

from app.kernel.database import db
from app.kernel.mailbox import Mailbox
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.mail import actions
from app.mail.models import OutboxMessage
from config import MailServer


@pytest.fixture
def send_to(app):
    """Makes a port of this machine the mail server."""
    before = app.config["SETTINGS"]

    def choose(port: int) -> None:
        server = MailServer(host="127.0.0.1", port=port)
        app.config["SETTINGS"] = dataclasses.replace(before, mail=server)

    yield choose
    app.config["SETTINGS"] = before


@pytest.fixture
def served(send_to):
    """Starts a mail server with these handlers."""
    started = []

    def start(handler):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        controller = Controller(handler, hostname="127.0.0.1", port=port)
        controller.start()
        started.append(controller)
        send_to(port)
        return handler

    yield start
    for controller in started:
        controller.stop()


@pytest.fixture
def posted(app, clock):
    draft = actions.Draft(
        template="accounts/email/sign_in_code",
        to=Mailbox("Ada Bryn", "ada@example.org"),
        values={"code": "123456", "minutes": 10, "url": "http://bootcamp.test/sign-in"},
        dedupe_key="one",
    )
    with transaction():
        return actions.post(draft, now=clock.now()).id


class Inbox:
    def __init__(self) -> None:
        self.got: list[bytes] = []

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        self.got.append(envelope.content)
        return "250 OK"


class RudeAtTheEnd(Inbox):
    async def handle_QUIT(self, _server, _session, _envelope):  # noqa: N802
        return "554 whatever"


class Shut(Inbox):
    async def handle_EHLO(self, _server, session, _envelope, name, _answers):  # noqa: N802
        session.host_name = name
        return ["554 no service here"]

    async def handle_HELO(self, _server, _session, _envelope, _name):  # noqa: N802
        return "554 no service here"


class WantsSignIn(Inbox):
    async def handle_MAIL(self, _server, _session, _envelope, _address, _options):  # noqa: N802
        return "530 5.7.0 authentication required"


class NoSuchMailbox(Inbox):
    async def handle_RCPT(self, _server, _session, _envelope, _address, _options):  # noqa: N802
        return "550 no such mailbox"


def test_taken_is_sent_whatever_is_said_afterwards(posted, outbox, served):
    inbox = served(RudeAtTheEnd())
    work_off("mail")
    assert (outbox()[0].state, len(inbox.got)) == ("sent", 1)


@pytest.mark.parametrize("server", [Shut, WantsSignIn])
def test_a_no_to_everybody_is_not_a_no_to_this_message(posted, outbox, served, server):
    served(server())
    work_off("mail")
    row = outbox()[0]
    assert row.state == "retrying", row.last_error
    assert "554" in row.last_error or "530" in row.last_error


def test_a_server_that_greets_with_a_no_is_asked_again(posted, outbox, send_to):
    with socket.create_server(("127.0.0.1", 0)) as door:
        send_to(door.getsockname()[1])

        def refuse() -> None:
            visitor, _ = door.accept()
            with visitor:
                visitor.sendall(b"554 no service here\r\n")

        thread = threading.Thread(target=refuse)
        thread.start()
        work_off("mail")
        thread.join(timeout=10)
    assert outbox()[0].state == "retrying"


def test_a_mailbox_that_is_not_there_is_a_no_for_good(posted, outbox, served):
    served(NoSuchMailbox())
    work_off("mail")
    row = outbox()[0]
    assert row.state == "failed" and "550 no such mailbox" in row.last_error


def test_a_slow_worker_that_fails_does_not_undo_what_a_quicker_one_did(app, posted, outbox, served):
    class MeanwhileSentByAnother(Inbox):
        async def handle_DATA(self, _server, _session, _envelope):  # noqa: N802
            with app.app_context():
                with transaction() as session:
                    sent = update(OutboxMessage).where(OutboxMessage.id == posted)
                    session.execute(sent.values(state="sent", leased_until=None))
                db.session.remove()
            return "451 later"

    served(MeanwhileSentByAnother())
    work_off("mail")
    row = outbox()[0]
    assert (row.state, row.last_error) == ("sent", "")
