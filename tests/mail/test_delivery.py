"""Connections to a mail server: kept, opened anew, and what is said on them beside the message itself."""

from __future__ import annotations

import threading
from email import message_from_bytes

import pytest
from sqlalchemy import update

from app.kernel.database import db
from app.kernel.transaction import transaction
from app.kernel.work import work_off
from app.mail import client, sender
from app.mail.models import OutboxMessage
from tests.support.smtp import DROP


@pytest.fixture
def impatient(monkeypatch):
    """A tenth of a second is long."""
    monkeypatch.setattr(sender, "LONGEST_TALK", 0.5)
    monkeypatch.setattr(client, "LONGEST_SILENCE", 0.2)


def states(outbox) -> list[str]:
    return [row.state for row in outbox()]


def test_one_connection_for_many_messages_and_none_is_left_open(post, outbox, mail_host):
    for _ in range(25):
        post()
    work_off("mail")
    assert (len(mail_host.got), mail_host.speaks) == (25, 1)
    assert mail_host.commands.count(b"RSET") == 24
    assert mail_host.commands[-1] == b"QUIT"


def test_a_connection_is_not_kept_for_ever(post, mail_host, monkeypatch):
    monkeypatch.setattr(sender, "MOST_PER_CONNECTION", 10)
    for _ in range(25):
        post()
    work_off("mail")
    assert (len(mail_host.got), mail_host.speaks) == (25, 3)


def test_what_the_server_closed_meanwhile_is_opened_anew_and_no_failure(post, outbox, mail_host):
    mail_host.to_message = lambda _address, _raw: "250 taken\r\n421 4.4.2 idle for too long"
    for _ in range(5):
        post()
    work_off("mail")
    assert states(outbox) == ["sent"] * 5
    assert [row.attempts for row in outbox()] == [1] * 5
    assert mail_host.speaks == 5


def test_a_limit_for_each_connection_is_kept_to(post, outbox, mail_host):
    mail_host.most_per_connection = 20
    for _ in range(50):
        post()
    work_off("mail")
    assert states(outbox) == ["sent"] * 50
    assert [row.attempts for row in outbox()] == [1] * 50
    assert mail_host.speaks == 3


def test_taken_is_sent_whatever_is_said_afterwards(post, outbox, mail_host):
    mail_host.farewell = "554 whatever"
    post()
    work_off("mail")
    assert (states(outbox), len(mail_host.got)) == (["sent"], 1)


def test_one_recipient_refused_while_others_go(post, outbox, mail_host):
    mail_host.to_recipient = lambda address: (
        "550 5.1.1 no such mailbox" if address.startswith("gone") else "250 fine"
    )
    for address in ("ada@example.org", "gone@example.org", "wyn@example.org"):
        post(address)
    work_off("mail")
    assert states(outbox) == ["sent", "failed", "sent"]
    gone = outbox()[1]
    assert (gone.failure, gone.attempts) == ("refused", 1)
    assert gone.last_error == "550 5.1.1 no such mailbox"
    assert mail_host.speaks == 1, "a refused recipient is no reason to hang up"


def test_a_connection_that_breaks_after_the_message_was_handed_over(post, outbox, mail_host, clock):
    taken_without_a_word = []

    def take(address, raw):
        taken_without_a_word.append(raw)
        return DROP

    mail_host.to_message = take
    post()
    work_off("mail")
    row = outbox()[0]
    assert (row.state, row.failure) == ("retrying", "unsure")
    assert 30 <= (row.due_at - clock.now()).total_seconds() <= 38
    mail_host.be_polite()
    clock.at = row.due_at
    work_off("mail")
    assert states(outbox) == ["sent"]
    assert mail_host.got == taken_without_a_word, "the same bytes, with the same Message-ID"


def test_a_server_that_answers_letter_by_letter_is_left(post, outbox, mail_host, impatient):
    mail_host.trickle = 0.15
    post()
    work_off("mail")
    row = outbox()[0]
    assert (row.state, row.failure, row.attempts) == ("retrying", "server", 0)
    assert "TimeoutError" in row.last_error


def test_a_server_that_takes_its_time_with_the_message_is_waited_for(
    post, outbox, mail_host, impatient
):
    mail_host.pause = 0.3
    post()
    work_off("mail")
    assert states(outbox) == ["sent"]


@pytest.mark.parametrize(
    "greeting", ["SSH-2.0-OpenSSH_9.2", "220" + "x" * 300_000, "\x00\x01\x02", "", DROP]
)
def test_something_that_is_no_mail_server(post, outbox, mail_host, greeting):
    mail_host.greeting = greeting
    post()
    work_off("mail")
    row = outbox()[0]
    assert (row.state, row.failure, row.attempts) == ("retrying", "server", 0)
    assert len(row.last_error) <= 400 and "\x00" not in row.last_error


def test_an_answer_without_end_is_left(post, outbox, mail_host):
    mail_host.hello = "\r\n".join(["250-and more"] * 500)
    post()
    work_off("mail")
    assert outbox()[0].failure == "server"


def test_a_message_that_cannot_be_built_holds_up_nobody(post, outbox, mail_host, clock):
    broken = post()
    with transaction() as session:
        bad = update(OutboxMessage).where(OutboxMessage.id == broken)
        session.execute(bad.values(template="no/such/folder"))
    post()
    work_off("mail")
    assert states(outbox) == ["retrying", "sent"]
    row = outbox()[0]
    assert (row.failure, row.attempts, row.tried_at) == ("ours", 1, clock.now())
    assert "TemplateNotFound" in row.last_error


def test_lines_that_begin_with_a_dot_arrive_as_they_are(post, outbox, mail_host):
    row_id = post()
    with transaction() as session:
        words = update(OutboxMessage).where(OutboxMessage.id == row_id)
        session.execute(words.values(text=".\n..\n.end\n"))
    work_off("mail")
    plain = next(message_from_bytes(mail_host.got[0]).walk().__iter__())
    part = plain.get_payload()[0].get_payload(decode=True)
    assert part == b".\r\n..\r\n.end\r\n"


def test_a_slow_worker_that_fails_does_not_undo_what_a_quicker_one_did(
    app, post, outbox, mail_host
):
    row_id = post()

    def meanwhile_sent_by_another(_address, _raw):
        def send() -> None:
            with app.app_context():
                with transaction() as session:
                    sent = update(OutboxMessage).where(OutboxMessage.id == row_id)
                    session.execute(sent.values(state="sent", leased_until=None))
                db.session.remove()

        other = threading.Thread(target=send)
        other.start()
        other.join(timeout=30)
        return "451 later"

    mail_host.to_message = meanwhile_sent_by_another
    work_off("mail")
    row = outbox()[0]
    assert (row.state, row.last_error) == ("sent", "")
