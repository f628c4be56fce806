"""Registrations, bookings, what happened to them, and access needs."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.events.models import Event, LibraryService
from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.programme.models import Slot
from app.registration.enums import CalendarChoice, PlaceState

_STATES = "state IN ('applied','waiting','offered','confirmed','declined','expired','cancelled')"
_LIVE = text("state IN ('applied','waiting','offered','confirmed')")


class Registration(Model):
    """A person's place in the event. Service and group are kept as they were when it was made."""

    __tablename__ = "registrations"
    __table_args__ = (
        CheckConstraint(_STATES, name="state_known"),
        Index(
            "uq_registrations_live", "event_id", "person_id",
            unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    reference: Mapped[str] = mapped_column(String(12), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    service_id: Mapped[int | None] = mapped_column(ForeignKey("library_services.id"))
    other_organisation: Mapped[str] = mapped_column(String(160), default="")
    counts_as: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[PlaceState] = mapped_column(String(10))
    calendar: Mapped[CalendarChoice] = mapped_column(String(10), default=CalendarChoice.DAY)
    form_token: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime]
    address_confirmed_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()
    service: Mapped[LibraryService | None] = relationship()

    @property
    def organisation(self) -> str:
        return self.service.name if self.service else self.other_organisation


class Booking(Model):
    """A registered person's place in one slot.

    `position` orders the waiting list of a slot: given once, under the lock, growing, never reused.
    What a person is shown is how many wait before them.
    """

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint(_STATES, name="state_known"),
        Index(
            "uq_bookings_live", "slot_id", "registration_id",
            unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE,
        ),
        Index("uq_bookings_position", "slot_id", "position", unique=True),
        Index("ix_bookings_slot_state", "slot_id", "state"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("library_services.id"))
    counts_as: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[PlaceState] = mapped_column(String(10))
    position: Mapped[int | None]
    asked_at: Mapped[datetime]
    skipped_because: Mapped[str] = mapped_column(String(40), default="")

    registration: Mapped[Registration] = relationship()
    slot: Mapped[Slot] = relationship()


class PlaceChange(Model):
    """The history: every change of state of a registration (no booking) or a booking."""

    __tablename__ = "place_changes"

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    booking_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"), index=True)
    at: Mapped[datetime]
    from_state: Mapped[str] = mapped_column(String(10), default="")
    to_state: Mapped[PlaceState] = mapped_column(String(10))
    because: Mapped[str] = mapped_column(String(40))
    actor: Mapped[str] = mapped_column(String(320))


class AccessNeed(Model):
    """What a person needs to take part, encrypted. Read by the access lead alone; see `needs`."""

    __tablename__ = "access_needs"

    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    said_at: Mapped[datetime]
