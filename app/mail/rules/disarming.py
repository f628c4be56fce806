"""Users' text in mails: plain words of which no mail program makes a link, markup or a header.

Mail programs turn what looks like an address into a link, whoever wrote it: `evil.example/x`, `www…`,
`a@b.org`, `tel:…`. A name or a title must never become one beside our own links. A hair space after the
sign that would make it an address ends that: it is a space to every program (unlike a word joiner, which
browsers throw out of host names again) and hardly one to the eye, so that "St.Helens" stays readable.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from app.kernel.plain_text import clean_line, clean_text

HAIR_SPACE = "\u200a"

# Values that are ours or the organisers' own, by their key. Addresses of ours must begin as ours do; all
# else is what somebody typed on a page that anybody can fill in.
_ADDRESSES = ("url", "link")
OWN_WORDS = frozenset({"contact", "notice", "welcome_words", "passcode", "own", "language"})
# Mail addresses that we know to be somebody's: the reader's own, and who did what they are told of.
MAIL_ADDRESSES = frozenset({"email", "uploader", "noted_by"})

# Turns the direction of writing, or is not seen: what is read would not be what is there.
_UNSEEN = re.compile(
    "[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_GOES_ON = r"""[^\s\d.,;:!?)\]}"'”’»…]"""  # a letter, or a sign that programs read over
_LINK_SIGNS = re.compile(
    rf"(?<=[^\s.])[.\u3002\uff0e\uff61](?={_GOES_ON})"  # evil.example, but no end of a sentence, no 2.5
    r"|(?<=[^\W\d_])\.(?=\d)"  # evil.3com
    rf"|(?<=\w):(?={_GOES_ON})|(?<=[^\W\d_]):(?=\d)"  # https://, tel:1, but not 10:30
    r"|[@\uff20](?=\S)"  # a@b.org
    r"|\\(?=\\)|/(?=/)"  # \\server, //host
    r"|=(?=\?)"  # the mark that begins an encoded word (RFC 2047, 2)
)
_ADDRESS = re.compile(r"[A-Za-z0-9._%+'-]+@[A-Za-z0-9.-]+")
_NUMBERS = re.compile(r"\d+(?:\.\d+){3,}")  # 192.0.2.1


# Most texts have none of these and are left as they are: a mail shows some fifty.
_SUSPECT = re.compile(r"[^\w ,;'\"!?()&+–’“”-]", re.ASCII)


def disarmed(text: str) -> str:
    """One line of plain words, readable, in which nothing can be followed. Also for a header."""
    if not _SUSPECT.search(text) and text == text.strip():
        return text
    text = _LINK_SIGNS.sub(lambda found: found.group() + HAIR_SPACE, readable(text))
    return _NUMBERS.sub(lambda found: found.group().replace(".", f".{HAIR_SPACE}"), text)


def readable(text: str) -> str:
    """One line without control characters and signs that are not seen or turn the direction."""
    return clean_line(_UNSEEN.sub("", text))


def disarmed_values(values: Mapping[str, Any], *, ours: str) -> dict[str, Any]:
    """What a mail shows, as plain JSON, with each text in it disarmed, however deep it lies; but not those
    on the lists above. `ours`: how every address of this site begins."""
    return {key: _disarmed(value, key, ours) for key, value in values.items()}


def _disarmed(value: Any, key: str, ours: str) -> Any:
    if isinstance(value, str):
        return _text(str(value), key, ours)
    if isinstance(value, Mapping):
        if key in OWN_WORDS:
            return dict(value)
        return {inner: _disarmed(one, inner, ours) for inner, one in value.items()}
    if isinstance(value, list | tuple):
        return [_disarmed(one, key, ours) for one in value]
    return value


def _text(text: str, key: str, ours: str) -> str:
    if key in OWN_WORDS:
        return clean_text(text)
    if key in MAIL_ADDRESSES and _ADDRESS.fullmatch(text):
        return text
    if key.endswith(_ADDRESSES) and is_ours(text, ours):
        return text
    return disarmed(text)


def is_ours(address: str, ours: str) -> bool:
    """Whether it is empty or an address of this site, and nothing that breaks out of it."""
    begins = address == ours or address.startswith((f"{ours}/", f"{ours}?", f"{ours}#"))
    return not address or (begins and not re.search(r"[\s<>\"'\\]", address))
