"""Personal links."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import update

from app.accounts.enums import LinkPurpose
from app.accounts.models import PersonalLink
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction


def make_link(
    purpose: LinkPurpose,
    *,
    subject: str,
    person_id: int,
    now: datetime,
    expires_at: datetime | None = None,
) -> PersonalLink:
    """A new link for this purpose and subject (a public id)."""
    link = PersonalLink(
        public_id=public_id(),
        purpose=purpose,
        subject=subject,
        person_id=person_id,
        created_at=now,
        expires_at=expires_at,
    )
    needs_transaction().add(link)
    return link


def revoke_links(purpose: LinkPurpose, *, subject: str, now: datetime) -> None:
    """From now on these links are as if they had never been."""
    needs_transaction().execute(
        update(PersonalLink)
        .where(
            PersonalLink.purpose == purpose,
            PersonalLink.subject == subject,
            PersonalLink.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
