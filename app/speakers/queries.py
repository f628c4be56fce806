"""Reading desks and what stands on them."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.accounts import queries as accounts
from app.accounts.enums import LinkPurpose
from app.accounts.models import Person
from app.kernel.database import db
from app.programme.models import Session, Speaker
from app.speakers.models import Desk


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
