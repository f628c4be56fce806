"""Who does what: roles in one event or in all of them."""

from __future__ import annotations

from datetime import datetime

from app.accounts.models import Person
from app.audit.actions import record
from app.events import errors, messages, queries, rules
from app.events.enums import Role
from app.events.facts import RoleEnded
from app.events.models import Event, Membership
from app.kernel.facts import emit
from app.kernel.transaction import needs_transaction
from app.mail.actions import post


def grant_role(
    person_id: int,
    role: Role,
    event_id: int | None,
    *,
    now: datetime,
    actor: str,
    tell: bool = True,
) -> Membership:
    """The role in this event, or in all when there is none; who has it already keeps it, untold.

    `tell` sends them a mail with where to sign in.
    """
    session = needs_transaction()
    event = _locked(event_id)
    known = queries.memberships(person_id, role, event_id)
    if known:
        return known[0]
    person = session.get_one(Person, person_id)
    membership = Membership(person_id=person_id, event_id=event_id, role=role, granted_at=now)
    session.add(membership)
    session.flush()
    _changed(event, "role granted", person, role, now=now, actor=actor)
    if tell:
        post(messages.role_granted(person, membership, event), now=now)
    return membership


def end_role(
    person_id: int, role: Role, event_id: int | None, *, now: datetime, actor: str
) -> None:
    """At their next click they can do nothing by it. Refused: no such role, the last organiser."""
    event = _locked(event_id)
    ending = queries.memberships(person_id, role, event_id)
    if not ending:
        raise errors.NoSuchRole()
    others = queries.organisers_besides(person_id, event_id)
    refusal = rules.why_not_end_role(role, other_organisers=others)
    if refusal:
        raise refusal
    for membership in ending:
        membership.ended_at = now
    person = needs_transaction().get_one(Person, person_id)
    _changed(event, "role ended", person, role, now=now, actor=actor)
    emit(RoleEnded(at=now, person_id=person_id, event_id=event_id, role=role.value, actor=actor))


def _locked(event_id: int | None) -> Event | None:
    """The event's lock: two organisers cannot end each other's role at once."""
    return queries.locked(event_id) if event_id is not None else None


def _changed(
    event: Event | None, what: str, person: Person, role: Role, *, now: datetime, actor: str
) -> None:
    record(
        what,
        now=now,
        actor=actor,
        scope=event.slug if event else "",
        subject=person.public_id,
        role=role.value,
    )
