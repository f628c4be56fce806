"""People and the ways they show who they are."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.database import Model
from app.kernel.tokens import public_id


class Person(Model):
    """An address and a name. Colleagues who share a mailbox are two people."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("email", "name_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    email: Mapped[str] = mapped_column(String(320), index=True)
    name: Mapped[str] = mapped_column(String(200))
    name_key: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]


class SignInCode(Model):
    """A six-digit code sent by mail. Only the newest of an address is valid, once, for ten minutes."""

    __tablename__ = "sign_in_codes"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    code_digest: Mapped[str] = mapped_column(String(64))
    asked_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    tries: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]


class Device(Model):
    """A browser that is signed in as an address. Ending the row ends the session."""

    __tablename__ = "devices"

    id: Mapped[int] = mapped_column(primary_key=True)
    token_digest: Mapped[str] = mapped_column(String(64), unique=True)
    email: Mapped[str] = mapped_column(String(320), index=True)
    label: Mapped[str] = mapped_column(String(200), default="")
    signed_in_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    @property
    def ref(self) -> str:
        """Names the row in its owner's forms; says nothing about the token."""
        return self.token_digest[:24]


class PersonalLink(Model):
    """An address that needs no sign-in: for one purpose, one subject (a public id), revocable.

    The token in the address is this row's public id with a signature, so it can be written again
    into a later mail and cannot be made from a copy of the database.
    """

    __tablename__ = "personal_links"
    __table_args__ = (Index("ix_personal_links_subject", "purpose", "subject"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    purpose: Mapped[str] = mapped_column(String(20))
    subject: Mapped[str] = mapped_column(String(32))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class NewsConsent(Model):
    """Somebody ticked the box for news: the words they saw, when and where, and when they left. News goes to
    an address while a row of it is live; service mails need no consent and carry no news.

    Source: UK GDPR art. 7(1), PECR reg. 22.
    """

    __tablename__ = "news_consents"
    __table_args__ = (
        Index(
            "uq_news_consents_live", "email", unique=True,
            sqlite_where=text("ended_at IS NULL"), postgresql_where=text("ended_at IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    email: Mapped[str] = mapped_column(String(320))
    name: Mapped[str] = mapped_column(String(200), default="")
    wording: Mapped[str] = mapped_column(Text)
    given_in: Mapped[str] = mapped_column(String(80))  # the event's address at that time
    given_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str] = mapped_column(String(20), default="")  # page, one-click, organiser
