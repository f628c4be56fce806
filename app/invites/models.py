"""The calendar entries we keep true."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Model


class Invite(Model):
    """One calendar entry of one person: for the day (no slot) or for one slot. Made once, for life.

    `uid` and `sequence` (RFC 5545) survive cancelling and booking again. `entry` is what was last
    sent; empty when it was cancelled or never sent.
    """

    __tablename__ = "invites"
    __table_args__ = (
        Index(
            "uq_invites_day", "registration_id", unique=True,
            sqlite_where=text("slot_id IS NULL"), postgresql_where=text("slot_id IS NULL"),
        ),
        Index("uq_invites_slot", "registration_id", "slot_id", unique=True),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"))
    slot_id: Mapped[int | None] = mapped_column(ForeignKey("slots.id"), index=True)
    uid: Mapped[str] = mapped_column(String(120), unique=True)
    sequence: Mapped[int] = mapped_column(default=0)
    is_cancelled: Mapped[bool] = mapped_column(default=False)
    entry: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    changed_at: Mapped[datetime]
