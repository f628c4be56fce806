"""The call of an event: making it, its dates and words, withdrawing and reopening it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.audit.actions import record
from app.events import queries as events
from app.events.models import Event
from app.kernel.transaction import needs_transaction
from app.programme.enums import SessionKind
from app.proposals import errors, queries, rules
from app.proposals.actions.types import TypeDraft, add_type_to
from app.proposals.models import Call
from app.proposals.rules import Window


@dataclass(frozen=True, kw_only=True)
class CallDraft:
    """`confirm_days`: how long who is accepted has to say that they come."""

    intro: str
    opens_at: datetime | None
    closes_at: datetime | None
    confirm_days: int


# What a new call begins with; organisers change it as they like.
FIRST_TYPES = (
    (SessionKind.TALK, (30, 45)),
    (SessionKind.WORKSHOP, (60, 90)),
    (SessionKind.PANEL, (45,)),
)


def make_call(
    event_id: int,
    draft: CallDraft,
    *,
    names: Mapping[SessionKind, str],
    now: datetime,
    actor: str,
) -> Call:
    """With its first types of sessions, called `names`. Refused: a second call, dates that cannot be.
    A row without dates is none yet: it only says how reviewing will go."""
    event = events.locked(event_id)
    call = queries.call_of(event.id)
    if call is not None and call.opens_at is not None:
        raise errors.CallThere()
    _check(draft, event)
    if call is None:
        call = Call(event_id=event.id)
        needs_transaction().add(call)
    _set(call, draft, now=now)
    if not queries.types_of(event.id):
        for kind, lengths in FIRST_TYPES:
            add_type_to(event, TypeDraft(name=names[kind], kind=kind, lengths=lengths))
    event.programme_changed()  # the event's page leads to the call
    record("call made", now=now, actor=actor, scope=event.slug)
    return call


def prepare_call(event_id: int, *, now: datetime) -> Call:
    """The row that types and questions belong to. Without dates it is no call yet; one that is there
    stays."""
    event = events.locked(event_id)
    call = queries.call_of(event.id)
    if call is None:
        call = Call(event_id=event.id, updated_at=now)
        needs_transaction().add(call)
        needs_transaction().flush()
    return call


def change_call(call_event_id: int, draft: CallDraft, *, now: datetime, actor: str) -> None:
    """Refused: dates that cannot be. Types with dates of their own keep them."""
    call = locked_call(call_event_id)
    _check(draft, call.event)
    _set(call, draft, now=now)
    record("call changed", now=now, actor=actor, scope=call.event.slug)


def withdraw_call(event_id: int, *, now: datetime, actor: str) -> None:
    """Nothing more can be begun or sent, whatever the dates say. Drafts are kept."""
    event = events.locked(event_id)
    call = locked_call(event_id)
    if call.withdrawn_at is None:
        call.withdrawn_at = call.updated_at = now
        event.programme_changed()
        record("call withdrawn", now=now, actor=actor, scope=event.slug)


def reopen_call(event_id: int, *, now: datetime, actor: str) -> None:
    """Its dates count again."""
    event = events.locked(event_id)
    call = locked_call(event_id)
    if call.withdrawn_at is not None:
        call.withdrawn_at, call.updated_at = None, now
        event.programme_changed()
        record("call reopened", now=now, actor=actor, scope=event.slug)


def locked_call(event_id: int) -> Call:
    call = queries.locked_call(event_id)
    assert call is not None, "the pages of a call are there when it is"
    return call


def _check(draft: CallDraft, event: Event) -> None:
    why_not = rules.why_not_dates(Window(draft.opens_at, draft.closes_at), day_on=event.day_on)
    if why_not:
        raise why_not


def _set(call: Call, draft: CallDraft, *, now: datetime) -> None:
    call.intro = draft.intro
    call.opens_at, call.closes_at = draft.opens_at, draft.closes_at
    call.confirm_days = draft.confirm_days
    call.updated_at = now
