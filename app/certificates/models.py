"""Certificates as they were issued."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.certificates.enums import CertificateState
from app.kernel.database import Model
from app.registration.models import Registration

_VALID = text("state = 'valid'")


class Certificate(Model):
    """Issued once, with its words frozen; a download only renders them.

    `short_code` is typed by hand, `long_code` stands in the QR code and shows the name too.
    `ended_because` is the organiser's reason for revoking or replacing it.
    """

    __tablename__ = "certificates"
    __table_args__ = (
        Index(
            "uq_certificates_valid", "registration_id",
            unique=True, sqlite_where=_VALID, postgresql_where=_VALID,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registrations.id"), index=True)
    short_code: Mapped[str] = mapped_column(String(12), unique=True)
    long_code: Mapped[str] = mapped_column(String(40), unique=True)
    state: Mapped[CertificateState] = mapped_column(String(10), default=CertificateState.VALID)
    content: Mapped[dict[str, Any]]
    issued_at: Mapped[datetime]
    issued_by: Mapped[str] = mapped_column(String(320))
    ended_at: Mapped[datetime | None]
    ended_because: Mapped[str] = mapped_column(String(300), default="")

    registration: Mapped[Registration] = relationship()
