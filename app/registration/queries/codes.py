"""Reading access codes."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from app.kernel.database import db
from app.registration.models import AccessCode
from app.registration.queries.counts import used_by_codes


@dataclass(frozen=True)
class CodeUse:
    """`used`: places in the event that it gave and that are still had."""

    code: AccessCode
    used: int


def codes_of(event_id: int) -> list[CodeUse]:
    """The living ones first, then those that have ended, by label."""
    codes = db.session.scalars(
        select(AccessCode)
        .where(AccessCode.event_id == event_id)
        .order_by(AccessCode.ended_at.is_not(None), AccessCode.label, AccessCode.id)
    ).all()
    used = used_by_codes([code.id for code in codes])
    return [CodeUse(code, used[code.id, None]) for code in codes]
