"""News upwards: a lower floor emits a fact, the followers named in `app/wiring.py` write in the same
transaction. No signals, no bus: the table is the whole of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app

from app.kernel.transaction import needs_transaction


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something that has happened, named in the past tense. `at` is the instant, aware UTC."""

    at: datetime


Follower = Callable[[Any], None]
Wiring = Mapping[type[Fact], Sequence[Follower]]


def emit(fact: Fact) -> None:
    """Tells every follower of this kind of fact, in the order of the table, at once."""
    needs_transaction()
    wiring: Wiring = current_app.extensions["wiring"]
    for follow in wiring.get(type(fact), ()):
        follow(fact)
