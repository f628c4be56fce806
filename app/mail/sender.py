"""Handing a mail over: into a folder of `.eml` files, or to an SMTP server.

Connecting, encryption and signing in take longer than a message, so each thread keeps its connection from
one message to the next, until `hang_up`.
"""

from __future__ import annotations

import os
import smtplib
import threading
import time
from contextlib import suppress
from pathlib import Path

from app.mail import rules
from app.mail.client import Client
from app.mail.enums import Failure, Stage
from app.mail.mime import Mail
from config import MailServer

LONGEST_TALK = 90  # seconds for one message, connecting included: less than its lease
LONGEST_IDLE = 20  # seconds; servers close a silent connection, some after half a minute
MOST_PER_CONNECTION = 100


class NotDelivered(Exception):
    """Nobody has taken the message, or nobody said so. `said` are the server's words, or ours. With
    `others_first` it may be this message at which the server failed."""

    def __init__(self, failure: Failure, said: str, *, others_first: bool = False) -> None:
        super().__init__(f"{failure}: {said}")
        self.failure = failure
        self.others_first = others_first
        self.said = rules.shown_answer(said)


class _Unlucky(Exception):
    """A connection that was kept has gone away meanwhile: nothing was handed over, and a new one may do."""


class _Kept(threading.local):
    """This thread's connection."""

    client: Client | None = None
    server: MailServer | None = None
    used_at = 0.0
    messages = 0


_KEPT = _Kept()


def deliver(message: Mail, server: MailServer, *, hostname: str) -> None:
    """Returns when the message is in safe hands; raises NotDelivered otherwise. `hostname` is how we
    introduce ourselves."""
    if server.folder is not None:
        _into_folder(message, server.folder)
        return
    until = time.monotonic() + LONGEST_TALK
    if _is_worth_keeping(server):
        try:
            _hand_over(message, until)
        except _Unlucky:
            pass
        else:
            return
    _connect(server, hostname, until)
    _hand_over(message, until)


def hang_up() -> None:
    """Closes this thread's connection, if it has one."""
    client, _KEPT.client = _KEPT.client, None
    if client is None:
        return
    client.talk_until(time.monotonic() + 1)
    with suppress(smtplib.SMTPException, OSError):  # whatever the farewell says
        client.quit()
    client.close()


def _is_worth_keeping(server: MailServer) -> bool:
    if _KEPT.client is None:
        return False
    idle = time.monotonic() - _KEPT.used_at
    if _KEPT.server == server and idle < LONGEST_IDLE and _KEPT.messages < MOST_PER_CONNECTION:
        return True
    hang_up()
    return False


def _connect(server: MailServer, hostname: str, until: float) -> None:
    try:
        _KEPT.client = Client(server, hostname=hostname, until=until)
    except smtplib.SMTPResponseException as error:
        answer = f"{error.smtp_code} {_text(error.smtp_error)}"
        raise NotDelivered(Failure.SERVER, answer) from error
    except Exception as error:
        raise NotDelivered(Failure.SERVER, f"{type(error).__name__}: {error}") from error
    _KEPT.server, _KEPT.messages = server, 0


def _hand_over(message: Mail, until: float) -> None:
    """By the kept connection. Whatever goes wrong, it is fit for the next message or closed."""
    client = _KEPT.client
    assert client is not None
    client.talk_until(until)
    is_old = _KEPT.messages > 0
    _KEPT.messages += 1
    _KEPT.used_at = time.monotonic()
    stage = Stage.BEFORE
    try:
        if is_old:
            _must(client.rset())
        stage = Stage.SENDER
        _must(client.mail(message.sender, client.size_of(message.raw)))
        stage = Stage.RECIPIENT
        _must(client.rcpt(message.recipient))
        stage = Stage.CONTENT
        _must(client.docmd("DATA"), 354)
        client.send_content(message.raw)
        stage = Stage.HANDED_OVER
        _must(client.getreply())
    except _No as no:
        if stage is Stage.BEFORE or rules.ends_the_connection(no.code):
            _drop()
        is_away = stage is Stage.BEFORE or no.code == rules.GOING_AWAY
        if is_old and is_away and stage is not Stage.HANDED_OVER:
            raise _Unlucky from no
        failure = rules.failure_of(stage, no.code, no.said)
        raise NotDelivered(
            failure,
            f"{no.code} {no.said}",
            others_first=rules.may_be_this_one(stage, no.code),
        ) from no
    except Exception as error:  # whatever it is, how far it came says what may have arrived
        _drop()
        is_away = stage is Stage.BEFORE or not isinstance(error, TimeoutError)
        if is_old and is_away and stage is not Stage.HANDED_OVER:
            raise _Unlucky from error
        said = f"{type(error).__name__} ({stage}): {error}"
        raise NotDelivered(rules.failure_without_answer(stage), said) from error


class _No(Exception):
    """An answer other than the one that lets the talk go on."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(code)
        self.code, self.said = code, said


def _must(answer: tuple[int, bytes], wanted: int = 250) -> None:
    code, words = answer
    if code // 100 != wanted // 100:
        raise _No(code, _text(words))


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def _drop() -> None:
    client, _KEPT.client = _KEPT.client, None
    if client is not None:
        client.close()


def _into_folder(message: Mail, folder: Path) -> None:
    """One file a message, named by its Message-ID, so that a repeat replaces itself."""
    name = message.message_id.strip("<>").split("@")[0]
    draft = folder / f".{name}.{os.getpid()}.part"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        draft.write_bytes(message.raw)
        draft.replace(folder / f"{name}.eml")
    except OSError as error:
        raise NotDelivered(Failure.SERVER, f"{folder}: {error.strerror}") from error
