"""The outbox."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.mail.enums import Failure, MessageState


class OutboxMessage(Model):
    """One mail to one address, with its finished words; the worker builds HTML, calendar part and MIME.

    `scope` is plain text (an event's slug, or empty), `subject_ref` the public id of what it is about.
    `secret` mails (a sign-in code) lose their words once sent. `values` feed `body.html`.
    `calendar` is {"method": ..., "entry": {...}}, frozen when the message was posted.
    `batch` is the public id of the sending that it is part of, or empty. `domain` is the recipient's, so
    that what one gateway refuses is one line. `tried_at`: first; from then on the 72 hours count.
    `is_private`: for the access lead's eyes. `useful_until`: from then on it is stopped instead of sent.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index("ix_outbox_due", "state", "due_at"),
        Index("ix_outbox_scope", "scope", "created_at"),
        Index("ix_outbox_address", "to_address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    scope: Mapped[str] = mapped_column(String(80), default="")
    subject_ref: Mapped[str] = mapped_column(String(32), index=True, default="")
    template: Mapped[str] = mapped_column(String(80))
    urgent: Mapped[bool] = mapped_column(default=False)
    secret: Mapped[bool] = mapped_column(default=False)
    is_private: Mapped[bool] = mapped_column(default=False)
    batch: Mapped[str] = mapped_column(String(32), index=True, default="")
    to_address: Mapped[str] = mapped_column(String(320))
    domain: Mapped[str] = mapped_column(String(255), default="")
    to_name: Mapped[str] = mapped_column(String(200), default="")
    language: Mapped[str] = mapped_column(String(10), default="en")
    subject: Mapped[str] = mapped_column(String(400))
    text: Mapped[str] = mapped_column(Text)
    values: Mapped[dict[str, Any]] = mapped_column(default=dict)
    calendar: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    headers: Mapped[dict[str, Any]] = mapped_column(default=dict)
    message_id: Mapped[str] = mapped_column(String(200), unique=True)
    dedupe_key: Mapped[str] = mapped_column(String(200), unique=True)
    state: Mapped[MessageState] = mapped_column(String(10), default=MessageState.QUEUED)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    attempts: Mapped[int] = mapped_column(default=0)
    failure: Mapped[Failure | None] = mapped_column(String(12))
    last_error: Mapped[str] = mapped_column(String(400), default="")
    tried_at: Mapped[datetime | None]
    useful_until: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]


class Route(Model):
    """The way to the mail server: one row. While it is away nothing is tried before `paused_until`; while it
    is held (`held_at`, after a restore) nothing goes at all."""

    __tablename__ = "mail_route"
    __table_args__ = (CheckConstraint("id = 1", name="one_row"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    failures: Mapped[int] = mapped_column(default=0)  # in a row
    put_off: Mapped[str] = mapped_column(
        String(100), default=""
    )  # ids, in a row, with spaces between
    away_since: Mapped[datetime | None]
    paused_until: Mapped[datetime | None]
    last_error: Mapped[str] = mapped_column(String(400), default="")
    held_at: Mapped[datetime | None]
    held_because: Mapped[str] = mapped_column(String(200), default="")


class Wording(Model):
    """An organiser's own words of one mail in one language, with placeholders. `template` as in the outbox,
    with `:` and its variant where it has some. Empty: the built-in ones."""

    __tablename__ = "mail_wordings"
    __table_args__ = (UniqueConstraint("scope", "template", "language"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    scope: Mapped[str] = mapped_column(String(80))
    template: Mapped[str] = mapped_column(String(100))
    language: Mapped[str] = mapped_column(String(10))
    subject: Mapped[str] = mapped_column(String(200), default="")
    opening: Mapped[str] = mapped_column(Text, default="")
    updated_at: Mapped[datetime]
    updated_by: Mapped[str] = mapped_column(String(320))
