"""The outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.mail.enums import MessageState


class OutboxMessage(Model):
    """One mail to one address, with its finished words; the worker builds HTML, calendar part and MIME.

    `scope` is plain text (an event's slug, or empty), `subject_ref` the public id of what it is about.
    `secret` mails (a sign-in code) lose their words once sent. `values` feed `body.html`.
    `calendar` is {"method": ..., "entry": {...}}, frozen when the message was posted.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "due_at"),
        Index("ix_outbox_scope", "scope", "created_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    scope: Mapped[str] = mapped_column(String(80), default="")
    subject_ref: Mapped[str] = mapped_column(String(32), index=True, default="")
    template: Mapped[str] = mapped_column(String(80))
    urgent: Mapped[bool] = mapped_column(default=False)
    secret: Mapped[bool] = mapped_column(default=False)
    to_address: Mapped[str] = mapped_column(String(320))
    to_name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(10), default="en")
    subject: Mapped[str] = mapped_column(String(400))
    text: Mapped[str] = mapped_column(Text)
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    calendar: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[MessageState] = mapped_column(String(10), default=MessageState.QUEUED)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(String(400), default="")
    sent_at: Mapped[datetime | None]
