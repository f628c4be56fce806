"""Whether the mail server is there, encrypted and lets us in; nothing is sent."""

from __future__ import annotations

import os
import smtplib
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.operations.doctor.findings import Finding, Grade
from config import MailServer

PATIENCE = 10  # seconds
ABOUT = "mail server"
SOON = timedelta(days=14)


def look_at_server(server: MailServer, *, now: datetime) -> Iterator[Finding]:
    if server.folder is not None:
        yield _folder(server.folder)
        return
    where = f"{server.host}:{server.port}"
    try:
        client = _connected(server)
    except ssl.SSLError as error:
        advice = "Its certificate must be valid for the name in MAIL_URL."
        yield Finding("TLS to the mail server", Grade.ILL, f"{where}: {error.reason}", advice)
        return
    except (OSError, smtplib.SMTPException) as error:
        advice = "Check host, port and firewall in MAIL_URL. Mails wait and go when it is back."
        yield Finding(ABOUT, Grade.ILL, f"{where} does not answer ({error})", advice)
        return
    try:
        yield Finding(ABOUT, Grade.WELL, f"{where} answers")
        yield from _encryption(client, server, now=now)
        yield from _signing_in(client, server)
    finally:
        with suppress(OSError, smtplib.SMTPException):
            client.quit()


def _connected(server: MailServer) -> smtplib.SMTP:
    context = ssl.create_default_context()
    if server.tls == "tls":
        return smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=context)
    client = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    try:
        client.ehlo()
        if server.tls == "starttls":
            client.starttls(context=context)
            client.ehlo()
    except (OSError, smtplib.SMTPException):
        client.close()
        raise
    return client


def _encryption(client: smtplib.SMTP, server: MailServer, *, now: datetime) -> Iterator[Finding]:
    about = "TLS to the mail server"
    if server.tls == "none":
        is_here = server.host in ("127.0.0.1", "localhost", "::1")
        advice = "" if is_here else "Add ?tls=starttls (or tls) to MAIL_URL: mails go in the clear."
        grade = Grade.WELL if is_here else Grade.WEAK
        yield Finding(about, grade, "none" + (" (same machine)" if is_here else ""), advice)
        return
    certificate = client.sock.getpeercert() if isinstance(client.sock, ssl.SSLSocket) else None
    ends_at = _end_of(certificate.get("notAfter") if certificate else None)
    if ends_at is not None and ends_at - now < SOON:
        advice = "Whoever runs the mail server should renew it."
        yield Finding(about, Grade.WEAK, f"its certificate ends on {ends_at:%d %b %Y}", advice)
        return
    yield Finding(about, Grade.WELL, "encrypted, with a valid certificate")


def _end_of(text: object) -> datetime | None:
    if not isinstance(text, str):
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(text), UTC)


def _signing_in(client: smtplib.SMTP, server: MailServer) -> Iterator[Finding]:
    if not server.user:
        return
    about = "signing in to the mail server"
    try:
        client.login(server.user, server.password)
    except smtplib.SMTPException as error:
        code = getattr(error, "smtp_code", type(error).__name__)
        yield Finding(about, Grade.ILL, f"refused ({code})", "Check user and password in MAIL_URL.")
    else:
        yield Finding(about, Grade.WELL, "works")


def _folder(folder: Path) -> Finding:
    place = folder if folder.exists() else folder.parent
    if not os.access(place, os.W_OK):
        return Finding(ABOUT, Grade.ILL, f"{folder} cannot be written", "Change its owner.")
    advice = "Set MAIL_URL to an SMTP server before anybody is to get mail."
    return Finding(ABOUT, Grade.WEAK, f"mails go into the folder {folder}, to nobody", advice)
