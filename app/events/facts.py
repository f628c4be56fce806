"""What has happened to an event."""

from dataclasses import dataclass
from datetime import date

from app.kernel.facts import Fact


@dataclass(frozen=True, kw_only=True)
class EventCreated(Fact):
    """`template` is a key of `events.templates`: what the event begins with."""

    event_id: int
    template: str
    actor: str


@dataclass(frozen=True, kw_only=True)
class EventDayChanged(Fact):
    """Only before it is published, so that nobody has to be told."""

    event_id: int
    old_on: date
    new_on: date


@dataclass(frozen=True, kw_only=True)
class EventPublished(Fact):
    """Everybody can read it now."""

    event_id: int
    actor: str


@dataclass(frozen=True, kw_only=True)
class EventRulesChanged(Fact):
    """Policies or the booking window are others than before."""

    event_id: int
    actor: str


@dataclass(frozen=True, kw_only=True)
class RoleEnded(Fact):
    """`role` is one of `Role`; without an event it was a role in all of them."""

    person_id: int
    event_id: int | None
    role: str
    actor: str
