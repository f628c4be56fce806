"""Access codes: places kept back for who knows a word."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from app.audit.actions import record
from app.kernel.tokens import normal_code, public_id
from app.registration import errors, queries
from app.registration.actions.gate import Gate, lock_gate
from app.registration.models import AccessCode


def code_for(gate: Gate, typed: str) -> AccessCode:
    """The living code of these letters. Refused: an unknown or ended one, one without places left."""
    query = select(AccessCode).where(
        AccessCode.event_id == gate.event.id,
        AccessCode.code == normal_code(typed),
        AccessCode.ended_at.is_(None),
    )
    code = gate.session.scalar(query)
    if code is None:
        raise errors.NoSuchCode()
    hold = next(one for one in queries.holds_of(gate.event.id) if one.code_id == code.id)
    if not hold.left:
        raise errors.CodeUsedUp()
    return code
