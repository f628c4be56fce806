"""Personal links."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert

from app.accounts.enums import LinkPurpose
from app.accounts.models import PersonalLink
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction

_INSERT = insert(cast("Table", PersonalLink.__table__))


def make_links(
    subjects: Mapping[str, LinkPurpose], *, person_id: int, now: datetime
) -> dict[str, PersonalLink]:
    """A new link for each subject (a public id) and what it shall open, all in one statement.

    The rows given back are for reading their tokens; they are not part of the session.
    """
    rows: list[dict[str, Any]] = [
        {
            "public_id": public_id(),
            "purpose": purpose.value,
            "subject": subject,
            "person_id": person_id,
            "created_at": now,
        }
        for subject, purpose in subjects.items()
    ]
    if rows:
        needs_transaction().execute(_INSERT, rows)
    return {row["subject"]: PersonalLink(**row) for row in rows}
