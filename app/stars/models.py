"""Who has starred what. A visitor is a random value in their own browser, no person."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Model


class Star(Model):
    """`visitor` is a digest of the value in the visitor's cookie: the rows alone are nobody's list."""

    __tablename__ = "stars"

    visitor: Mapped[str] = mapped_column(String(64), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("sessions.id"), primary_key=True, index=True)
    starred_at: Mapped[datetime]
