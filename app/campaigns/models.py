"""What was sent when to how many, and mails to groups. Which reminders are off is a policy of the event."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.campaigns.enums import GroupState
from app.events.enums import Reminder
from app.events.models import Event
from app.kernel.database import Model
from app.kernel.tokens import public_id


class Sending(Model):
    """One reminder at one time, once it has begun: to how many, or why to nobody. `occasion` tells several of
    one line apart: when the sessions begin that it is about, or empty."""

    __tablename__ = "sendings"
    __table_args__ = (UniqueConstraint("event_id", "reminder", "occasion", "planned_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    reminder: Mapped[Reminder] = mapped_column(String(20))
    occasion: Mapped[str] = mapped_column(String(32), default="")
    planned_at: Mapped[datetime]
    begun_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    people: Mapped[int] = mapped_column(default=0)
    because: Mapped[str] = mapped_column(String(40), default="")  # a Because


class GroupMail(Model):
    """A mail that an organiser writes to a group. `audience` is `rules.Audience` as JSON. While it is a draft
    it can be changed; `version` is of the words, so that two organisers lose nothing."""

    __tablename__ = "group_mails"
    __table_args__ = (Index("ix_group_mails_event", "event_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    subject: Mapped[str] = mapped_column(String(200), default="")
    words: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[dict[str, Any]] = mapped_column(default=dict)
    is_news: Mapped[bool] = mapped_column(default=False)
    is_private: Mapped[bool] = mapped_column(default=False)
    state: Mapped[GroupState] = mapped_column(String(10), default=GroupState.DRAFT)
    version: Mapped[int] = mapped_column(default=1)
    made_by: Mapped[str] = mapped_column(String(320))
    made_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    goes_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    people: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship()
