"""The outbox on a real database, with a real SMTP server."""

from __future__ import annotations

import dataclasses
import socket
import threading
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from sqlalchemy import update

from app.kernel.database import db
from app.kernel.mailbox import Mailbox
from app.kernel.transaction import OutsideTransaction, transaction
from app.kernel.work import work_off
from app.mail import actions, jobs
from app.mail.models import OutboxMessage
from config import MailServer


def draft(key="one", **more) -> actions.Draft:
    values = {
        "code": "123456",
        "minutes": 10,
        "event": "Bootcamp",
        "url": "http://bootcamp.test/sign-in",
    }
    return actions.Draft(
        template="accounts/email/sign_in_code",
        to=Mailbox("Ada Bryn", "ada@example.org"),
        values=values,
        dedupe_key=key,
        scope="next",
        **more,
    )


def post(clock, key="one", **more) -> int:
    with transaction():
        return actions.post(draft(key, **more), now=clock.now()).id


class Inbox:
    """An SMTP server's other side: keeps what it got; `answer` is said to each message."""

    def __init__(self) -> None:
        self.got: list[bytes] = []
        self.answer = "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        if self.answer.startswith("250"):
            self.got.append(envelope.content)
        return self.answer


@pytest.fixture
def inbox(app):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    handler = Inbox()
    controller = Controller(handler, hostname="127.0.0.1", port=port)
    before = app.config["SETTINGS"]
    app.config["SETTINGS"] = dataclasses.replace(
        before, mail=MailServer(host="127.0.0.1", port=port)
    )
    handler.controller = controller
    controller.start()
    yield handler
    app.config["SETTINGS"] = before
    if controller.server is not None:
        controller.stop()


def test_posted_once_for_each_occasion(app, clock, outbox):
    assert post(clock) == post(clock)
    assert post(clock, "two") != post(clock)
    assert len(outbox()) == 2


def test_only_inside_a_transaction_and_gone_with_it(app, clock, outbox):
    with pytest.raises(OutsideTransaction):
        actions.post(draft(), now=clock.now())
    with pytest.raises(ZeroDivisionError), transaction():
        actions.post(draft(), now=clock.now())
        1 / 0  # noqa: B018
    assert outbox() == []


def test_arrives_with_its_message_id_and_is_sent_once(app, clock, outbox, inbox):
    post(clock)
    assert work_off("mail") == 1
    assert work_off("mail") == 0
    row = outbox()[0]
    assert (row.state, row.sent_at, row.attempts) == ("sent", clock.now(), 1)
    mail = message_from_bytes(inbox.got[0], policy=policy.default)
    assert mail["Message-ID"] == row.message_id
    assert mail["To"] == "Ada Bryn <ada@example.org>"
    assert len(inbox.got) == 1


def test_the_server_away_delays_and_loses_nothing(app, clock, outbox, inbox):
    inbox.controller.stop()
    post(clock)
    waits = []
    for _ in range(3):
        work_off("mail")
        row = outbox()[0]
        assert row.state == "retrying"
        waits.append((row.due_at - clock.now()).total_seconds())
        assert work_off("mail") == 0, "not before its time"
        clock.at = row.due_at
    assert [30 <= waits[0] <= 38, 60 <= waits[1] <= 75, 120 <= waits[2] <= 150] == [True] * 3
    again = Controller(inbox, hostname="127.0.0.1", port=inbox.controller.port)
    again.start()
    work_off("mail")
    again.stop()
    assert (outbox()[0].state, len(inbox.got)) == ("sent", 1)


def test_a_no_for_now_is_tried_again_and_a_no_for_good_is_not(app, clock, outbox, inbox):
    inbox.answer = "451 greylisted"
    post(clock)
    work_off("mail")
    assert outbox()[0].state == "retrying"
    inbox.answer = "550 no such mailbox"
    clock.at = outbox()[0].due_at
    work_off("mail")
    row = outbox()[0]
    assert row.state == "failed" and "550 no such mailbox" in row.last_error
    with transaction():
        assert actions.try_again(row.public_id, now=clock.now())
    with transaction():
        assert not actions.try_again(row.public_id, now=clock.now()), "a double click"
    inbox.answer = "250 OK"
    work_off("mail")
    assert outbox()[0].state == "sent"
    assert message_from_bytes(inbox.got[0])["Message-ID"] == row.message_id


def test_after_three_days_it_is_given_up(app, clock, outbox, inbox):
    inbox.answer = "451 later"
    post(clock)
    clock.at += timedelta(hours=73)
    work_off("mail")
    assert outbox()[0].state == "failed"


def test_what_a_dead_worker_held_is_found_when_its_lease_is_over(app, clock, outbox, inbox):
    row_id = post(clock)
    with transaction() as session:
        lease = clock.now() + timedelta(minutes=2)
        held = update(OutboxMessage).where(OutboxMessage.id == row_id)
        session.execute(held.values(state="sending", leased_until=lease))
    assert work_off("mail") == 0
    clock.at += timedelta(minutes=2, seconds=1)
    assert work_off("mail") == 1
    assert outbox()[0].state == "sent"


def test_of_two_workers_one_gets_the_message(app, clock, outbox, inbox):
    row_id = post(clock)
    barrier = threading.Barrier(4)

    def work() -> None:
        with app.app_context():
            barrier.wait(timeout=30)
            jobs.run(row_id)
            db.session.remove()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(inbox.got) == 1
    assert outbox()[0].attempts == 1


def test_urgent_ones_go_first(app, clock, outbox, inbox):
    for key in ("bulk 1", "bulk 2"):
        post(clock, key)
    post(clock, "urgent", urgent=True)
    work_off("mail")
    order = [message_from_bytes(raw)["Message-ID"] for raw in inbox.got]
    ids = {row.dedupe_key: row.message_id for row in outbox()}
    assert order == [ids["urgent"], ids["bulk 1"], ids["bulk 2"]]


def test_a_secret_is_forgotten_once_it_is_sent(app, clock, outbox, inbox):
    post(clock, secret=True)
    assert "123456" in outbox()[0].text
    work_off("mail")
    row = outbox()[0]
    assert "123456" in inbox.got[0].decode()
    assert "123456" not in row.text + row.subject + str(row.values)


def test_a_held_message_never_goes(app, clock, outbox, inbox):
    post(clock)
    with transaction():
        assert actions.hold(outbox()[0].public_id)
    work_off("mail")
    assert (outbox()[0].state, inbox.got) == ("stopped", [])


def test_into_a_folder_one_file_a_message_and_a_repeat_replaces_it(app, clock, outbox):
    folder = app.config["SETTINGS"].mail.folder
    row_id = post(clock)
    work_off("mail")
    name = outbox()[0].message_id.strip("<>").split("@")[0]
    assert (folder / f"{name}.eml").exists()
    before = len(list(folder.iterdir()))
    with transaction() as session:
        session.execute(
            update(OutboxMessage).where(OutboxMessage.id == row_id).values(state="queued")
        )
    work_off("mail")
    assert len(list(folder.iterdir())) == before


def test_the_worker_command_works_off_what_is_due(app, clock, outbox):
    post(clock)
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert (result.exit_code, result.output) == (0, "1 rows worked off.\n")
    assert outbox()[0].state == "sent"
