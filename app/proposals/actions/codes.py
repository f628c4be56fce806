"""Codes that let some people send a proposal after the deadline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.audit.actions import record
from app.kernel.tokens import normal_code, public_id
from app.kernel.transaction import needs_transaction
from app.proposals import errors, queries, rules
from app.proposals.models import LateCode, Proposal


@dataclass(frozen=True, kw_only=True)
class LateCodeDraft:
    """`label`: whom it is for, for organisers alone."""

    code: str
    label: str
    uses: int
    expires_at: datetime


def add_late_code(event_id: int, draft: LateCodeDraft, *, now: datetime, actor: str) -> LateCode:
    """Refused: letters that another code has, a time that has passed."""
    call = queries.locked_call(event_id)
    assert call is not None, "late codes belong to a call"
    if queries.code_of_letters(event_id, draft.code) is not None:
        raise errors.LateCodeTaken()
    if draft.expires_at <= now:
        raise errors.LateCodeIsOver()
    row = LateCode(
        public_id=public_id(),
        event_id=event_id,
        code=normal_code(draft.code),
        label=draft.label,
        uses=draft.uses,
        expires_at=draft.expires_at,
        created_at=now,
    )
    needs_transaction().add(row)
    record("late code added", now=now, actor=actor, scope=call.event.slug, label=draft.label)
    return row


def end_late_code(event_id: int, code_ref: str, *, now: datetime, actor: str) -> None:
    """Nothing more is sent with it, and what was sent with it stands."""
    call = queries.locked_call(event_id)
    row = needs_transaction().scalar(
        select(LateCode).where(
            LateCode.event_id == event_id,
            LateCode.public_id == code_ref,
            LateCode.ended_at.is_(None),
        )
    )
    if row is None or call is None:
        return
    row.ended_at = now
    record("late code ended", now=now, actor=actor, scope=call.event.slug, label=row.label)


def usable_code(
    event_id: int, typed: str, *, but: Proposal | None = None, now: datetime
) -> LateCode:
    """The code of these letters, locked, so that its last use is one. `but`: the proposal that wants it,
    which may have used it already. Refused: an unknown, ended, expired or used-up one."""
    code = queries.code_of_letters(event_id, typed)
    if code is None:
        raise errors.NoSuchLateCode()
    code = needs_transaction().get_one(
        LateCode, code.id, with_for_update={"key_share": True}, populate_existing=True
    )
    why_not = rules.why_not_use_code(
        lives=rules.code_lives(expires_at=code.expires_at, ended_at=code.ended_at, now=now),
        uses=code.uses,
        used=queries.uses_of_code(code.id, but=but.id if but else None),
    )
    if why_not:
        raise why_not
    return code
