"""The elements of an XML part, one after another, without building a tree of what a stranger sent."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from xml.parsers import expat

from app.materials import errors

MOST_ELEMENTS = 500_000
# Bytes parsed at a time. The parser begins anew with each bite of one long value: small ones take it long.
_BITE = 1024 * 1024


class Element(NamedTuple):
    """`name` and the names of `attributes` are local, without their namespace. Where two attributes differ
    in their namespace alone, `attributes` has the last one and `hidden` those before it."""

    name: str
    attributes: Mapping[str, str]
    hidden: Sequence[tuple[str, str]] = ()

    def every(self, name: str) -> list[str]:
        """All values of this local name: who reads the file may go by any of them."""
        found = [value for other, value in self.hidden if other == name]
        return [*found, self.attributes[name]] if name in self.attributes else found


def elements(data: bytes) -> Iterator[Element]:
    """Every element in document order. Refused: no XML, and a document type, which Office never writes
    and which is the way to expand a few bytes into many."""
    found: list[Element] = []

    def begin(name: str, attributes: dict[str, str]) -> None:
        known = {_local(key): value for key, value in attributes.items()}
        hidden = _hidden(attributes, known) if len(known) < len(attributes) else ()
        found.append(Element(_local(name), known, hidden))

    def refuse(*_declared: object) -> None:
        raise errors.DamagedFile()

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = begin
    parser.StartDoctypeDeclHandler = refuse
    seen = 0
    for start in range(0, max(len(data), 1), _BITE):
        try:
            parser.Parse(data[start : start + _BITE], start + _BITE >= len(data))
        except (expat.ExpatError, LookupError, ValueError) as error:  # or an unknown encoding
            raise errors.DamagedFile() from error
        seen += len(found)
        if seen > MOST_ELEMENTS:
            raise errors.TooMuchInside()
        yield from found
        found.clear()


def _hidden(attributes: Mapping[str, str], known: Mapping[str, str]) -> list[tuple[str, str]]:
    return [
        (short, value) for key, value in attributes.items() if known[short := _local(key)] != value
    ]


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def text_of(data: bytes, name: str) -> str:
    """The words of the first element of this local name; empty when there is none."""
    if not data:
        return ""
    words: list[str] = []
    depth = [0]

    def begin(full: str, _attributes: dict[str, str]) -> None:
        depth[0] += depth[0] > 0 or (not words and _local(full) == name)

    def end(_full: str) -> None:
        depth[0] -= depth[0] > 0

    def text(part: str) -> None:
        if depth[0]:
            words.append(part)

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = begin, end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, LookupError, ValueError):
        return ""
    return "".join(words)
