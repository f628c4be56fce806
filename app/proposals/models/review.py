"""Reviewers, what they score, and what they say to each other."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.events.models import LibraryService
from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.programme.models import Track


class Reviewer(Model):
    """A member of the panel of one event, and whose service they are of: what that service offers or
    presents they never see. The role in the event is a membership (`Role.REVIEWER`)."""

    __tablename__ = "reviewers"
    __table_args__ = (UniqueConstraint("event_id", "person_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("library_services.id"))
    other_organisation: Mapped[str] = mapped_column(String(160), default="")
    ended_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    service: Mapped[LibraryService | None] = relationship()
    tracks: Mapped[list[Track]] = relationship(secondary="reviewer_tracks", order_by=Track.position)


class ReviewerTrack(Model):
    __tablename__ = "reviewer_tracks"

    reviewer_id: Mapped[int] = mapped_column(ForeignKey("reviewers.id"), primary_key=True)
    track_id: Mapped[int] = mapped_column(ForeignKey("tracks.id"), primary_key=True)


class Assignment(Model):
    """A proposal that this reviewer is asked to review."""

    __tablename__ = "assignments"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("reviewers.id"), primary_key=True)
    assigned_at: Mapped[datetime]


class ScoreCategory(Model):
    """What is scored, one to three an event. `words`: a list of [value, words], the lowest first."""

    __tablename__ = "score_categories"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    words: Mapped[list[Any]]
    position: Mapped[int] = mapped_column(default=0)


class Review(Model):
    __tablename__ = "reviews"
    __table_args__ = (UniqueConstraint("proposal_id", "reviewer_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("reviewers.id"), index=True)
    text: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    reviewer: Mapped[Reviewer] = relationship()
    scores: Mapped[list["Score"]] = relationship()


class Score(Model):
    __tablename__ = "scores"

    review_id: Mapped[int] = mapped_column(ForeignKey("reviews.id"), primary_key=True)
    category_id: Mapped[int] = mapped_column(ForeignKey("score_categories.id"), primary_key=True)
    value: Mapped[int]


class ReviewComment(Model):
    """One reviewer's words to the others about a proposal."""

    __tablename__ = "review_comments"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    reviewer_id: Mapped[int] = mapped_column(ForeignKey("reviewers.id"))
    text: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]

    reviewer: Mapped[Reviewer] = relationship()
