"""Personal links."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert, update

from app.accounts.enums import LinkPurpose
from app.accounts.models import PersonalLink
from app.accounts.queries import Link
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction

_INSERT = insert(cast("Table", PersonalLink.__table__))


def make_links(
    subjects: Mapping[str, LinkPurpose], *, person_id: int, now: datetime
) -> dict[str, Link]:
    """A new link for each subject (a public id) and what it shall open."""
    made = make_links_for(subjects.items(), person_id=person_id, now=now)
    return {subject: link for (subject, _), link in made.items()}


def make_links_for(
    wanted: Iterable[tuple[str, LinkPurpose]], *, person_id: int, now: datetime
) -> dict[tuple[str, LinkPurpose], Link]:
    """The same for subjects that want links of several purposes; all in one statement."""
    rows: list[dict[str, Any]] = [
        {
            "public_id": public_id(),
            "purpose": purpose.value,
            "subject": subject,
            "person_id": person_id,
            "created_at": now,
        }
        for subject, purpose in wanted
    ]
    if rows:
        needs_transaction().execute(_INSERT, rows)
    links = [Link(row["subject"], row["purpose"], row["public_id"]) for row in rows]
    return {(link.subject, LinkPurpose(link.purpose)): link for link in links}


def revoke_links(subjects: Sequence[str], *, now: datetime) -> None:
    """Every living link of these subjects (public ids) opens nothing any more."""
    needs_transaction().execute(
        update(PersonalLink)
        .where(PersonalLink.subject.in_(subjects), PersonalLink.revoked_at.is_(None))
        .values(revoked_at=now)
    )


def renew_link(subject: str, purpose: LinkPurpose, *, person_id: int, now: datetime) -> Link:
    """A new address in place of the old one, which opens nothing any more."""
    needs_transaction().execute(
        update(PersonalLink)
        .where(
            PersonalLink.subject == subject,
            PersonalLink.purpose == purpose,
            PersonalLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    return make_links({subject: purpose}, person_id=person_id, now=now)[subject]
