"""Types of sessions that can be proposed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.audit.actions import record
from app.events.models import Event
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.programme.enums import SessionKind
from app.proposals import queries, rules
from app.proposals.actions.ordering import moved
from app.proposals.models import CallType
from app.proposals.rules import Window


@dataclass(frozen=True, kw_only=True)
class TypeDraft:
    """`lengths` in minutes. Dates of its own count before the call's."""

    name: str
    kind: SessionKind
    lengths: tuple[int, ...]
    opens_at: datetime | None = None
    closes_at: datetime | None = None


def add_type(event_id: int, draft: TypeDraft, *, now: datetime, actor: str) -> CallType:
    """Refused: dates that cannot be."""
    event = _locked(event_id, draft)
    row = add_type_to(event, draft)
    record("session type added", now=now, actor=actor, scope=event.slug, name=draft.name)
    return row


def change_type(
    event_id: int, type_ref: str, draft: TypeDraft, *, now: datetime, actor: str
) -> None:
    """Proposals of this type keep the length they chose. Refused: dates that cannot be."""
    event = _locked(event_id, draft)
    row = _by_ref(event_id, type_ref)
    for name, value in _values(draft).items():
        setattr(row, name, value)
    record("session type changed", now=now, actor=actor, scope=event.slug, name=draft.name)


def end_type(event_id: int, type_ref: str, *, now: datetime, actor: str) -> None:
    """Nobody can choose it any more; what was sent keeps it."""
    _set_end(event_id, type_ref, now, "session type ended", now=now, actor=actor)


def restore_type(event_id: int, type_ref: str, *, now: datetime, actor: str) -> None:
    _set_end(event_id, type_ref, None, "session type restored", now=now, actor=actor)


def move_type(event_id: int, type_ref: str, *, up: bool) -> None:
    """One step up or down among those that can be chosen; nothing happens at the end of the list."""
    queries.locked_call(event_id)
    moved([one for one in queries.types_of(event_id) if one.ended_at is None], type_ref, up=up)


def add_type_to(event: Event, draft: TypeDraft) -> CallType:
    """At the end of the list."""
    every = queries.types_of(event.id)
    position = max((one.position for one in every), default=0) + 1
    row = CallType(public_id=public_id(), event_id=event.id, position=position, **_values(draft))
    session = needs_transaction()
    session.add(row)
    session.flush()
    return row


def _set_end(
    event_id: int, type_ref: str, ended_at: datetime | None, what: str, *, now: datetime, actor: str
) -> None:
    call = queries.locked_call(event_id)
    row = _by_ref(event_id, type_ref)
    if call is not None and (row.ended_at is None) != (ended_at is None):
        row.ended_at = ended_at
        record(what, now=now, actor=actor, scope=call.event.slug, name=row.name)


def _locked(event_id: int, draft: TypeDraft) -> Event:
    call = queries.locked_call(event_id)
    assert call is not None, "types belong to a call"
    window = rules.window_for(
        Window(call.opens_at, call.closes_at), Window(draft.opens_at, draft.closes_at)
    )
    why_not = rules.why_not_dates(window, day_on=call.event.day_on)
    if why_not:
        raise why_not
    return call.event


def _by_ref(event_id: int, type_ref: str) -> CallType:
    """The view has looked: it is there, and types are never taken away."""
    return next(one for one in queries.types_of(event_id) if one.public_id == type_ref)


def _values(draft: TypeDraft) -> dict[str, object]:
    return {
        "name": draft.name,
        "kind": draft.kind,
        "lengths": ",".join(map(str, draft.lengths)),
        "opens_at": draft.opens_at,
        "closes_at": draft.closes_at,
    }
