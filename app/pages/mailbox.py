"""The development mailbox: the mails that went into the mail folder, readable as a person would.

Only where mails are files and only in development; anywhere else these addresses do not exist. HTML of
mails is shown as text, never as part of our own pages.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from functools import lru_cache
from pathlib import Path

from flask import Response, abort, current_app

from app.kernel.pages import page
from app.kernel.plain_text import clean_line, clean_text
from app.pages.blueprint import blueprint

MOST_SHOWN = 200
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,79}")


@dataclass(frozen=True)
class Piece:
    """Some of a mail's text; `href` when it is an address of this site."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Row:
    """A mail in the list."""

    name: str
    subject: str
    to: str
    date: datetime | None
    has_calendar: bool


@blueprint.get("/mailbox")
def mailbox() -> Response:
    """The newest mails first."""
    files = sorted(_folder().glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    named = [path for path in files if _NAME.fullmatch(path.stem)]
    rows = [_row(path, path.stat().st_mtime_ns) for path in named[:MOST_SHOWN]]
    return page("pages/mailbox/list.html", rows=rows, total=len(named))


@blueprint.get("/mailbox/<name>")
def mailbox_mail(name: str) -> Response:
    message = _message(_path(name))
    calendar = _part(message, "calendar")
    return page(
        "pages/mailbox/mail.html",
        name=name,
        headers=[(clean_line(key), clean_line(str(value))) for key, value in message.items()],
        subject=clean_line(str(message["Subject"] or "")),
        pieces=_linked(_part(message, "plain") or ""),
        html=_part(message, "html"),
        calendar=calendar,
    )


@blueprint.get("/mailbox/<name>/calendar.ics")
def mailbox_calendar(name: str) -> Response:
    """The calendar part, byte by byte."""
    body = _bytes(_message(_path(name)), "calendar")
    return abort(404) if body is None else _download(body, "text/calendar", f"{name}.ics")


@blueprint.get("/mailbox/<name>/raw")
def mailbox_raw(name: str) -> Response:
    """The mail as it went, as a file to open in a mail program."""
    return _download(_path(name).read_bytes(), "message/rfc822", f"{name}.eml")


def _folder() -> Path:
    settings = current_app.config["SETTINGS"]
    if settings.is_production or settings.mail.folder is None:
        abort(404)
    return settings.mail.folder


def _path(name: str) -> Path:
    folder = _folder()
    if not _NAME.fullmatch(name):
        abort(404)
    path = folder / f"{name}.eml"
    return path if path.is_file() else abort(404)


def _message(path: Path) -> EmailMessage:
    return BytesParser(_class=EmailMessage, policy=policy.default).parsebytes(path.read_bytes())


@lru_cache(maxsize=2 * MOST_SHOWN)
def _row(path: Path, _written: int) -> Row:
    """Read once for each writing of the file."""
    message = _message(path)
    date = message["Date"]
    return Row(
        name=path.stem,
        subject=clean_line(str(message["Subject"] or "")),
        to=clean_line(str(message["To"] or "")),
        date=date.datetime if date else None,
        has_calendar=any(part.get_content_type() == "text/calendar" for part in message.walk()),
    )


def _bytes(message: EmailMessage, subtype: str) -> bytes | None:
    """The first part of this kind, decoded from how it travelled."""
    for part in message.walk():
        if part.get_content_type() == f"text/{subtype}":
            body = part.get_payload(decode=True)
            return body if isinstance(body, bytes) else None
    return None


def _part(message: EmailMessage, subtype: str) -> str | None:
    body = _bytes(message, subtype)
    return None if body is None else clean_text(body.decode("utf-8", "replace"))


def _linked(text: str) -> list[Piece]:
    """The text in pieces: addresses under PUBLIC_URL can be clicked, nothing else can."""
    base = re.escape(current_app.config["SETTINGS"].public_url)
    pieces, done = [], 0
    for found in re.finditer(rf"{base}(?![A-Za-z0-9.:@-])[^\s<>\"']*", text):
        address = found.group().rstrip(".,;:!?)")
        pieces += [Piece(text[done : found.start()]), Piece(address, address)]
        done = found.start() + len(address)
    return [*pieces, Piece(text[done:])]


def _download(body: bytes, mimetype: str, name: str) -> Response:
    answer = Response(body, mimetype=mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
