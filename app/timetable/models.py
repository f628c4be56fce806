"""The draft of the timetable, its releases, and notices of the day.

Slots hold what is out; placements hold the draft, one for each slot there is or is to be. A placement and
its slot have the same public id. A release is a frozen document; which one is out says the newest
publication.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.programme.models import Room, Session, Slot
from app.timetable.enums import BreakKind, NoticeKind, PublicationKind


class Placement(Model):
    """Where the draft has a session. `version` counts its changes: who moves it says which one they saw.

    Capacity and crew count until it is released; afterwards those of the slot do.
    """

    __tablename__ = "placements"
    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
        CheckConstraint("overbook_percent BETWEEN 0 AND 100", name="overbook_in_percent"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"), unique=True)
    room_id: Mapped[int] = mapped_column(ForeignKey("rooms.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    cancelled_because: Mapped[str] = mapped_column(String(300), default="")
    capacity: Mapped[int | None]
    overbook_percent: Mapped[int] = mapped_column(default=0)
    host_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    producer_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    captioner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    version: Mapped[int] = mapped_column(default=1)
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(String(320), default="")

    session: Mapped[Session] = relationship()
    room: Mapped[Room] = relationship()
    slot: Mapped[Slot | None] = relationship()
    host: Mapped[Person | None] = relationship(foreign_keys=host_id)
    producer: Mapped[Person | None] = relationship(foreign_keys=producer_id)
    captioner: Mapped[Person | None] = relationship(foreign_keys=captioner_id)


class Break(Model):
    """A pause for everybody, or a room that is not to be used. Without a room: all of them. It stands in the
    draft; a release keeps the breaks of its time."""

    __tablename__ = "breaks"
    __table_args__ = (CheckConstraint("ends_at > starts_at", name="ends_after_start"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    room_id: Mapped[int | None] = mapped_column(ForeignKey("rooms.id"), index=True)
    kind: Mapped[BreakKind] = mapped_column(String(10), default=BreakKind.BREAK)
    title: Mapped[str] = mapped_column(String(120))
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)

    room: Mapped[Room | None] = relationship()


class DraftStep(Model):
    """One change of the draft by one person, so that it can be undone and redone.

    `rows` lists what changed: kind, public id, and the values before and after (null: it was not there).
    """

    __tablename__ = "draft_steps"

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    actor: Mapped[str] = mapped_column(String(320))
    what: Mapped[str] = mapped_column(String(40))
    title: Mapped[str] = mapped_column(String(200), default="")
    rows: Mapped[list[Any]]
    is_undone: Mapped[bool] = mapped_column(default=False)
    made_at: Mapped[datetime]


class Release(Model):
    """A programme as it was made public, frozen: `document` is the JSON of `rules.Document`.

    `number` counts releases of the draft, `patch` changes of one that is out (0: none), so that people
    can name it: 3, or 3.2. `people` has what is not public and a roll back needs: by a session's slug
    the rows of its speakers' people.
    """

    __tablename__ = "releases"
    __table_args__ = (UniqueConstraint("event_id", "number", "patch"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    number: Mapped[int]
    patch: Mapped[int] = mapped_column(default=0)
    document: Mapped[str] = mapped_column(Text)
    people: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made_at: Mapped[datetime]

    @property
    def label(self) -> str:
        return f"{self.number}.{self.patch}" if self.patch else str(self.number)


class Publication(Model):
    """A release went public: when, by whom, and what was different from before. The change log.

    `built` is a digest of what the rows said then: as long as they say the same, nothing new goes out. After
    a roll back that is not the document itself, whose stamps are older.
    """

    __tablename__ = "publications"
    __table_args__ = (Index("ix_publications_event_id_id", "event_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    release_id: Mapped[int] = mapped_column(ForeignKey("releases.id"))
    kind: Mapped[PublicationKind] = mapped_column(String(10))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(320))
    note: Mapped[str] = mapped_column(Text, default="")  # by the organisers, for readers
    built: Mapped[str] = mapped_column(String(64))
    changes: Mapped[list[Any]] = mapped_column(default=list)

    release: Mapped[Release] = relationship()


class Notice(Model):
    """Something that changed on the day, shown wherever it concerns people until `ends_at`. Without a slot
    it concerns everybody."""

    __tablename__ = "notices"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"), index=True)
    kind: Mapped[NoticeKind] = mapped_column(String(10))
    text: Mapped[str] = mapped_column(String(300))
    at: Mapped[datetime]
    ends_at: Mapped[datetime]

    slot: Mapped[Slot | None] = relationship()
