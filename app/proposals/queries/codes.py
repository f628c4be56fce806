"""Codes for late proposals, and what is used of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select

from app.kernel.database import db
from app.kernel.tokens import normal_code
from app.proposals.models import LateCode, Proposal

# A draft only remembers its code: it is used when the proposal is sent.
_IS_USE = Proposal.submitted_at.is_not(None)


@dataclass(frozen=True)
class CodeUse:
    code: LateCode
    used: int


def late_codes(event_id: int) -> list[CodeUse]:
    """Each with how many proposals were sent with it, the newest first."""
    rows = db.session.execute(
        select(LateCode, func.count(Proposal.id))
        .outerjoin(Proposal, (Proposal.late_code_id == LateCode.id) & _IS_USE)
        .where(LateCode.event_id == event_id)
        .group_by(LateCode.id)
        .order_by(LateCode.id.desc())
    )
    return [CodeUse(row[0], row[1]) for row in rows]


def code_of_letters(event_id: int, typed: str) -> LateCode | None:
    """Whatever has become of it."""
    letters = normal_code(typed)
    return db.session.scalar(
        select(LateCode).where(LateCode.event_id == event_id, LateCode.code == letters)
    )


def uses_of_code(code_id: int, *, but: int | None = None) -> int:
    """How many proposals were sent with it, `but` one."""
    query = select(func.count()).where(Proposal.late_code_id == code_id, _IS_USE)
    return db.session.scalar(query.where(Proposal.id != but) if but else query) or 0


def codes_by_id(ids: Iterable[int | None]) -> dict[int, LateCode]:
    wanted = {one for one in ids if one is not None}
    if not wanted:
        return {}
    rows = db.session.scalars(select(LateCode).where(LateCode.id.in_(wanted)))
    return {row.id: row for row in rows}
