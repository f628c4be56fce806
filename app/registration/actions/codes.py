"""Access codes: places kept back for who knows a word."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from app.audit.actions import record
from app.kernel.tokens import normal_code, public_id
from app.registration import errors, queries
from app.registration.actions.drawing import is_to_be_drawn
from app.registration.actions.gate import Gate
from app.registration.actions.opening import open_gate
from app.registration.actions.settling import settle_everything
from app.registration.models import AccessCode, Registration


@dataclass(frozen=True, kw_only=True)
class CodeDraft:
    """Places kept back: of the event, and of one slot if named, until `holds_until` at the latest."""

    code: str
    label: str
    places: int
    holds_until: datetime
    slot_id: int | None = None


def add_code(event_id: int, draft: CodeDraft, *, now: datetime, actor: str) -> AccessCode:
    """Refused: letters that another code has, more places than are free, a time that has passed."""
    gate = open_gate(event_id, now=now, actor=actor)
    letters = normal_code(draft.code)
    taken = select(AccessCode.id).where(
        AccessCode.event_id == gate.event.id, AccessCode.code == letters
    )
    if gate.session.scalar(taken) is not None:
        raise errors.CodeTaken()
    if draft.holds_until <= now:
        raise errors.HoldIsOver()
    slots = gate.slots([draft.slot_id] if draft.slot_id else [])
    left = min(count.left for count in [gate.count(), *gate.counts(slots).values()])
    if draft.places > left:
        raise errors.TooManyHeld(left)
    row = AccessCode(
        public_id=public_id(),
        event_id=gate.event.id,
        slot_id=draft.slot_id,
        code=letters,
        label=draft.label,
        places=draft.places,
        holds_until=draft.holds_until,
        created_at=now,
    )
    gate.session.add(row)
    gate.event.places_wait_until(draft.holds_until)
    gate.event.places_changed()
    record("access code added", now=now, actor=actor, scope=gate.event.slug, label=draft.label)
    return row


def end_code(event_id: int, code_ref: str, *, now: datetime, actor: str) -> None:
    """What is not used goes to everybody, those who wait first. Who used it keeps the place."""
    gate = open_gate(event_id, now=now, actor=actor)
    query = select(AccessCode).where(
        AccessCode.event_id == gate.event.id,
        AccessCode.public_id == code_ref,
        AccessCode.ended_at.is_(None),
    )
    code = gate.session.scalar(query)
    if code is None:
        return
    code.ended_at = now
    gate.event.places_changed()
    settle_everything(gate)
    record("access code ended", now=now, actor=actor, scope=gate.event.slug, label=code.label)


def code_for(gate: Gate, typed: str) -> AccessCode:
    """The living code of these letters. Refused: an unknown or ended one, one without places left, and
    until a draw has been, so that nobody has a session before it."""
    if is_to_be_drawn(gate):
        raise errors.CodeAfterTheDraw()
    code = queries.living_code(gate.event.id, typed)
    if code is None:
        raise errors.NoSuchCode()
    if not queries.left_of(code):
        raise errors.CodeUsedUp()
    return code


def code_of(gate: Gate, registration: Registration) -> AccessCode | None:
    """The living code that gave this registration its place."""
    if registration.code_id is None:
        return None
    code = gate.session.get_one(AccessCode, registration.code_id)
    return code if code.ended_at is None else None
