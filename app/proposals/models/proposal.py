"""A proposal: what it says, who presents it, what was answered, and what has become of it."""

from datetime import datetime

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Person
from app.events.models import Event, LibraryService
from app.kernel.database import Model
from app.kernel.tokens import public_id
from app.materials.models import StoredFile
from app.programme.models import Session, Tag, Track
from app.proposals.enums import (
    CorrectionState,
    Decision,
    Level,
    PresenterState,
    ProposalState,
)
from app.proposals.models.call import CallType, Question

_STATES = "state IN ('draft','submitted','withdrawn','accepted','reserve','rejected','confirmed','declined')"
_ASKED = text("state = 'asked'")


class Proposal(Model):
    """A session that a library service offers. `service` owns it. Its words may be empty as long as it
    is a draft. `revision` grows with every change of its words: two who write at once are told.

    `decision` is what the organisers mean to do, unseen until it is released; `state` is what the
    speakers know. `session` is what it became.
    """

    __tablename__ = "proposals"
    __table_args__ = (
        CheckConstraint(_STATES, name="state_known"),
        Index("ix_proposals_event_state", "event_id", "state"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    event_id: Mapped[int] = mapped_column(ForeignKey("events.id"))
    type_id: Mapped[int | None] = mapped_column(ForeignKey("call_types.id"))
    state: Mapped[ProposalState] = mapped_column(String(10))
    title: Mapped[str] = mapped_column(String(200))
    abstract: Mapped[str] = mapped_column(Text, default="")
    outcomes: Mapped[str] = mapped_column(Text, default="")  # one a line
    prerequisites: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[str] = mapped_column(Text, default="")
    level: Mapped[Level] = mapped_column(String(12), default=Level.ANYONE)
    language: Mapped[str] = mapped_column(String(20), default="en")
    minutes: Mapped[int | None]
    track_id: Mapped[int | None] = mapped_column(ForeignKey("tracks.id"))
    service_id: Mapped[int | None] = mapped_column(ForeignKey("library_services.id"))
    other_organisation: Mapped[str] = mapped_column(String(160), default="")
    recording: Mapped[str] = mapped_column(
        String(10), default=""
    )  # a RecordingWish; empty: not said
    technical_needs: Mapped[str] = mapped_column(Text, default="")
    revision: Mapped[int] = mapped_column(default=1)
    form_token: Mapped[str] = mapped_column(String(64), unique=True)  # a double click makes one
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("proposals.id"))
    late_code_id: Mapped[int | None] = mapped_column(ForeignKey("late_codes.id"), index=True)
    session_id: Mapped[int | None] = mapped_column(ForeignKey("sessions.id"), unique=True)
    decision: Mapped[Decision | None] = mapped_column(String(10))
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(String(320), default="")
    told_at: Mapped[datetime | None]  # of the decision
    confirm_by_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]

    event: Mapped[Event] = relationship()
    type: Mapped[CallType | None] = relationship()
    track: Mapped[Track | None] = relationship()
    service: Mapped[LibraryService | None] = relationship()
    session: Mapped[Session | None] = relationship()
    tags: Mapped[list[Tag]] = relationship(secondary="proposal_tags", order_by=Tag.name)
    presenters: Mapped[list["Presenter"]] = relationship(order_by="Presenter.id")
    answers: Mapped[list["Answer"]] = relationship(order_by="Answer.question_id")

    @property
    def owner(self) -> str:
        """The library service, or the other organisation, that offers it."""
        return self.service.name if self.service else self.other_organisation

    @property
    def is_session(self) -> bool:
        """Whether it stands in the programme, and those who sent it still come, or may."""
        going = (ProposalState.ACCEPTED, ProposalState.CONFIRMED)
        return self.session_id is not None and self.state in going

    @property
    def lead(self) -> "Presenter":
        return next(one for one in self.presenters if one.is_lead)


class ProposalTag(Model):
    __tablename__ = "proposal_tags"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    tag_id: Mapped[int] = mapped_column(ForeignKey("tags.id"), primary_key=True)


class Presenter(Model):
    """Who presents, or is asked to. `is_lead`: who sent the proposal, and answers for it. The service is
    the one they present for; it may be another than the proposal's. `agrees_to_recording`: None is not
    said."""

    __tablename__ = "presenters"
    __table_args__ = (
        UniqueConstraint("proposal_id", "person_id"),
        Index(
            "uq_presenters_lead", "proposal_id",
            unique=True, sqlite_where=text("is_lead"), postgresql_where=text("is_lead"),
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    is_lead: Mapped[bool] = mapped_column(default=False)
    state: Mapped[PresenterState] = mapped_column(String(10))
    role: Mapped[str] = mapped_column(String(120), default="")
    service_id: Mapped[int | None] = mapped_column(ForeignKey("library_services.id"))
    other_organisation: Mapped[str] = mapped_column(String(160), default="")
    agrees_to_recording: Mapped[bool | None]
    invited_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()
    service: Mapped[LibraryService | None] = relationship()

    @property
    def organisation(self) -> str:
        return self.service.name if self.service else self.other_organisation


class PresenterNeed(Model):
    """What who presents needs to take part, sealed (`kernel.sealing`); for the access lead alone."""

    __tablename__ = "presenter_needs"

    presenter_id: Mapped[int] = mapped_column(ForeignKey("presenters.id"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    said_at: Mapped[datetime]


class Answer(Model):
    """To an organiser's question: words (a number, a date and an address too), or a file."""

    __tablename__ = "answers"

    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("questions.id"), primary_key=True)
    value: Mapped[str] = mapped_column(Text, default="")
    file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))

    question: Mapped[Question] = relationship()
    file: Mapped[StoredFile | None] = relationship()


class ProposalMove(Model):
    """A change of state: the only thing that changes one writes this row too."""

    __tablename__ = "proposal_moves"

    id: Mapped[int] = mapped_column(primary_key=True)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"), index=True)
    from_state: Mapped[str] = mapped_column(String(10), default="")
    to_state: Mapped[ProposalState] = mapped_column(String(10))
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(320))
    because: Mapped[str] = mapped_column(String(300), default="")


class Correction(Model):
    """Other words for a session that the public can read already: they wait for an organiser's nod.
    At most one waits for each proposal; a newer one takes the place of the one that waits."""

    __tablename__ = "corrections"
    __table_args__ = (
        Index(
            "uq_corrections_asked", "proposal_id",
            unique=True, sqlite_where=_ASKED, postgresql_where=_ASKED,
        ),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    public_id: Mapped[str] = mapped_column(String(32), unique=True, default=public_id)
    proposal_id: Mapped[int] = mapped_column(ForeignKey("proposals.id"))
    title: Mapped[str] = mapped_column(String(200))
    abstract: Mapped[str] = mapped_column(Text)
    outcomes: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[CorrectionState] = mapped_column(String(10), default=CorrectionState.ASKED)
    asked_by: Mapped[str] = mapped_column(String(320))
    asked_at: Mapped[datetime]
    answered_by: Mapped[str] = mapped_column(String(320), default="")
    answered_at: Mapped[datetime | None]

    proposal: Mapped[Proposal] = relationship()
