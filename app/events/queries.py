"""Reading events, library services and roles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from flask import current_app
from sqlalchemy import bindparam, select
from sqlalchemy.orm import selectinload

from app.accounts.models import Person
from app.accounts.queries import people_at
from app.events import library_services, rules
from app.events.enums import EventState, Missing, Role
from app.events.models import Event, LibraryService, Membership
from app.kernel.database import db
from app.kernel.transaction import needs_transaction

_SERVICES = "library_service_choices"
# Asked by every request, so they are written once: making a statement costs as much as running it.
_BY_SLUG = select(Event).where(Event.slug == bindparam("slug"))
_LOCKED = (
    select(Event)
    .where(Event.id == bindparam("id"))
    .with_for_update(key_share=True)
    .execution_options(populate_existing=True)
)

_GROUP = select(LibraryService.counts_as, LibraryService.slug).where(
    LibraryService.id == bindparam("id")
)


@dataclass(frozen=True)
class ServiceChoice:
    """A library service as forms and filters offer it. `also`: its other names."""

    id: int
    slug: str
    name: str
    authority: str
    name_cy: str
    aliases: tuple[str, ...]

    @cached_property
    def also(self) -> str:
        names = dict.fromkeys(
            name for name in (self.authority, self.name_cy, *self.aliases) if name
        )
        return "|".join(name for name in names if name != self.name)


def by_slug(slug: str) -> Event | None:
    return db.session.scalar(_BY_SLUG, {"slug": slug})


def locked(event_id: int) -> Event:
    """The event, read afresh with its row locked until the transaction ends: the one lock for its
    programme and all its places. NO KEY UPDATE, since plain FOR UPDATE would stop every insert that
    points to the event."""
    return needs_transaction().scalars(_LOCKED, {"id": event_id}).one()


def published_by_slug(slug: str) -> Event | None:
    """The event as the public may see it: a draft is not there."""
    event = by_slug(slug)
    return event if event is not None and event.is_published else None


def published() -> Sequence[Event]:
    """The newest first."""
    return db.session.scalars(
        select(Event).where(Event.state == EventState.PUBLISHED).order_by(Event.day_on.desc())
    ).all()


def all_events() -> Sequence[Event]:
    return db.session.scalars(select(Event).order_by(Event.day_on.desc())).all()


def service_choices() -> tuple[ServiceChoice, ...]:
    """All library services by name. They change with migrations alone, so they are read once."""
    known: tuple[ServiceChoice, ...] | None = current_app.extensions.get(_SERVICES)
    if known is None:
        rows = db.session.scalars(
            select(LibraryService)
            .options(selectinload(LibraryService.also))
            .order_by(LibraryService.name)
        ).all()
        known = tuple(
            ServiceChoice(row.id, row.slug, row.name, row.authority, row.name_cy, row.aliases)
            for row in rows
        )
        current_app.extensions[_SERVICES] = known
    return known


def group_of_service(slug: str) -> str:
    """What a library service counts as where places are shared out; '' for an unknown one."""
    service = service_by_slug(slug)
    return service.group if service else ""


def group_by_id(service_id: int) -> str:
    """The same of a library service by its number, as it is now: organisers may change it."""
    row = db.session.execute(_GROUP, {"id": service_id}).one_or_none()
    return (row.counts_as or row.slug) if row else ""


def every_service() -> Sequence[LibraryService]:
    """All of them by name, as they are now."""
    return db.session.scalars(select(LibraryService).order_by(LibraryService.name)).all()


def service_by_slug(slug: str) -> LibraryService | None:
    return db.session.scalar(select(LibraryService).where(LibraryService.slug == slug))


def services_like(words: str, *, limit: int = 10) -> list[ServiceChoice]:
    """The library services that these words may mean, best first, by any name they are known by."""
    return library_services.search(service_choices(), words, limit=limit)


def roles_of(event_id: int | None, person_ids: Sequence[int]) -> set[Role]:
    """What these people (all at one address) may do in an event; a role in all events counts too."""
    rows = db.session.scalars(
        select(Membership.role).where(
            Membership.person_id.in_(person_ids),
            Membership.ended_at.is_(None),
            (Membership.event_id == event_id) | Membership.event_id.is_(None),
        )
    )
    return {Role(role) for role in rows}


def memberships(person_id: int, role: Role, event_id: int | None) -> Sequence[Membership]:
    """The living rows of this role; for an event alone, or (None) for all events."""
    of_event = (
        Membership.event_id.is_(None) if event_id is None else Membership.event_id == event_id
    )
    return db.session.scalars(
        select(Membership).where(
            Membership.person_id == person_id,
            Membership.role == role,
            Membership.ended_at.is_(None),
            of_event,
        )
    ).all()


def holders(email: str, role: Role, event_id: int | None) -> Sequence[int]:
    """Ids of the people at this address who have the role in the event, or (None) in all events."""
    return [
        person.id for person in people_at(email.lower()) if memberships(person.id, role, event_id)
    ]


def organisers_besides(person_id: int, event_id: int | None) -> int:
    """How many could still organise the event if this person's role of just there (or, None, of all
    events) ended; a role in all events counts, the person's own too."""
    return len(
        db.session.scalars(
            select(Membership.id).where(
                Membership.role == Role.ORGANISER,
                Membership.ended_at.is_(None),
                (Membership.event_id == event_id) | Membership.event_id.is_(None),
                (Membership.person_id != person_id)
                | Membership.event_id.is_distinct_from(event_id),
            )
        ).all()
    )


@dataclass(frozen=True)
class Teammate:
    """A person's role in an event; `everywhere` when it is for all events."""

    person: Person
    role: Role
    everywhere: bool


def team(event_id: int) -> list[Teammate]:
    """Who does what in an event, by name."""
    rows = db.session.execute(
        select(Person, Membership)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.ended_at.is_(None),
            (Membership.event_id == event_id) | Membership.event_id.is_(None),
        )
        .order_by(Person.name, Person.id, Membership.role)
    )
    return [Teammate(person, Role(row.role), row.event_id is None) for person, row in rows]


def events_of(person_ids: Sequence[int]) -> list[tuple[Event, frozenset[Role]]]:
    """The events in which these people (all at one address) have roles, with them; newest first."""
    rows = db.session.execute(
        select(Membership.event_id, Membership.role).where(
            Membership.person_id.in_(person_ids), Membership.ended_at.is_(None)
        )
    ).all()
    everywhere = {Role(role) for event_id, role in rows if event_id is None}
    found = []
    for event in all_events():
        roles = everywhere | {Role(role) for event_id, role in rows if event_id == event.id}
        if roles:
            found.append((event, frozenset(roles)))
    return found


def missing_in(event: Event, *, now: datetime) -> tuple[Missing, ...]:
    """What the event still needs before it can be published."""
    return rules.what_is_missing(
        description=event.description,
        contact_email=event.policies.contact_email,
        opens_at=event.registration_opens_at,
        closes_at=event.registration_closes_at,
        day_on=event.day_on,
        now=now,
    )
