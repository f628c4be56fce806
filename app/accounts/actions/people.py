"""People."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts import rules
from app.accounts.models import Person
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction

_KNOWN = select(Person).where(
    Person.email == bindparam("address"), Person.name_key == bindparam("key")
)


def find_or_add_person(email: str, *, name: str, now: datetime) -> Person:
    """The person of this address and name; two at once for the same person give one row."""
    session = needs_transaction()
    address, key = rules.address_of(email), rules.name_key(name)
    wanted = {"address": address, "key": key}
    person = session.scalar(_KNOWN, wanted)
    if person is not None:
        return person
    dialect = sqlite if session.get_bind().dialect.name == "sqlite" else postgresql
    added = session.scalar(
        dialect.insert(Person)
        .values(
            public_id=public_id(),
            email=address,
            name=rules.name_of(name),
            name_key=key,
            created_at=now,
        )
        .on_conflict_do_nothing(index_elements=["email", "name_key"])
        .returning(Person)
    )
    return added if added is not None else session.scalars(_KNOWN, wanted).one()
