"""Registrations, bookings, what happened to them, access needs, and what a sell-out brings."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
    false,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.events.models import Event, LibraryService
from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.programme.models import Slot
from app.registration.enums import CalendarChoice, PlaceKind, PlaceState

_STATES = "state IN ('applied','waiting','offered','confirmed','declined','expired','cancelled')"
_ATTENDEE = PlaceKind.ATTENDEE.value
_LIVE = text("state IN ('applied','waiting','offered','confirmed')")


class Registration(Model):
    """A person's place in the event. Service and group are kept as they were when it was made.

    `position` orders the waiting list of the event. Who waits for the event, or is to be drawn, keeps
    wishes: bookings in the state `applied`. `is_unnamed`: a group's place whose name is to follow; its
    mail goes to the lead. `releases_at`: nobody said "still coming", so the place ends then.
    """

    __tablename__ = "registrations"
    __table_args__ = (
        CheckConstraint(_STATES, name="state_known"),
        Index(
            "uq_registrations_live", "event_id", "person_id",
            unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE,
        ),
        Index("uq_registrations_position", "event_id", "position", unique=True),
        Index("ix_registrations_event_state", "event_id", "state", "kind"),  # covers counting
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
    language: Mapped[str] = mapped_column(String(10), default="en")  # of mails to them
    form_token: Mapped[str] = mapped_column(String(64), unique=True)
    asked_at: Mapped[datetime]
    address_confirmed_at: Mapped[datetime | None]
    kind: Mapped[PlaceKind] = mapped_column(
        String(10), default=PlaceKind.ATTENDEE, server_default=_ATTENDEE
    )
    position: Mapped[int | None]
    skipped_because: Mapped[str] = mapped_column(String(40), default="", server_default="")
    offer_ends_at: Mapped[datetime | None]
    ticket: Mapped[str | None] = mapped_column(String(32), unique=True)  # names it in a draw
    code_id: Mapped[int | None] = mapped_column(ForeignKey("access_codes.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group_bookings.id"), index=True)
    group_rank: Mapped[int | None]
    is_unnamed: Mapped[bool] = mapped_column(default=False, server_default=false())
    taken_over_from_id: Mapped[int | None] = mapped_column(ForeignKey("registrations.id"))
    reconfirm_asked_at: Mapped[datetime | None]
    reconfirmed_at: Mapped[datetime | None]
    releases_at: Mapped[datetime | None]
    priority_asked_at: Mapped[datetime | None]  # "next time, please"

    event: Mapped[Event] = relationship()
    person: Mapped[Person] = relationship()
    service: Mapped[LibraryService | None] = relationship()
    group: Mapped["GroupBooking | None"] = relationship()

    @property
    def organisation(self) -> str:
        return self.service.name if self.service else self.other_organisation


class Booking(Model):
    """A registered person's place in one slot.

    `position` orders the waiting list of a slot: given once, under the lock, growing, never reused.
    What a person is shown is how many wait before them. `rank` orders wishes that clash: the lower one
    is kept when both could be had (keep until better).
    """

    __tablename__ = "bookings"
    __table_args__ = (
        CheckConstraint(_STATES, name="state_known"),
        Index(
            "uq_bookings_live", "slot_id", "registration_id",
            unique=True, sqlite_where=_LIVE, postgresql_where=_LIVE,
        ),
        Index("uq_bookings_position", "slot_id", "position", unique=True),
        Index("ix_bookings_slot_state", "slot_id", "state", "kind"),  # covers counting
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(
        String(32), unique=True, default=public_id, insert_sentinel=True
    )  # the sentinel: several bookings are one INSERT, and each finds its id by it
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    slot_id: Mapped[int] = mapped_column(ForeignKey("slots.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("library_services.id"))
    counts_as: Mapped[str] = mapped_column(String(80), default="")
    state: Mapped[PlaceState] = mapped_column(String(10))
    position: Mapped[int | None]
    asked_at: Mapped[datetime]
    skipped_because: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[PlaceKind] = mapped_column(
        String(10), default=PlaceKind.ATTENDEE, server_default=_ATTENDEE
    )
    rank: Mapped[int] = mapped_column(default=0, server_default="0")
    offer_ends_at: Mapped[datetime | None]
    taken_over_from_id: Mapped[int | None] = mapped_column(ForeignKey("bookings.id"))

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


class AccessCode(Model):
    """A word that gives a place, of those held back for it: in the event, and in one slot if named.

    How many are used is counted from registrations. The hold ends at `holds_until`, the code with it.
    """

    __tablename__ = "access_codes"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        CheckConstraint("places > 0", name="places_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"))
    code: Mapped[str] = mapped_column(String(40))  # as `tokens.normal_code` writes it
    label: Mapped[str] = mapped_column(String(120))
    places: Mapped[int]
    holds_until: Mapped[datetime]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class GroupBooking(Model):
    """Places a lead asked for, names to follow, the most wanted first (`Registration.group_rank`)."""

    __tablename__ = "group_bookings"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    lead_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("library_services.id"))
    other_organisation: Mapped[str] = mapped_column(String(160), default="")
    form_token: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]

    event: Mapped[Event] = relationship()
    lead: Mapped[Person] = relationship()
    service: Mapped[LibraryService | None] = relationship()


class Draw(Model):
    """Those who asked in the first minutes, drawn. `seed_digest` (SHA-256) is public from the start, the
    seed once it was drawn: so nobody can have chosen it after seeing who asked."""

    __tablename__ = "draws"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), unique=True)
    seed: Mapped[str] = mapped_column(String(64))
    seed_digest: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime]
    drawn_at: Mapped[datetime | None]
    published: Mapped[dict[str, Any]] = mapped_column(default=dict)  # the list and what came of it


class Reconfirmation(Model):
    """An event's campaign "still coming?": begun by an organiser, carried on by time."""

    __tablename__ = "reconfirmations"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), unique=True)
    begun_at: Mapped[datetime]
    begun_by: Mapped[str] = mapped_column(String(320))
    asked_at: Mapped[datetime | None]
    asked_again_at: Mapped[datetime | None]
    release_told_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]


class ClosedList(Model):
    """A waiting list that takes nobody any more; everyone left on it was told. No slot: the event's."""

    __tablename__ = "closed_lists"
    __table_args__ = (
        Index(
            "uq_closed_lists_event", "event_id", unique=True,
            sqlite_where=text("slot_id IS NULL"), postgresql_where=text("slot_id IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"), unique=True)
    closed_at: Mapped[datetime]
    closed_by: Mapped[str] = mapped_column(String(320))
