"""Reading mails to groups."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from app.campaigns.enums import GroupState
from app.campaigns.models import GroupMail
from app.kernel.database import db
from app.kernel.transaction import needs_transaction
from app.mail.models import OutboxMessage


def mail_by_ref(event_id: int, ref: str, *, sees_private: bool) -> GroupMail | None:
    """`sees_private`: the reader is the access lead."""
    query = select(GroupMail).where(GroupMail.event_id == event_id, GroupMail.public_id == ref)
    found = db.session.scalar(query.options(joinedload(GroupMail.event)))
    return found if found is not None and (sees_private or not found.is_private) else None


def any_mail(ref: str) -> GroupMail | None:
    """Of whichever event."""
    return db.session.scalar(select(GroupMail).where(GroupMail.public_id == ref))


def locked_mail(ref: str) -> GroupMail:
    """Read afresh with the row locked: who sends, stops and writes do so one after the other."""
    return (
        needs_transaction()
        .scalars(
            select(GroupMail)
            .where(GroupMail.public_id == ref)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
        .one()
    )


def mails_of(event_id: int) -> Sequence[GroupMail]:
    """Those to groups, newest first."""
    return db.session.scalars(
        select(GroupMail)
        .where(GroupMail.event_id == event_id, ~GroupMail.is_private)
        .order_by(GroupMail.id.desc())
    ).all()


def waiting_mails(event_id: int) -> Sequence[GroupMail]:
    """Those within their pause, by when they go."""
    return db.session.scalars(
        select(GroupMail)
        .where(
            GroupMail.event_id == event_id,
            ~GroupMail.is_private,
            GroupMail.state == GroupState.WAITING,
        )
        .order_by(GroupMail.goes_at, GroupMail.id)
    ).all()


def private_mails(event_id: int, registration_ref: str) -> Sequence[GroupMail]:
    """What access leads wrote to one person, newest first."""
    rows = db.session.scalars(
        select(GroupMail)
        .where(GroupMail.event_id == event_id, GroupMail.is_private)
        .order_by(GroupMail.id.desc())
    )
    return [row for row in rows if row.audience.get("person") == registration_ref]


def written_in(batch: str) -> int:
    """How many mails are part of a sending."""
    query = select(func.count()).where(OutboxMessage.batch == batch)
    return needs_transaction().scalar(query) or 0


def states_in(batch: str) -> dict[str, int]:
    """How they did: states with their numbers."""
    query = select(OutboxMessage.state, func.count()).where(OutboxMessage.batch == batch)
    return {row[0]: row[1] for row in db.session.execute(query.group_by(OutboxMessage.state))}


def messages_in(batch: str, *, limit: int, offset: int) -> Sequence[OutboxMessage]:
    """Each person's mail, by name."""
    return db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.batch == batch)
        .order_by(func.lower(OutboxMessage.to_name), OutboxMessage.id)
        .limit(limit)
        .offset(offset)
    ).all()
