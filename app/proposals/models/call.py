"""The call for proposals of an event: its windows, session types, questions and late codes."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.events.models import Event
from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.programme.enums import SessionKind
from app.proposals.enums import AssignBy, Need, QuestionKind


class Call(Model):
    """One for each event that asks for proposals. `withdrawn_at`: taken back for now, whatever its
    dates say. `confirm_days`: how long who is accepted has to say that they come."""

    __tablename__ = "calls"
    __table_args__ = (
        CheckConstraint("reviews_each BETWEEN 1 AND 20", name="reviews_each_small"),
        CheckConstraint("confirm_days BETWEEN 1 AND 60", name="confirm_days_small"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), unique=True)
    intro: Mapped[str] = mapped_column(Text, default="")
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    is_blind: Mapped[bool] = mapped_column(default=False)  # reviewers see no names and no services
    reviews_open_at: Mapped[datetime | None]
    reviews_close_at: Mapped[datetime | None]
    reviews_each: Mapped[int] = mapped_column(default=3)  # how many reviews a proposal shall have
    assign_by: Mapped[AssignBy] = mapped_column(String(10), default=AssignBy.NOBODY)
    confirm_days: Mapped[int] = mapped_column(default=10)
    updated_at: Mapped[datetime]

    event: Mapped[Event] = relationship()


class CallType(Model):
    """A type of session that can be proposed, such as a workshop of 45 or 90 minutes. Its own window
    counts before the call's. `lengths` are whole minutes with commas between."""

    __tablename__ = "call_types"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[SessionKind] = mapped_column(String(10))  # what it becomes in the programme
    lengths: Mapped[str] = mapped_column(String(60))
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    position: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]  # cannot be chosen any more

    @property
    def minutes(self) -> list[int]:
        return [int(part) for part in self.lengths.split(",") if part]


class Question(Model):
    """What organisers ask besides. `choices` stand one a line. `frozen_from`: answers stand from then
    on. `for_reviewers`: they may read the answers too, not organisers alone."""

    __tablename__ = "questions"

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"), index=True)
    kind: Mapped[QuestionKind] = mapped_column(String(10))
    label: Mapped[str] = mapped_column(String(300))
    hint: Mapped[str] = mapped_column(String(300), default="")
    choices: Mapped[str] = mapped_column(Text, default="")
    need: Mapped[Need] = mapped_column(String(20), default=Need.OPTIONAL)
    required_from: Mapped[datetime | None]
    frozen_from: Mapped[datetime | None]
    for_reviewers: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]  # not asked any more; its answers stay


class LateCode(Model):
    """Lets some people send a proposal after the deadline: so many, until then."""

    __tablename__ = "late_codes"
    __table_args__ = (
        UniqueConstraint("event_id", "code"),
        CheckConstraint("uses > 0", name="uses_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    code: Mapped[str] = mapped_column(String(20))
    label: Mapped[str] = mapped_column(String(120), default="")
    uses: Mapped[int]
    expires_at: Mapped[datetime]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
