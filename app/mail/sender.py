"""Handing a mail over: into a folder of `.eml` files, or to an SMTP server."""

from __future__ import annotations

import os
import smtplib
import ssl
from contextlib import closing, suppress
from pathlib import Path

from app.mail.mime import Mail
from config import MailServer

TIMEOUT_SECONDS = 30
PERMANENT = 500
NOT_SIGNED_IN = (530, 534, 535, 538)
# What is said before any message: the server or our settings are at fault, and both can be mended.
NOT_ABOUT_THE_MESSAGE = (
    smtplib.SMTPConnectError,
    smtplib.SMTPHeloError,
    smtplib.SMTPAuthenticationError,
)


class Undeliverable(Exception):
    """The server said no for good (5xx to this message): trying again would change nothing."""


def deliver(message: Mail, server: MailServer) -> None:
    """Returns when the message is in safe hands; raises otherwise."""
    if server.folder is not None:
        _into_folder(message, server.folder)
        return
    try:
        _to_server(message, server)
    except smtplib.SMTPRecipientsRefused as error:
        code, answer = next(iter(error.recipients.values()))
        _raise(code, answer, error)
    except smtplib.SMTPResponseException as error:
        _raise(error.smtp_code, error.smtp_error, error)


def _raise(code: int, answer: bytes | str, error: Exception) -> None:
    said = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    to_everybody = isinstance(error, NOT_ABOUT_THE_MESSAGE) or code in NOT_SIGNED_IN
    if code >= PERMANENT and not to_everybody:
        raise Undeliverable(f"{code} {said}") from error
    raise ConnectionError(f"{code} {said}") from error


def _into_folder(message: Mail, folder: Path) -> None:
    """One file a message, named by its Message-ID, so that a repeat replaces itself."""
    folder.mkdir(parents=True, exist_ok=True)
    name = message.message_id.strip("<>").split("@")[0]
    draft = folder / f".{name}.{os.getpid()}.part"
    draft.write_bytes(message.raw)
    draft.replace(folder / f"{name}.eml")


def _to_server(message: Mail, server: MailServer) -> None:
    context = ssl.create_default_context()
    if server.tls == "tls":
        client: smtplib.SMTP = smtplib.SMTP_SSL(
            server.host, server.port, timeout=TIMEOUT_SECONDS, context=context
        )
    else:
        client = smtplib.SMTP(server.host, server.port, timeout=TIMEOUT_SECONDS)
    with closing(client):
        if server.tls == "starttls":
            client.starttls(context=context)
        if server.user:
            client.login(server.user, server.password)
        client.sendmail(message.sender, message.recipient, message.raw)
        with suppress(smtplib.SMTPException, OSError):  # it is taken, whatever the farewell says
            client.quit()
