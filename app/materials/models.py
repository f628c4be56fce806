"""Materials of sessions with all their versions, and stored files."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.materials.enums import Audience, FileKind, MaterialKind, ScanState
from app.programme.models import Session


class StoredFile(Model):
    """A file somebody uploaded. Its bytes lie in the storage (FILES_URL) under `storage_key`, a random
    name; `name` is what its owner called it, cleaned, for the download alone.

    `thumbnails` counts the pictures of its pages that lie beside it. `findings` are codes of what could
    be easier to read for everybody (see `rules.findings`); None: not looked at yet.
    """

    __tablename__ = "stored_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    storage_key: Mapped[str] = mapped_column(String(100), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[FileKind] = mapped_column(String(10))
    size: Mapped[int] = mapped_column(BigInteger)  # bytes
    sha256: Mapped[str] = mapped_column(String(64))
    uploaded_by: Mapped[str] = mapped_column(String(320))
    created_at: Mapped[datetime]
    scan: Mapped[ScanState] = mapped_column(String(20))
    thumbnails: Mapped[int] = mapped_column(default=0)
    findings: Mapped[list[Any] | None] = mapped_column(JSON(none_as_null=True))
    inspect_at: Mapped[datetime | None] = mapped_column(index=True)
    inspections: Mapped[int] = mapped_column(default=0)


class Material(Model):
    """One thing that belongs to a session, whatever version it is in. `audience` and `release_at` are
    its own; None: as the event's rules say."""

    __tablename__ = "materials"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), index=True)
    kind: Mapped[MaterialKind] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    audience: Mapped[Audience | None] = mapped_column(String(10))
    release_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by: Mapped[str] = mapped_column(String(320), default="")

    session: Mapped[Session] = relationship()
    versions: Mapped[list["MaterialVersion"]] = relationship(order_by="MaterialVersion.number")

    @property
    def newest(self) -> "MaterialVersion":
        return self.versions[-1]


class MaterialVersion(Model):
    """A file or an address; the newest is shown, older ones are kept for the speaker and organisers."""

    __tablename__ = "material_versions"
    __table_args__ = (
        UniqueConstraint("material_id", "number"),
        CheckConstraint("(file_id IS NULL) <> (url = '')", name="file_or_address"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    material_id: Mapped[int] = mapped_column(ForeignKey("materials.id"))
    number: Mapped[int]
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"), unique=True)
    url: Mapped[str] = mapped_column(String(1000), default="")
    added_by: Mapped[str] = mapped_column(String(320))
    added_at: Mapped[datetime]

    file: Mapped[StoredFile | None] = relationship()
