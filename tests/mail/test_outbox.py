"""The outbox on a real database, with a real SMTP server."""

from __future__ import annotations

import threading
from datetime import timedelta
from email import message_from_bytes, policy

import pytest
from sqlalchemy import update

from app.kernel.database import db
from app.kernel.mailbox import Mailbox
from app.kernel.transaction import OutsideTransaction, transaction
from app.kernel.work import work_off
from app.mail import actions, jobs
from app.mail.models import OutboxMessage


def test_posted_once_for_each_occasion(post, outbox):
    assert post(dedupe_key="one") == post(dedupe_key="one")
    assert post(dedupe_key="two") != post(dedupe_key="one")
    assert len(outbox()) == 2


def test_only_inside_a_transaction_and_gone_with_it(post, clock, outbox):
    draft = actions.Draft(
        template="accounts/email/sign_in_code",
        to=Mailbox("Ada Bryn", "ada@example.org"),
        values={"code": "123456", "minutes": 10, "url": "http://bootcamp.test/sign-in"},
        dedupe_key="one",
    )
    with pytest.raises(OutsideTransaction):
        actions.post(draft, now=clock.now())
    with pytest.raises(ZeroDivisionError), transaction():
        actions.post(draft, now=clock.now())
        1 / 0  # noqa: B018
    assert outbox() == []


def test_arrives_with_its_message_id_and_is_sent_once(post, clock, outbox, mail_host):
    post()
    assert work_off("mail") == 1
    assert work_off("mail") == 0
    row = outbox()[0]
    assert (row.state, row.sent_at, row.attempts) == ("sent", clock.now(), 1)
    mail = message_from_bytes(mail_host.got[0], policy=policy.default)
    assert mail["Message-ID"] == row.message_id
    assert mail["To"] == "Ada Bryn <person1@example.org>"
    assert len(mail_host.got) == 1


def test_a_no_for_now_is_tried_again_and_a_no_for_good_is_not(post, clock, outbox, mail_host):
    mail_host.to_message = lambda _address, _raw: "451 greylisted"
    post()
    work_off("mail")
    assert outbox()[0].state == "retrying"
    mail_host.to_message = lambda _address, _raw: "550 no such mailbox"
    clock.at = outbox()[0].due_at
    work_off("mail")
    row = outbox()[0]
    assert row.state == "failed" and "550 no such mailbox" in row.last_error
    with transaction():
        assert actions.try_again(row.public_id, now=clock.now())
    with transaction():
        assert not actions.try_again(row.public_id, now=clock.now()), "a double click"
    mail_host.be_polite()
    work_off("mail")
    assert outbox()[0].state == "sent"
    assert message_from_bytes(mail_host.got[0])["Message-ID"] == row.message_id


def test_what_a_dead_worker_held_is_found_when_its_lease_is_over(post, clock, outbox, mail_host):
    row_id = post()
    with transaction() as session:
        lease = clock.now() + timedelta(minutes=2)
        held = update(OutboxMessage).where(OutboxMessage.id == row_id)
        session.execute(held.values(state="sending", leased_until=lease))
    assert work_off("mail") == 0
    clock.at += timedelta(minutes=2, seconds=1)
    assert work_off("mail") == 1
    assert outbox()[0].state == "sent"


def test_of_two_workers_one_gets_the_message(app, post, outbox, mail_host):
    row_id = post()
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
    assert len(mail_host.got) == 1
    assert outbox()[0].attempts == 1


def test_urgent_ones_go_first(post, clock, outbox, mail_host):
    for key in ("bulk 1", "bulk 2"):
        post(dedupe_key=key)
    post(dedupe_key="urgent", urgent=True)
    work_off("mail")
    ids = {row.dedupe_key: row.message_id for row in outbox()}
    assert mail_host.ids() == [ids["urgent"], ids["bulk 1"], ids["bulk 2"]]


def test_an_urgent_one_that_comes_meanwhile_waits_for_ten_at_most(app, post, outbox, mail_host):
    """A hundred are on their way, and while the thirteenth is handed over somebody wants to sign in."""

    def somebody_comes(_address, _raw):
        if len(mail_host.got) == 12:

            def come() -> None:
                with app.app_context():
                    post(dedupe_key="urgent", urgent=True)
                    db.session.remove()

            other = threading.Thread(target=come)
            other.start()
            other.join(timeout=30)
        return "250 taken"

    mail_host.to_message = somebody_comes
    for _ in range(100):
        post()
    work_off("mail")
    assert len(mail_host.got) == 101
    (urgent,) = outbox(dedupe_key="urgent")
    assert mail_host.ids().index(urgent.message_id) - 12 <= 10


def test_a_secret_is_forgotten_once_it_is_sent(post, clock, outbox, mail_host):
    post(secret=True)
    assert "123456" in outbox()[0].text
    work_off("mail")
    row = outbox()[0]
    assert "123456" in mail_host.got[0].decode()
    assert "123456" not in row.text + row.subject + str(row.values)


def test_a_held_message_never_goes(post, clock, outbox, mail_host):
    post()
    with transaction():
        assert actions.hold(outbox()[0].public_id)
    work_off("mail")
    assert (outbox()[0].state, mail_host.got) == ("stopped", [])


def test_into_a_folder_one_file_a_message_and_a_repeat_replaces_it(app, post, clock, outbox):
    folder = app.config["SETTINGS"].mail.folder
    row_id = post()
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


def test_the_worker_command_works_off_what_is_due(app, post, clock, outbox):
    post()
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    assert (result.exit_code, result.output) == (0, "1 rows worked off.\n")
    assert outbox()[0].state == "sent"
