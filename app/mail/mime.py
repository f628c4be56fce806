"""One message as MIME, from finished words: the same bytes for the same input.

Written line by line here: the library parses and folds each header anew, three times as long as all the
rest of a mail takes. It still does so for the headers that need it, long ones and those beyond ASCII.
"""

from __future__ import annotations

import re
from base64 import encodebytes
from binascii import b2a_qp
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from email.header import Header
from email.headerregistry import Address
from email.policy import SMTP
from email.utils import format_datetime
from hashlib import sha256
from types import MappingProxyType

from app.kernel.mailbox import Mailbox
from app.kernel.plain_text import clean_line, clean_text

LONGEST_LINE = 76
_HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9\-]{0,60}")
_MESSAGE_ID = re.compile(r"<[!-;=?A-Z^-~]+@[!-;=?A-Z^-~]+>")
_METHOD = re.compile(r"[A-Z]+")
_OWN_HEADERS = frozenset(
    {"from", "to", "cc", "bcc", "subject", "date", "message-id", "mime-version", "auto-submitted"}
)
# Folding would turn the long addresses in these into encoded words, which nothing decodes.
_UNFOLDED = frozenset(
    {"message-id", "in-reply-to", "references", "list-unsubscribe", "list-unsubscribe-post"}
)
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})
_POLICY = SMTP.clone(cte_type="7bit")  # CRLF, and nothing beyond ASCII: any server takes it


@dataclass(frozen=True)
class Mail:
    """A finished message, and what its envelope says."""

    message_id: str
    sender: str
    recipient: str
    raw: bytes


@dataclass(frozen=True)
class _Part:
    """A body with its two headers."""

    content_type: str
    encoding: str
    body: bytes

    @property
    def head(self) -> str:
        return (
            f"Content-Type: {self.content_type}\r\nContent-Transfer-Encoding: {self.encoding}\r\n"
        )


def build(
    *,
    from_: Mailbox,
    to: Mailbox,
    subject: str,
    text: str,
    html: str | None,
    message_id: str,
    date: datetime,
    calendar: tuple[str, bytes] | None = None,
    headers: Mapping[str, str] = _NO_HEADERS,
) -> Mail:
    """text/plain, text/html and text/calendar as alternatives of each other, in that order.

    `message_id` comes with its angle brackets, `date` is aware. `calendar` is the method and the
    iCalendar bytes, which arrive byte by byte as given (their CRLF included) and are not named as
    an attachment, so that Outlook and Gmail show an invitation. `headers` are further ones.

    Refused with ValueError: a naive date, a Message-ID or header name out of shape, a header that
    is this function's own, a method that is not the one in the calendar's body.
    """
    if date.tzinfo is None:
        raise ValueError("a message needs a date with a zone")
    if not _MESSAGE_ID.fullmatch(message_id):
        raise ValueError("a Message-ID stands in angle brackets and has one @")
    head = [
        _address("From", from_),
        _address("To", to),
        _header("Subject", _plain(subject)),
        f"Date: {format_datetime(date)}\r\n",
        f"Message-ID: {message_id}\r\n",
        "Auto-Submitted: auto-generated\r\n",
        *_further(headers),
    ]
    parts = [_text("plain", text)]
    if html is not None:
        parts.append(_text("html", html))
    if calendar is not None:
        parts.append(_calendar(*calendar))
    content = _alternatives(parts, message_id) if len(parts) > 1 else _alone(parts[0])
    return Mail(message_id, from_.address, to.address, "".join(head).encode("ascii") + content)


def _header(name: str, value: str) -> str:
    """With its CRLF. What is short and ASCII stands as it is; the library folds and encodes the rest."""
    line = f"{name}: {value}"
    if line.isascii() and (len(line) <= LONGEST_LINE or name.lower() in _UNFOLDED):
        return f"{line}\r\n"
    folded: str = _POLICY.fold(*_POLICY.header_store_parse(name, value))
    return folded


def _address(header: str, mailbox: Mailbox) -> str:
    """A short ASCII name is quoted where it has to be; any other is encoded as a whole, with the address
    on a line of its own: when the library folds the two together, some names swallow the address."""
    name = _plain(mailbox.name)
    local, _, domain = mailbox.address.rpartition("@")
    line = f"{header}: {Address(name, local, domain)}"
    if not name or (line.isascii() and len(line) <= LONGEST_LINE):
        return f"{line}\r\n"
    encoded = Header(name, "utf-8", header_name=header).encode(linesep="\r\n")
    return f"{header}: {encoded}\r\n <{mailbox.address}>\r\n"


def _plain(text: str) -> str:
    """One line that is what it says. Readers decode an encoded word (RFC 2047) wherever they find
    one, line breaks in it too, so nobody's text may hold the mark that begins one."""
    return clean_line(text).replace("=?", "= ?")


def _further(headers: Mapping[str, str]) -> list[str]:
    for name in headers:
        if not _may_be_given(name):
            raise ValueError(f"the header {name!r} cannot be given")
    return [_header(name, _plain(value)) for name, value in headers.items()]


def _may_be_given(name: str) -> bool:
    """Whether a caller may set this header: none of ours, and none that describes the body."""
    lower = name.lower()
    is_ours = lower in _OWN_HEADERS or lower.startswith("content-")
    return bool(_HEADER_NAME.fullmatch(name)) and not is_ours


def _text(subtype: str, text: str) -> _Part:
    """As it is when it is ASCII in short lines, else as quoted-printable."""
    lines = clean_text(text).encode().removesuffix(b"\n").split(b"\n")
    body = b"\r\n".join([*lines, b""])
    is_plain = body.isascii() and max(map(len, lines)) <= LONGEST_LINE
    return _Part(
        f'text/{subtype}; charset="utf-8"',
        "7bit" if is_plain else "quoted-printable",
        body if is_plain else b2a_qp(body),
    )


def _calendar(method: str, body: bytes) -> _Part:
    if not _METHOD.fullmatch(method) or f"\r\nMETHOD:{method}\r\n".encode() not in body:
        raise ValueError(f"the calendar's METHOD is not {method!r}")
    kind = f'text/calendar; method="{method}"; charset="UTF-8"'
    return _Part(kind, "base64", encodebytes(body).replace(b"\n", b"\r\n"))


def _alone(part: _Part) -> bytes:
    return f"{part.head}MIME-Version: 1.0\r\n\r\n".encode("ascii") + part.body


def _alternatives(parts: list[_Part], message_id: str) -> bytes:
    """Between boundaries made from all that the parts hold, so that no part can hold one."""
    digest = sha256(message_id.encode())
    for part in parts:
        digest.update(part.body)
    boundary = f"=_{digest.hexdigest()[:40]}"
    kind = (
        f'Content-Type: multipart/alternative;\r\n boundary="{boundary}"\r\nMIME-Version: 1.0\r\n'
    )
    blocks = [f"\r\n--{boundary}\r\n{part.head}\r\n".encode("ascii") + part.body for part in parts]
    return b"".join([kind.encode("ascii"), *blocks, f"\r\n--{boundary}--\r\n".encode("ascii")])
