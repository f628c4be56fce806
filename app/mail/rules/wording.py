"""Which words of a mail organisers may put their own for, and what such words may hold.

No template language: `{name}` stands for one value of the mail, and nothing else means anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlsplit

from flask_babel.speaklater import LazyString

from app.kernel.plain_text import clean_line, clean_text
from app.mail import errors

LONGEST_SUBJECT = 200
LONGEST_OPENING = 5000
LONGEST_IN_SUBJECT = 60
_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_LINK = re.compile(r"https://[^\s<>\"'{}]+", re.IGNORECASE)
_PIECE = re.compile(rf"(?P<link>{_LINK.pattern})|\{{(?P<name>[a-z_]+)\}}", re.IGNORECASE)
_ENDS = ".,;:!?)]}”’»…"


@dataclass(frozen=True, kw_only=True)
class Wordable:
    """A mail with words of its own for each event.

    `name` and `when` say to organisers which it is and when it goes. `placeholders`: what may stand in the
    words, and where it is in the mail's values (`session`: `session.title`). `variant`: only when this
    value is that one (`state`, `confirmed`). `needs`: placeholders that the words must not leave out.
    """

    template: str
    name: str | LazyString
    when: str | LazyString
    placeholders: Mapping[str, str]
    variant: tuple[str, str] | None = None
    needs: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.template}:{self.variant[1]}" if self.variant else self.template

    @property
    def slug(self) -> str:
        """How an address names it: `registration-registered-confirmed`."""
        return re.sub("[^a-z0-9]+", "-", self.key.replace("/email/", "/").lower())

    def is_of(self, values: Mapping[str, Any]) -> bool:
        """Whether a mail of this folder with these values is this one."""
        return self.variant is None or str(values.get(self.variant[0], "")) == self.variant[1]


class Wordables:
    """All of them, in the order in which organisers see them."""

    def __init__(self, every: Iterable[Wordable]) -> None:
        self.every = tuple(every)

    @cached_property
    def _by_template(self) -> dict[str, list[Wordable]]:
        found: dict[str, list[Wordable]] = {}
        for one in self.every:
            found.setdefault(one.template, []).append(one)
        return found

    def of(self, template: str, values: Mapping[str, Any]) -> Wordable | None:
        """Which a mail is, or None when its words are fixed."""
        return next((one for one in self._by_template.get(template, ()) if one.is_of(values)), None)

    def at(self, slug: str) -> Wordable | None:
        return next((one for one in self.every if one.slug == slug), None)


def check_words(
    text: str, placeholders: Collection[str], *, longest: int, needs: Collection[str] = ()
) -> None:
    """Refused: a placeholder that the mail does not have, a curly bracket that belongs to none, one that
    touches a link, one of `needs` left out, a text that is too long."""
    if len(text) > longest:
        raise errors.WordsTooLong()
    for found in _PLACEHOLDER.finditer(text):
        if found[1] not in placeholders:
            raise errors.UnknownPlaceholder(found[1])
    rest = _PLACEHOLDER.sub(lambda found: " " * len(found[0]), text)
    stray = re.search("[{}]", rest)
    if stray:
        _refuse_brace(text, stray.start())
    touching = re.search(rf"{_LINK.pattern}\{{([a-z_]+)\}}", text, re.IGNORECASE)
    if touching:
        raise errors.InsideLink(touching[1])
    for name in needs:
        if f"{{{name}}}" not in text:
            raise errors.LeftOut(name)


def _refuse_brace(text: str, at: int) -> None:
    """Names a placeholder that is only mistyped, such as {Name} or {first name}, as what was meant."""
    whole = re.compile(r"\{([^{}\n]{1,40})\}").match(text, at)
    if whole:
        raise errors.UnknownPlaceholder(whole[1])
    raise errors.StrayBrace(clean_line(text[max(0, at - 12) : at + 13]))


def own_subject(words: str, wordable: Wordable, values: Mapping[str, Any]) -> str:
    """One line, the values in it cut to what a list of mails shows."""

    def shown(found: re.Match[str]) -> str:
        value = _value(wordable, found[1], values)
        if len(value) <= LONGEST_IN_SUBJECT:
            return value
        return value[: LONGEST_IN_SUBJECT - 1].rstrip() + "…"

    return clean_line(_PLACEHOLDER.sub(shown, words))


def own_opening(
    words: str, wordable: Wordable, values: Mapping[str, Any]
) -> list[list[list[dict[str, str]]]]:
    """The paragraphs, each of lines, each of pieces {"text", "href"}. An https address that stands in the
    words is a link; what comes out of a value never is."""
    blocks = re.split(r"\n[ \t]*\n", clean_text(words).strip())
    return [
        [_pieces(line.strip(), wordable, values) for line in block.splitlines() if line.strip()]
        for block in blocks
        if block.strip()
    ]


def _pieces(line: str, wordable: Wordable, values: Mapping[str, Any]) -> list[dict[str, str]]:
    pieces: list[dict[str, str]] = []
    done = 0
    for found in _PIECE.finditer(line):
        address = _address(found["link"]) if found["link"] else ""
        end = found.start() + len(address) if found["link"] else found.end()
        pieces.append({"text": line[done : found.start()], "href": ""})
        text = address or _value(wordable, found["name"] or "", values)
        pieces.append({"text": text, "href": address})
        done = end
    pieces.append({"text": line[done:], "href": ""})
    return [piece for piece in pieces if piece["text"]]


def _address(typed: str) -> str:
    """What of it is the address; empty when it leads nowhere, or hides where (a name before an @)."""
    address = typed.rstrip(_ENDS)
    try:
        parts = urlsplit(address)
        good = bool(parts.hostname) and "." in (parts.hostname or "") and parts.username is None
    except ValueError:
        good = False
    return address if good and address.isprintable() else ""


def _value(wordable: Wordable, name: str, values: Mapping[str, Any]) -> str:
    """The value behind a placeholder, as text; empty where this mail has none."""
    found: Any = values
    for part in wordable.placeholders.get(name, "").split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return "" if found is None else str(found)
