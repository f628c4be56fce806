"""Desks and their links."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.dialects import postgresql, sqlite

from app.accounts.actions import make_links
from app.accounts.enums import LinkPurpose
from app.accounts.models import Person
from app.audit.actions import record
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.mail.actions import post
from app.speakers import messages, queries
from app.speakers.models import Desk


def open_desk(event_id: int, person: Person, *, now: datetime) -> Desk:
    """The desk of the person's address in the event, made with its link when there is none."""
    session = needs_transaction()
    dialect = session.get_bind().dialect.name
    insert = (sqlite if dialect == "sqlite" else postgresql).insert(Desk)
    row = {
        "public_id": public_id(),
        "event_id": event_id,
        "email": person.email,
        "person_id": person.id,
        "created_at": now,
    }
    made = session.scalar(
        insert.values(row)
        .on_conflict_do_nothing(index_elements=["event_id", "email"])
        .returning(Desk)
    )
    if made is None:
        known = queries.desk_at(event_id, person.email)
        assert known is not None, "it was there a moment ago, and desks are never taken away"
        return known
    make_links({made.public_id: LinkPurpose.DESK}, person_id=person.id, now=now)
    return made


def resend_desk_link(desk: Desk, *, now: datetime, actor: str) -> None:
    """Mails where the desk is; within a minute once."""
    post(messages.desk_link(desk, now=now), now=now)
    record("desk link sent", now=now, actor=actor, scope=desk.event.slug, subject=desk.public_id)


def send_desk_link(event_id: int, email: str, *, now: datetime) -> None:
    """ "Lost your link?": a mail to this address when it has a desk. Nothing tells who asked whether it
    has one."""
    desk = queries.desk_at(event_id, email)
    if desk is not None:
        post(messages.desk_link(desk, now=now), now=now)
