"""Marks of attendance, one a source; they are kept apart and never overwrite each other."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.attendance.enums import Source
from app.kernel.database import Model
from app.registration.models import Booking


class Mark(Model):
    """What one source knows of a person in a slot. A host may also say: was not there."""

    __tablename__ = "attendance_marks"
    __table_args__ = (UniqueConstraint("booking_id", "source"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    booking_id: Mapped[int] = mapped_column(ForeignKey("bookings.id"), index=True)
    source: Mapped[Source] = mapped_column(String(10))
    was_present: Mapped[bool]
    marked_at: Mapped[datetime]
    marked_by: Mapped[str] = mapped_column(String(320))

    booking: Mapped[Booking] = relationship()


class StandBy(Model):
    """Somebody without a place who waits at the join page. `seen_at`: when the page last said so."""

    __tablename__ = "stand_bys"
    __table_args__ = (UniqueConstraint("slot_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    since_at: Mapped[datetime]
    seen_at: Mapped[datetime]
