"""Events, library services, and who does what in an event."""

import json
from datetime import date, datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.enums import EventState, Role
from app.events.policies import Policies
from app.kernel.database import Model
from app.kernel.tokens import public_id


@lru_cache(maxsize=64)
def _policies(text: str) -> Policies:
    """Kept by their JSON: each page asks for them several times, and they hardly ever change."""
    return Policies.from_json(json.loads(text))


class Event(Model):
    """One edition of the bootcamp.

    `revision` grows with every change that a public page could show, `programme_revision` when it is
    one of the programme or the event itself; what is kept in memory is known by them. The row is
    also the one lock for all places of the event (see `registration.gate`). `places_due_at` is when the
    next thing happens to its places by itself (an offer ends, a share relaxes), so that the gate need
    not ask the rows each time.
    """

    __tablename__ = "events"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    slug: Mapped[str] = mapped_column(String(60), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    tagline: Mapped[str] = mapped_column(String(200), default="")
    description: Mapped[str] = mapped_column(Text, default="")
    notice: Mapped[str] = mapped_column(String(300), default="")
    day_on: Mapped[date]
    state: Mapped[EventState] = mapped_column(String(10), default=EventState.DRAFT)
    registration_opens_at: Mapped[datetime | None]
    registration_closes_at: Mapped[datetime | None]
    policies_data: Mapped[dict[str, Any]] = mapped_column(default=dict)
    revision: Mapped[int] = mapped_column(default=1)
    programme_revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    places_due_at: Mapped[datetime | None]

    # `policies_data` is replaced, never changed in place: what was read of the same value stays true.
    _read = cast("tuple[dict[str, Any], Policies] | None", None)

    def programme_changed(self) -> None:
        """The programme, or the event's own words, are others than before."""
        self.revision += 1
        self.programme_revision += 1

    def places_wait_until(self, at: datetime) -> None:
        """Something happens to places by itself at this instant, perhaps before all that was known."""
        self.places_due_at = at if self.places_due_at is None else min(self.places_due_at, at)

    def places_changed(self) -> None:
        """More or fewer places are left than before."""
        self.revision += 1

    @property
    def policies(self) -> Policies:
        data = self.policies_data
        if self._read is None or self._read[0] is not data:
            self._read = (data, _policies(json.dumps(data)))
        return self._read[1]

    @property
    def is_published(self) -> bool:
        return self.state == EventState.PUBLISHED


class LibraryService(Model):
    """An organisation that runs libraries. Known by our own slug, since official codes change."""

    __tablename__ = "library_services"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    gss_code: Mapped[str] = mapped_column(String(12), default="")
    name: Mapped[str] = mapped_column(String(120), unique=True)
    authority: Mapped[str] = mapped_column(String(160))
    nation: Mapped[str] = mapped_column(String(40))
    region: Mapped[str] = mapped_column(String(60))
    name_cy: Mapped[str] = mapped_column(String(120), default="")
    valid_from: Mapped[date | None]
    valid_to: Mapped[date | None]
    counts_as: Mapped[str] = mapped_column(String(80), default="")
    also: Mapped[list["LibraryServiceAlias"]] = relationship(order_by="LibraryServiceAlias.id")

    @property
    def aliases(self) -> tuple[str, ...]:
        return tuple(row.alias for row in self.also)

    @property
    def group(self) -> str:
        """What it counts as where places are shared out: itself, or its group."""
        return self.counts_as or self.slug


class LibraryServiceAlias(Model):
    """Another name people know a service by: brand, old, Welsh or short."""

    __tablename__ = "library_service_aliases"

    id: Mapped[int] = mapped_column(primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("library_services.id"), index=True)
    alias: Mapped[str] = mapped_column(String(120))
    kind: Mapped[str] = mapped_column(String(20))


class Membership(Model):
    """A person's role in one event; without an event, in all of them."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index(
            "uq_memberships_live", "person_id", "event_id", "role",
            unique=True, sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("events.id"), index=True)
    role: Mapped[Role] = mapped_column(String(20))
    granted_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
