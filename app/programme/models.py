"""Tracks, tags, rooms, sessions, speakers, slots.

A session is what it is about; a slot is when and where it happens, and what bookings hang on. A session
may run more than once. Relationships point down only.
"""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.events.models import Event, LibraryService
from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.programme.enums import (
    Level,
    ProvisionKind,
    ProvisionState,
    RoomKind,
    SessionKind,
    SlotState,
)


class Track(Model):
    __tablename__ = "tracks"
    __table_args__ = (UniqueConstraint("event_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int] = mapped_column(default=0)


class Tag(Model):
    """A national library offer that a session serves."""

    __tablename__ = "tags"
    __table_args__ = (UniqueConstraint("event_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))


class SessionTag(Model):
    __tablename__ = "session_tags"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), primary_key=True)


class Room(Model):
    """A place to meet. `capacity` is the licence limit of an online room, in people."""

    __tablename__ = "rooms"
    __table_args__ = (
        UniqueConstraint("event_id", "slug"),
        CheckConstraint("capacity > 0", name="capacity_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    slug: Mapped[str] = mapped_column(String(80))
    name: Mapped[str] = mapped_column(String(120))
    kind: Mapped[RoomKind] = mapped_column(String(10), default=RoomKind.ONLINE)
    capacity: Mapped[int]
    position: Mapped[int] = mapped_column(default=0)
    # The room's meeting: shown at the time, to who has a place, and to organisers.
    platform: Mapped[str] = mapped_column(String(60), default="")
    meeting_url: Mapped[str] = mapped_column(String(500), default="")
    meeting_number: Mapped[str] = mapped_column(String(60), default="")
    passcode: Mapped[str] = mapped_column(String(60), default="")
    dial_in: Mapped[str] = mapped_column(String(200), default="")
    presenters_url: Mapped[str] = mapped_column(String(500), default="")


class Session(Model):
    """One item of the programme. `language` is an IETF tag, two joined by a comma when bilingual."""

    __tablename__ = "sessions"
    __table_args__ = (UniqueConstraint("event_id", "slug"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    slug: Mapped[str] = mapped_column(String(120))
    title: Mapped[str] = mapped_column(String(200))
    abstract: Mapped[str] = mapped_column(Text, default="")
    outcomes: Mapped[str] = mapped_column(Text, default="")  # one a line
    prerequisites: Mapped[str] = mapped_column(Text, default="")
    kind: Mapped[SessionKind] = mapped_column(String(10), default=SessionKind.TALK)
    language: Mapped[str] = mapped_column(String(20), default="en")
    level: Mapped[Level] = mapped_column(
        String(20), default=Level.EVERYBODY, server_default="everybody"
    )
    is_recorded: Mapped[bool] = mapped_column(default=True)
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"))
    updated_at: Mapped[datetime]

    event: Mapped[Event] = relationship()
    track: Mapped[Track | None] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary="session_tags", order_by=Tag.name)
    services: Mapped[list[LibraryService]] = relationship(
        secondary="session_services", order_by="SessionService.position"
    )
    speakers: Mapped[list["Speaker"]] = relationship(order_by="Speaker.position")

    @property
    def is_plenary(self) -> bool:
        return self.kind == SessionKind.PLENARY


class SessionService(Model):
    """A library service that presents the session."""

    __tablename__ = "session_services"

    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), primary_key=True)
    service_id: Mapped[int] = mapped_column(ForeignKey("library_services.id"), primary_key=True)
    position: Mapped[int] = mapped_column(default=0)


class Speaker(Model):
    """Who presents, as the programme names them: a role, and a name where one is given."""

    __tablename__ = "speakers"

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    name: Mapped[str] = mapped_column(String(200), default="")
    role: Mapped[str] = mapped_column(String(120), default="")
    service_id: Mapped[int | None] = mapped_column(ForeignKey("library_services.id"))
    position: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))  # who gets a place

    service: Mapped[LibraryService | None] = relationship()
    person: Mapped[Person | None] = relationship()


class Slot(Model):
    """When and where a session happens. Bookings hang on it for good, whatever moves.

    `capacity` is the slot's own limit; without it the room's counts. `overbook_percent` raises it.
    """

    __tablename__ = "slots"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("overbook_percent BETWEEN 0 AND 100", name="overbook_in_percent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id"))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    capacity: Mapped[int | None]
    overbook_percent: Mapped[int] = mapped_column(default=0)
    state: Mapped[SlotState] = mapped_column(String(10), default=SlotState.SCHEDULED)
    cancelled_because: Mapped[str] = mapped_column(String(300), default="")
    note: Mapped[str] = mapped_column(String(300), default="")  # "Moved to the Lab", for readers
    updated_at: Mapped[datetime]
    host_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    producer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    captioner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    session: Mapped[Session] = relationship()
    host: Mapped[Person | None] = relationship(foreign_keys=host_id)
    producer: Mapped[Person | None] = relationship(foreign_keys=producer_id)
    captioner: Mapped[Person | None] = relationship(foreign_keys=captioner_id)
    room: Mapped[Room] = relationship()

    @property
    def title(self) -> str:
        return self.session.title

    @property
    def crew_ids(self) -> tuple[int | None, ...]:
        """Who works in it besides the presenters."""
        return (self.host_id, self.producer_id, self.captioner_id)

    @property
    def room_capacity(self) -> int:
        return self.room.capacity

    @property
    def is_cancelled(self) -> bool:
        return self.state == SlotState.CANCELLED


class Provision(Model):
    """What is arranged for access in a slot."""

    __tablename__ = "provisions"
    __table_args__ = (UniqueConstraint("slot_id", "kind"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    kind: Mapped[ProvisionKind] = mapped_column(String(10))
    state: Mapped[ProvisionState] = mapped_column(String(10), default=ProvisionState.WANTED)
    supplier: Mapped[str] = mapped_column(String(120), default="")
    slides_due_at: Mapped[datetime | None]
