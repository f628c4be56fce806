"""The demo's proposals, from `data/proposals.toml`: who offered what, its scores and its fate."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "data" / "proposals.toml"
LIGHTNING = "Lightning talk"

Scores = tuple[
    tuple[int, ...], ...
]  # of each reviewer the values in each category; none: no review


@dataclass(frozen=True, kw_only=True)
class DemoPresenter:
    """A colleague who was invited and accepted."""

    name: str
    email: str
    role: str
    service: str


@dataclass(frozen=True, kw_only=True)
class DemoProposal:
    """`fate` is what becomes of it; a session's words and service are the session's own (`number`)."""

    lead: str
    email: str
    scores: Scores
    fate: str = "confirmed"
    number: int = 0
    title: str = ""
    type: str = "Talk"
    minutes: int = 45
    service: str = ""
    role: str = ""
    track: str = ""
    tags: tuple[str, ...] = ()
    level: str = "anyone"
    language: str = "en"
    abstract: str = ""
    hours: tuple[int, ...] = ()  # in which they can present; none: not said
    presenters: tuple[DemoPresenter, ...] = ()


@lru_cache
def proposals() -> tuple[DemoProposal, ...]:
    """Those that became sessions first."""
    read = tomllib.loads(FILE.read_text())
    return tuple(_proposal(row) for row in [*read["session"], *read["proposal"]])


def by_session() -> dict[int, DemoProposal]:
    """Those that became sessions, by the number of the session."""
    return {one.number: one for one in proposals() if one.number}


def _proposal(row: dict[str, Any]) -> DemoProposal:
    values = row | {
        "scores": tuple(tuple(values) for values in row["scores"]),
        "presenters": tuple(DemoPresenter(**one) for one in row.get("presenters", ())),
        "abstract": " ".join(row.get("abstract", "").split()),
        "tags": tuple(row.get("tags", ())),
        "hours": tuple(row.get("hours", ())),
    }
    return DemoProposal(**values)
