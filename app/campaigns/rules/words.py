"""Words of a mail to a group: its placeholders, and what becomes of them for one person.

No template language: a name between braces is replaced once, and nothing in what replaces it is looked at
again, so that nobody's name or title can do anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.campaigns import errors
from app.kernel.errors import Refusal

PLACEHOLDERS = ("name", "event", "day", "my_day", "sessions")
OF_NEWS = ("name", "event", "day")  # who asked for news may have no place anywhere
LONGEST_SUBJECT = 120
LONGEST_WORDS = 8000
_MARK = re.compile(r"\{([^{}\n]{0,60})\}")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")
_CLOSING = ".,;:!?)]}'’”"


@dataclass(frozen=True)
class Piece:
    """Text, or an address to open."""

    text: str
    is_link: bool = False

    def to_json(self) -> list[str]:
        return ["link" if self.is_link else "text", self.text]


def why_not_words(subject: str, words: str, *, is_news: bool) -> Refusal | None:
    """Why this cannot be sent: something is missing, or between braces stands what we do not know."""
    if not subject.strip() or not words.strip():
        return errors.NoWords()
    known = OF_NEWS if is_news else PLACEHOLDERS
    for name in _MARK.findall(f"{subject}\n{words}"):
        if name in PLACEHOLDERS and name not in known:
            return errors.NotInNews(name)
        if name not in known:
            return errors.UnknownPlaceholder(name)
    if any(f"{{{name}}}" in subject for name in ("my_day", "sessions")):
        return errors.NotInSubject()
    return None


def filled(text: str, values: Mapping[str, str]) -> str:
    """Each placeholder replaced, once."""
    return _MARK.sub(lambda mark: values.get(mark[1], mark[0]), text)


def paragraphs_of(words: str, values: Mapping[str, str]) -> list[list[list[Piece]]]:
    """Paragraphs of lines of pieces. Links are the addresses that the writer typed and one's day; what
    stands in a name or a title is text."""
    blocks = re.split(r"\n\s*\n", words.strip())
    return [_lines(block, values) for block in blocks if block.strip()]


def _lines(block: str, values: Mapping[str, str]) -> list[list[Piece]]:
    lines: list[list[Piece]] = []
    for line in block.splitlines():
        lines += _broken(list(_pieces(line.rstrip(), values)))
    return lines


def _broken(pieces: list[Piece]) -> list[list[Piece]]:
    """What replaces a placeholder may have several lines."""
    lines: list[list[Piece]] = [[]]
    for piece in pieces:
        first, *more = piece.text.split("\n")
        lines[-1].append(Piece(first, piece.is_link))
        lines += [[Piece(line)] for line in more]
    return lines


def _pieces(line: str, values: Mapping[str, str]) -> Iterator[Piece]:
    at = 0
    for mark in _MARK.finditer(line):
        yield from _linked(line[at : mark.start()])
        if mark[1] in values:
            yield Piece(values[mark[1]], is_link=mark[1] == "my_day")
        else:
            yield Piece(mark[0])
        at = mark.end()
    yield from _linked(line[at:])


def _linked(text: str) -> Iterator[Piece]:
    at = 0
    for found in _ADDRESS.finditer(text):
        url = found[0].rstrip(_CLOSING)
        if found.start() > at:
            yield Piece(text[at : found.start()])
        yield Piece(url, is_link=True)
        at = found.start() + len(url)
    if at < len(text):
        yield Piece(text[at:])
