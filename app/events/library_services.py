"""The library services we ship as data, and how people find theirs by any name they use.

Facts stand in `data/*.csv`; `data/README.md` says where they come from. Nothing here knows the
database: `search` takes shipped records and database rows alike.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypeVar

DATA = Path(__file__).parent / "data"
ALIAS_KINDS = ("council", "brand", "old", "welsh", "short")

# Words that say "a library service" or "a council", in English and Welsh: every service has them.
NOISE = frozenset(
    "council cyngor gwasanaeth libraries library llyfrgell llyfrgelloedd service services the".split()
)
# Letters that Unicode does not take apart into a plain letter and a mark.
UNDIVIDED = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})
SHORTEST_INSIDE = 3  # letters; fewer would be found in the middle of nearly every name


@dataclass(frozen=True, kw_only=True)
class ServiceAlias:
    """Another name of a service; `kind` is one of ALIAS_KINDS."""

    alias: str
    kind: str


@dataclass(frozen=True, kw_only=True)
class LibraryServiceRecord:
    """One shipped service. `valid_from` and `valid_to` are the authority's first and last day."""

    slug: str
    gss_code: str
    name: str
    authority: str
    nation: str
    region: str
    name_cy: str
    valid_from: date | None
    valid_to: date | None
    counts_as: str
    also: tuple[ServiceAlias, ...]

    @property
    def aliases(self) -> tuple[str, ...]:
        return tuple(other.alias for other in self.also)


class Named(Protocol):
    """What can be searched: a shipped record or a row of the database."""

    @property
    def name(self) -> str: ...
    @property
    def authority(self) -> str: ...
    @property
    def name_cy(self) -> str: ...
    @property
    def aliases(self) -> Sequence[str]: ...


Service = TypeVar("Service", bound=Named)


@lru_cache(maxsize=1)
def shipped() -> tuple[LibraryServiceRecord, ...]:
    """All services of the shipped data, in the order of the file, with their aliases."""
    also: dict[str, list[ServiceAlias]] = {}
    for row in _rows("library_service_aliases.csv"):
        also.setdefault(row["slug"], []).append(ServiceAlias(alias=row["alias"], kind=row["kind"]))
    return tuple(
        _record(row, also=tuple(also.get(row["slug"], ()))) for row in _rows("library_services.csv")
    )


def fold(text: str) -> str:
    """The text as it is compared: small plain letters, without marks, punctuation and noise words.

    A text of noise words only keeps them, so that it never becomes empty.
    """
    words = _plain(text).split()
    return " ".join(word for word in words if word not in NOISE) or " ".join(words)


def search(services: Iterable[Service], words: str, *, limit: int = 10) -> list[Service]:
    """The services that `words` may mean, best first, at most `limit`.

    A name equal to the words comes before one that begins with them, then one with a word that
    begins so, then one with all the words in any order, then one that has them anywhere inside.
    Among equals the own name counts more than the authority's, the Welsh name and the aliases.
    """
    wanted = (_plain(words), fold(words))
    if not wanted[0]:
        return []
    found: list[tuple[int, int, str, Service]] = []
    for service in services:
        best = _best(wanted, service)
        if best is not None:
            found.append((*best, _plain(service.name), service))
    found.sort(key=lambda item: item[:3])
    return [service for *_, service in found[:limit]]


def _best(wanted: tuple[str, str], service: Named) -> tuple[int, int] | None:
    """The best match of any of its names: (how good, which name); None without a match."""
    names = (service.name, service.authority, service.name_cy, *service.aliases)
    matches = [
        (rank, place)
        for place, name in enumerate(names)
        for rank in [_rank(wanted, _forms(name))]
        if rank is not None
    ]
    return min(matches, default=None)


def _rank(wanted: tuple[str, str], known: tuple[str, str]) -> int | None:
    """How well one name fits, 0 the best. Compared with noise words and without."""
    ranks = [_rank_of(needle, name) for needle, name in zip(wanted, known, strict=True)]
    return min((rank for rank in ranks if rank is not None), default=None)


def _rank_of(needle: str, name: str) -> int | None:
    if needle.split()[0] not in name:
        return None  # the quick way out: no match below does without its first word
    if name == needle:
        return 0
    if name.startswith(needle):
        return 1
    if f" {needle}" in name:
        return 2
    begun = name.split()
    if all(any(word.startswith(part) for word in begun) for part in needle.split()):
        return 3
    return 4 if len(needle) >= SHORTEST_INSIDE and needle in name else None


@lru_cache(maxsize=4096)
def _forms(name: str) -> tuple[str, str]:
    """A service's name as it is compared: (with noise words, without). Kept, as names are few."""
    return _plain(name), fold(name)


def _plain(text: str) -> str:
    """Small letters and figures without marks, words parted by one space; "&" reads "and"."""
    apart = unicodedata.normalize("NFKD", text.casefold().translate(UNDIVIDED))
    letters = "".join(ch for ch in apart if not unicodedata.combining(ch))
    letters = re.sub(r"['’‘ʼ`]", "", letters.replace("&", " and "))
    return " ".join(re.findall(r"[^\W_]+", letters))


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _record(row: dict[str, str], *, also: tuple[ServiceAlias, ...]) -> LibraryServiceRecord:
    return LibraryServiceRecord(
        slug=row["slug"],
        gss_code=row["gss_code"],
        name=row["name"],
        authority=row["authority"],
        nation=row["nation"],
        region=row["region"],
        name_cy=row["name_cy"],
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        counts_as=row["counts_as"],
        also=also,
    )


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
