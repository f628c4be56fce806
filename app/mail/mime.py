"""One message as MIME, from finished words: the same bytes for the same input."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from hashlib import sha256
from types import MappingProxyType

from app.kernel.mailbox import Mailbox
from app.kernel.plain_text import clean_line, clean_text

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


class _Policy(EmailPolicy):
    """CRLF, 7-bit bodies (any server takes them), and machine-read headers left in one line."""

    def fold(self, name: str, value: str) -> str:
        if name.lower() in _UNFOLDED and value.isascii():
            return f"{name}: {value}{self.linesep}"
        folded: str = super().fold(name, value)
        return folded

    def fold_binary(self, name: str, value: str) -> bytes:
        if name.lower() in _UNFOLDED and value.isascii():
            return self.fold(name, value).encode("ascii")
        return super().fold_binary(name, value)


_POLICY = _Policy(linesep="\r\n", cte_type="7bit")


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
) -> EmailMessage:
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
    message = EmailMessage(policy=_POLICY)
    message["From"] = _address(from_)
    message["To"] = _address(to)
    message["Subject"] = _plain(subject)
    message["Date"] = format_datetime(date)
    message["Message-ID"] = message_id
    message["Auto-Submitted"] = "auto-generated"
    _add_headers(message, headers)
    message.set_content(clean_text(text))
    if html is not None:
        message.add_alternative(clean_text(html), subtype="html")
    if calendar is not None:
        _add_calendar(message, *calendar)
    _fix_boundary(message)
    return message


def _plain(text: str) -> str:
    """One line that is what it says. The library decodes an encoded word (RFC 2047) wherever it finds
    one, line breaks in it too, so nobody's text may hold the mark that begins one."""
    return clean_line(text).replace("=?", "= ?")


def _add_headers(message: EmailMessage, headers: Mapping[str, str]) -> None:
    for name, value in headers.items():
        if not _may_be_given(name):
            raise ValueError(f"the header {name!r} cannot be given")
        message[name] = _plain(value)


def _address(mailbox: Mailbox) -> Address:
    return Address(display_name=_plain(mailbox.name), addr_spec=mailbox.address)


def _may_be_given(name: str) -> bool:
    """Whether a caller may set this header: none of ours, and none that describes the body."""
    lower = name.lower()
    is_ours = lower in _OWN_HEADERS or lower.startswith("content-")
    return bool(_HEADER_NAME.fullmatch(name)) and not is_ours


def _add_calendar(message: EmailMessage, method: str, body: bytes) -> None:
    """Given as bytes: as text the library would turn CRLF into LF inside the part."""
    if not _METHOD.fullmatch(method) or f"\r\nMETHOD:{method}\r\n".encode() not in body:
        raise ValueError(f"the calendar's METHOD is not {method!r}")
    message.add_alternative(
        body,
        maintype="text",
        subtype="calendar",
        cte="base64",
        params={"method": method, "charset": "UTF-8"},
    )


def _fix_boundary(message: EmailMessage) -> None:
    """A boundary made from all that the parts hold, in place of a random one."""
    if message.is_multipart():
        digest = sha256(str(message["Message-ID"]).encode())
        for part in message.iter_parts():
            digest.update(part.as_bytes())
        message.set_boundary(f"=_{digest.hexdigest()[:40]}")
