"""Changes to an event's details, booking window and policies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.exc import IntegrityError

from app.audit import actions as audit
from app.audit.actions import record
from app.events import errors, queries, rules
from app.events.facts import EventDayChanged, EventRulesChanged
from app.events.models import Event
from app.events.policies import BadPolicy
from app.kernel.facts import emit
from app.kernel.transaction import needs_transaction
from app.mail import actions as mail


@dataclass(frozen=True, kw_only=True)
class DetailsDraft:
    """What an event is; `notice` is a line on top of its pages."""

    name: str
    slug: str
    day_on: date
    tagline: str = ""
    description: str = ""
    notice: str = ""


def edit_details(event_id: int, draft: DetailsDraft, *, now: datetime, actor: str) -> Event:
    """Refused once it is published: another day or address; always: an address that cannot be."""
    event = queries.locked(event_id)
    old_on, old_slug = event.day_on, event.slug
    if draft.slug != old_slug:
        _check_address(event, draft.slug)
    if draft.day_on != old_on and event.is_published:
        raise errors.DayIsPublic()
    for name in ("name", "slug", "day_on", "tagline", "description", "notice"):
        setattr(event, name, getattr(draft, name))
    try:
        needs_transaction().flush()
    except IntegrityError as error:  # somebody else took the address a moment ago
        raise errors.AddressTaken() from error
    if draft.slug != old_slug:
        audit.rename_scope(old_slug, draft.slug)
        mail.rename_scope(old_slug, draft.slug)
    if draft.day_on != old_on:
        emit(EventDayChanged(at=now, event_id=event.id, old_on=old_on, new_on=draft.day_on))
    _changed(event, "event details changed", now=now, actor=actor)
    return event


def edit_windows(
    event_id: int,
    *,
    opens_at: datetime | None,
    closes_at: datetime | None,
    now: datetime,
    actor: str,
) -> None:
    """Refused: closing before opening or after the day, and moving an opening that has been."""
    event = queries.locked(event_id)
    refusal = rules.why_not_window(
        opens_at=opens_at, closes_at=closes_at, day_on=event.day_on
    ) or rules.why_not_open_at(
        opens_at,
        before=event.registration_opens_at,
        is_published=event.is_published,
        now=now,
    )
    if refusal:
        raise refusal
    event.registration_opens_at, event.registration_closes_at = opens_at, closes_at
    _changed(
        event,
        "booking window changed",
        now=now,
        actor=actor,
        opens_at=opens_at.isoformat() if opens_at else None,
        closes_at=closes_at.isoformat() if closes_at else None,
    )
    emit(EventRulesChanged(at=now, event_id=event.id, actor=actor))


def edit_policies(event_id: int, *, now: datetime, actor: str, **changes: Any) -> None:
    """Changes some policies (fields of `Policies`); refused with the sentence of what cannot be."""
    event = queries.locked(event_id)
    try:
        policies = event.policies.but(**changes)
    except BadPolicy as error:
        raise errors.BadPolicyChosen(str(error)) from error
    event.policies_data = policies.to_json()
    _changed(event, "event policies changed", now=now, actor=actor, changed=sorted(changes))
    emit(EventRulesChanged(at=now, event_id=event.id, actor=actor))


def _check_address(event: Event, slug: str) -> None:
    if event.is_published:
        raise errors.AddressIsPublic()
    refusal = rules.why_not_address(slug)
    if refusal:
        raise refusal
    other = queries.by_slug(slug)
    if other is not None and other.id != event.id:
        raise errors.AddressTaken()


def _changed(event: Event, what: str, *, now: datetime, actor: str, **detail: Any) -> None:
    event.programme_changed()
    record(what, now=now, actor=actor, scope=event.slug, **detail)
