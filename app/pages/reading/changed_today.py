"""What has changed today about a session, as a piece of its page: each notice until it ends."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import render_template

from app.events.models import Event
from app.kernel import clock
from app.pages.marks import Tell
from app.timetable import queries


@dataclass(frozen=True)
class About:
    public_id: str


@dataclass(frozen=True)
class Told:
    """A notice as its template wants it, without the row."""

    public_id: str
    slot: About | None
    text: str
    at: datetime
    ends_at: datetime


def notices_of(event: Event, refs: Collection[str]) -> tuple[Told, ...]:
    """Those about these slots, and about everything; the newest first."""
    return tuple(
        Told(
            row.public_id,
            About(row.slot.public_id) if row.slot else None,
            row.text,
            row.at,
            row.ends_at,
        )
        for row in queries.notices(event.id, now=clock.now())
        if row.slot is None or row.slot.public_id in refs
    )


def teller(told: Sequence[Told]) -> Tell:
    """What fills in the mark of notices."""

    def tell(_name: str, now: datetime) -> str:
        holding = [one for one in told if now < one.ends_at]
        return render_template("timetable/_notices_all.html", notices=holding) if holding else ""

    return tell
