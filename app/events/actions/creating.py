"""A new event, from a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.exc import IntegrityError

from app.audit.actions import record
from app.events import errors, queries, rules
from app.events.actions.roles import grant_role
from app.events.enums import Role
from app.events.facts import EventCreated
from app.events.models import Event
from app.events.policies import Policies
from app.events.templates import TEMPLATES
from app.kernel.facts import emit
from app.kernel.transaction import needs_transaction


@dataclass(frozen=True, kw_only=True)
class EventDraft:
    """`slug` is its address below the site's; `template` a key of `events.templates`."""

    name: str
    slug: str
    day_on: date
    template: str


def create_event(
    draft: EventDraft, *, now: datetime, actor: str, organiser_id: int | None = None
) -> Event:
    """A draft of an event with what the template gives; `organiser_id` (a person) organises it.

    Refused: an address that is taken, reserved or badly formed.
    """
    session = needs_transaction()
    refusal = rules.why_not_address(draft.slug)
    if refusal:
        raise refusal
    if queries.by_slug(draft.slug) is not None:
        raise errors.AddressTaken()
    template = TEMPLATES[draft.template]
    opens_at, closes_at = rules.default_window(
        draft.day_on,
        opens_weeks_before=template.opens_weeks_before,
        closes_days_before=template.closes_days_before,
        now=now,
    )
    event = Event(
        slug=draft.slug,
        name=draft.name,
        day_on=draft.day_on,
        tagline=str(template.tagline),
        description=str(template.description),
        registration_opens_at=opens_at,
        registration_closes_at=closes_at,
        policies_data=Policies(**template.policies).to_json(),
        created_at=now,
    )
    session.add(event)
    try:
        session.flush()
    except IntegrityError as error:  # somebody else took the address a moment ago
        raise errors.AddressTaken() from error
    record("event created", now=now, actor=actor, scope=event.slug, template=draft.template)
    if organiser_id is not None:
        grant_role(organiser_id, Role.ORGANISER, event.id, now=now, actor=actor, tell=False)
    emit(EventCreated(at=now, event_id=event.id, template=draft.template, actor=actor))
    return event
