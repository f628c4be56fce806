"""What organisers and reviewers look for in a list, and in which order it stands."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from app.proposals.enums import SENT, Decision, Level, ProposalState, Sorting
from app.proposals.rules.scoring import Summary

HELD = "held"  # any decision that is held back
UNDECIDED = "undecided"
NO_TRACK = "-"


@dataclass(frozen=True)
class Line:
    """A proposal in the organisers' list. `type`, `track`, `service` and `tags` hold what their names
    are known by in addresses; `service` is empty for another organisation."""

    ref: str
    title: str
    abstract: str
    state: ProposalState
    decision: Decision | None
    owner: str
    service: str
    region: str
    type: str
    type_name: str
    track: str
    track_name: str
    minutes: int | None
    level: Level
    language: str
    tags: tuple[str, ...]
    tag_names: tuple[str, ...]
    people: tuple[tuple[str, str], ...]  # name and address, the lead first
    summary: Summary


@dataclass(frozen=True)
class Sought:
    """What organisers look for; empty is everything. `state`: a state, or everything that was sent
    and not withdrawn. `decision`: one that is held back, `held` for any, `undecided` for none."""

    words: str = ""
    state: str = ""
    decision: str = ""
    type: str = ""
    track: str = ""
    tag: str = ""
    service: str = ""
    region: str = ""
    is_short: bool = False  # too few reviews
    sorting: Sorting = Sorting.TITLE


def plain(text: str) -> str:
    """Small letters without marks: however a word is typed, it is found."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def mentions(texts: Iterable[str], words: str) -> bool:
    """Whether each of the words stands somewhere in these texts."""
    inside = plain("\n".join(texts))
    return all(word in inside for word in plain(words).split())


def chosen(lines: Iterable[Line], sought: Sought, *, wanted: int) -> list[Line]:
    """The lines that fit, in order. `wanted`: how many reviews each shall have."""
    fitting = [line for line in lines if _fits(line, sought, wanted)]
    return sorted(fitting, key=_ORDERS[sought.sorting])


def _fits(line: Line, sought: Sought, wanted: int) -> bool:
    return (
        (line.state == sought.state if sought.state else line.state in SENT)
        and _is_decided_so(line, sought.decision)
        and sought.type in ("", line.type)
        and sought.track in ("", line.track or NO_TRACK)
        and (not sought.tag or sought.tag in line.tags)
        and sought.service in ("", line.service)
        and sought.region in ("", line.region)
        and not (sought.is_short and line.summary.reviews >= wanted)
        and mentions((line.title, line.abstract, line.owner, *sum(line.people, ())), sought.words)
    )


def _is_decided_so(line: Line, decision: str) -> bool:
    if decision == HELD:
        return line.decision is not None
    if decision == UNDECIDED:
        return line.decision is None and line.state == ProposalState.SUBMITTED
    return decision in ("", line.decision)


def _by_title(line: Line) -> tuple[str, str]:
    return plain(line.title), line.ref


_ORDERS: dict[Sorting, Callable[[Line], tuple[object, ...]]] = {
    Sorting.TITLE: _by_title,
    Sorting.MEAN: lambda line: (-(line.summary.mean or 0), *_by_title(line)),
    Sorting.SPREAD: lambda line: (-(line.summary.spread or 0), *_by_title(line)),
    Sorting.REVIEWS: lambda line: (line.summary.reviews, *_by_title(line)),
}
