"""What must be true of places at any moment, whatever happened: checked from the rows alone.

Numbers follow the list in the design of registration. Some need no check here because the database
refuses anything else: one live registration a person (2), one live booking a slot (2), each
waiting position once (3), one outbox row an occasion (6).
"""

from __future__ import annotations

from sqlalchemy import select

from app.events.models import Event
from app.kernel.database import db
from app.registration.invariants.facts import Broken, Facts
from app.registration.invariants.histories import histories, messages, offers
from app.registration.invariants.lists import positions, promotion
from app.registration.invariants.places import counts_shown, overlaps, oversold, shares

CHECKS = (
    oversold,
    positions,
    promotion,
    histories,
    messages,
    counts_shown,
    overlaps,
    shares,
    offers,
)

__all__ = ["Broken", "broken"]


def broken() -> list[Broken]:
    """Everything that is not as it must be; an empty list is what you want."""
    found: list[Broken] = []
    for event in db.session.scalars(select(Event).order_by(Event.id)):
        facts = Facts.of(event)
        for check in CHECKS:
            found.extend(check(facts))
    return found
