"""Desks of speakers, what they say there, tech checks, and the organisers' notes for them."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.events.models import Event
from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.programme.models import Room

_LIVE = text("ended_at IS NULL")


class Desk(Model):
    """Everything of one mail address that presents, or wants to present, in one event; opened by a
    personal link (/s/<token>). Colleagues who share a mailbox share its desk.

    `available` lists the hours of the event's day, on a London clock, in which they can present: 10
    stands for 10:00 to 11:00. None: not said yet.
    """

    __tablename__ = "desks"
    __table_args__ = (UniqueConstraint("event_id", "email"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    email: Mapped[str] = mapped_column(String(320), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))  # who came first
    available: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    available_said_at: Mapped[datetime | None]
    created_at: Mapped[datetime]

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()


class RecordingConsent(Model):
    """Whether who presents agrees that their session is recorded and shown. No row: not said."""

    __tablename__ = "recording_consents"
    __table_args__ = (UniqueConstraint("session_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    agrees: Mapped[bool]
    said_at: Mapped[datetime]


class TechCheck(Model):
    """A time at which speakers try sound, picture and slides with the organisers."""

    __tablename__ = "tech_checks"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("places > 0", name="places_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    places: Mapped[int]
    meeting_url: Mapped[str] = mapped_column(String(500), default="")


class TechCheckBooking(Model):
    """A desk's tech check; at most one that has not ended (it was given up, or another was chosen)."""

    __tablename__ = "tech_check_bookings"
    __table_args__ = (
        Index(
            "uq_tech_check_bookings_live", "desk_id",
            unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    tech_check_id: Mapped[int] = mapped_column(ForeignKey("tech_checks.id"), index=True)
    desk_id: Mapped[int] = mapped_column(ForeignKey("desks.id"))
    booked_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    tech_check: Mapped[TechCheck] = relationship()
    desk: Mapped[Desk] = relationship()


class SpeakerNote(Model):
    """Words of the organisers for speakers: for all, for one kind of session, for one room, or both."""

    __tablename__ = "speaker_notes"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    kind: Mapped[str] = mapped_column(String(10), default="")  # a SessionKind, or every kind
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"))
    updated_at: Mapped[datetime]

    room: Mapped[Room | None] = relationship()
