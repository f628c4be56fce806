"""Reading desks and what stands on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import and_, select
from sqlalchemy.orm import joinedload

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.accounts.models import Person
from app.kernel.database import db
from app.programme.models import Session, Speaker
from app.speakers.models import Desk, RecordingConsent, SpeakerNote, TechCheck, TechCheckBooking


def desk_by_ref(public_id: str) -> Desk | None:
    return db.session.scalar(
        select(Desk)
        .options(joinedload(Desk.event), joinedload(Desk.person))
        .where(Desk.public_id == public_id)
    )


def desk_at(event_id: int, email: str) -> Desk | None:
    """The desk of an address; `email` as people have it, in small letters."""
    return db.session.scalar(select(Desk).where(Desk.event_id == event_id, Desk.email == email))


def url_of(desk: Desk) -> str:
    """The whole address of a desk, as it stands in a mail: it has a living link since it was made."""
    links = accounts.links_of([desk.public_id], LinkPurpose.DESK)
    return accounts.url_of(links[desk.public_id])


def sessions_of(desk: Desk) -> Sequence[Session]:
    """The sessions of the event that somebody at this address presents, by title."""
    return db.session.scalars(
        select(Session)
        .where(
            Session.event_id == desk.event_id,
            Session.id.in_(
                select(Speaker.session_id)
                .join(Person, Person.id == Speaker.person_id)
                .where(Person.email == desk.email)
            ),
        )
        .order_by(Session.title, Session.id)
    ).all()


def presents(desk: Desk, session_id: int) -> bool:
    """Whether somebody at this address presents this session."""
    return any(item.id == session_id for item in sessions_of(desk))


def desks_of_people(event_id: int, person_ids: Sequence[int]) -> dict[int, Desk]:
    """The desk of each person who has one, by the person's id."""
    rows = db.session.execute(
        select(Person.id, Desk)
        .join(Desk, Desk.email == Person.email)
        .where(Desk.event_id == event_id, Person.id.in_(person_ids))
    )
    return {row[0]: row[1] for row in rows}


@dataclass(frozen=True)
class PresentingRow:
    """Somebody with an address who presents a session, and the hours they gave; None: not said."""

    session_id: int
    person_id: int
    name: str
    available: list[int] | None


def presenting(event_id: int) -> list[PresentingRow]:
    """Everybody who presents in an event, session by session."""
    rows = db.session.execute(
        select(Speaker.session_id, Person.id, Person.name, Desk.available)
        .join(Session, Session.id == Speaker.session_id)
        .join(Person, Person.id == Speaker.person_id)
        .outerjoin(Desk, and_(Desk.email == Person.email, Desk.event_id == event_id))
        .where(Session.event_id == event_id)
        .order_by(Speaker.session_id, Speaker.position, Speaker.id)
    )
    return [PresentingRow(*row) for row in rows]


def consents(session_ids: Sequence[int]) -> dict[tuple[int, int], bool]:
    """What was said about a recording, by session and person."""
    rows = db.session.scalars(
        select(RecordingConsent).where(RecordingConsent.session_id.in_(session_ids))
    )
    return {(row.session_id, row.person_id): row.agrees for row in rows}


@dataclass(frozen=True)
class OfferedCheck:
    """A tech check, and who has chosen it."""

    check: TechCheck
    desks: tuple[Desk, ...]

    @property
    def left(self) -> int:
        return self.check.places - len(self.desks)


def tech_checks(event_id: int) -> list[OfferedCheck]:
    """All of them by time."""
    checks = db.session.scalars(
        select(TechCheck)
        .where(TechCheck.event_id == event_id)
        .order_by(TechCheck.starts_at, TechCheck.id)
    ).all()
    bookings = db.session.scalars(
        select(TechCheckBooking)
        .join(TechCheckBooking.tech_check)
        .options(joinedload(TechCheckBooking.desk).joinedload(Desk.person))
        .where(TechCheck.event_id == event_id, TechCheckBooking.ended_at.is_(None))
        .order_by(TechCheckBooking.id)
    ).all()
    return [
        OfferedCheck(check, tuple(one.desk for one in bookings if one.tech_check_id == check.id))
        for check in checks
    ]


def tech_check(event_id: int, public_id: str) -> TechCheck | None:
    return db.session.scalar(
        select(TechCheck).where(TechCheck.event_id == event_id, TechCheck.public_id == public_id)
    )


def booked_check(desk_id: int) -> TechCheckBooking | None:
    """The tech check that this desk has chosen."""
    return db.session.scalar(
        select(TechCheckBooking)
        .options(joinedload(TechCheckBooking.tech_check))
        .where(TechCheckBooking.desk_id == desk_id, TechCheckBooking.ended_at.is_(None))
    )


def notes(event_id: int) -> Sequence[SpeakerNote]:
    return db.session.scalars(
        select(SpeakerNote)
        .options(joinedload(SpeakerNote.room))
        .where(SpeakerNote.event_id == event_id)
        .order_by(SpeakerNote.title, SpeakerNote.id)
    ).all()


def note(event_id: int, public_id: str) -> SpeakerNote | None:
    return db.session.scalar(
        select(SpeakerNote).where(
            SpeakerNote.event_id == event_id, SpeakerNote.public_id == public_id
        )
    )
