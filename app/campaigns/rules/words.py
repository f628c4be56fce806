"""Words of a mail to a group: its placeholders, and what becomes of them for one person.

Each placeholder is replaced once, and nothing in what replaces it is looked at again, so that nobody's name
or title can do anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

from app.campaigns import errors
from app.kernel.plain_text import clean_line, clean_text
from app.mail.rules import check_words, disarmed

PLACEHOLDERS = ("name", "event", "day", "my_day", "sessions")
OF_NEWS = ("name", "event", "day")  # who asked for news may have no place anywhere
IN_SUBJECT = ("name", "event", "day")  # the others are too long for it
LONGEST_SUBJECT = 120
LONGEST_WORDS = 8000
_PIECE = re.compile(r"\{(?P<name>[a-z_]+)\}|(?P<address>https://[^\s<>\"'{}]+)")
_CLOSING = ".,;:!?)]}”’»…"

Pieces = list[dict[str, str]]


def check_mail(subject: str, words: str, *, is_news: bool) -> None:
    """Refused: no subject or no words, a placeholder that such a mail does not have, a brace that belongs
    to none, a text that is too long."""
    if not subject.strip() or not words.strip():
        raise errors.NoWords()
    if is_news and any(f"{{{name}}}" in words for name in PLACEHOLDERS if name not in OF_NEWS):
        raise errors.NotInNews()
    if any(f"{{{name}}}" in subject for name in PLACEHOLDERS if name not in IN_SUBJECT):
        raise errors.NotInSubject()
    check_words(subject, IN_SUBJECT, longest=LONGEST_SUBJECT)
    check_words(words, OF_NEWS if is_news else PLACEHOLDERS, longest=LONGEST_WORDS)


def subject_for(subject: str, values: Mapping[str, str]) -> str:
    """One line for one person."""

    def shown(found: re.Match[str]) -> str:
        return found[0] if found["address"] else _value(found["name"], values)

    return clean_line(_PIECE.sub(shown, subject))


def paragraphs_for(words: str, values: Mapping[str, str]) -> list[list[Pieces]]:
    """Paragraphs of lines of pieces {"text", "href"}, for one person. Links are addresses that stand in the
    words, and the person's own day; what comes out of a name or a title never is one."""
    blocks = re.split(r"\n[ \t]*\n", clean_text(words).strip())
    return [_lines(block, values) for block in blocks if block.strip()]


def _lines(block: str, values: Mapping[str, str]) -> list[Pieces]:
    lines: list[Pieces] = []
    for typed in block.splitlines():
        lines.append([])
        for text, href in _pieces(typed.strip(), values):
            first, *more = text.split("\n")  # sessions stand one below the other
            lines[-1].append({"text": first, "href": href})
            lines += [[{"text": line, "href": ""}] for line in more]
    return [[piece for piece in line if piece["text"]] for line in lines]


def _pieces(line: str, values: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    at = 0
    for found in _PIECE.finditer(line):
        text, href, end = found[0], "", found.end()
        if found["address"]:
            text = href = _address(found["address"])
            end = found.start() + len(text)
        elif found["name"] == "my_day":
            text = href = values.get("my_day", "")
        else:
            text = _value(found["name"], values)
        yield line[at : found.start()], ""
        yield text, href
        at = end
    yield line[at:], ""


def _value(name: str | None, values: Mapping[str, str]) -> str:
    lines = values.get(name or "", "").split("\n")
    return "\n".join(disarmed(line) for line in lines)


def _address(typed: str) -> str:
    """What of it is the address; empty when it hides where it leads (a name before an @)."""
    address = typed.rstrip(_CLOSING)
    try:
        parts = urlsplit(address)
        is_good = "." in (parts.hostname or "") and parts.username is None
    except ValueError:
        is_good = False
    return address if is_good and address.isprintable() else ""
