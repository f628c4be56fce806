"""News upwards: a lower floor emits a fact, the followers named in `app/wiring.py` write in the same
transaction. No signals, no bus: the table is the whole of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app

from app.kernel.transaction import needs_transaction


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that has happened, named in the past tense. `at` is the instant, aware UTC."""

    at: datetime


_HELD = "bootcamp_facts_held"

Follower = Callable[[Any], None]
Wiring = Mapping[type[Fact], Sequence[Follower]]


def emit(fact: Fact) -> None:
    """Tells every follower of this kind of fact, in the order of the table, at once, or when `held` ends."""
    waiting: dict[Fact, None] | None = needs_transaction().info.get(_HELD)
    if waiting is not None:
        waiting.pop(fact, None)
        waiting[fact] = None
        return
    wiring: Wiring = current_app.extensions["wiring"]
    for follow in wiring.get(type(fact), ()):
        follow(fact)


@contextmanager
def held() -> Iterator[None]:
    """Nobody hears anything before the block has ended: for changes of which half would be told else. The
    same fact again is told once, as the later one."""
    info = needs_transaction().info
    waiting: dict[Fact, None] = {}
    info[_HELD] = waiting
    try:
        yield
    finally:
        del info[_HELD]
    for fact in waiting:
        emit(fact)
