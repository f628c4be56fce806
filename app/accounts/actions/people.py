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

_ADD = {
    dialect: module.insert(Person)
    .on_conflict_do_nothing(index_elements=["email", "name_key"])
    .returning(Person)
    for dialect, module in (("sqlite", sqlite), ("postgresql", postgresql))
}


def find_or_add_person(email: str, *, name: str, now: datetime) -> Person:
    """The person of this address and name; two at once for the same person give one row."""
    session = needs_transaction()
    address, key = rules.address_of(email), rules.name_key(name)
    row = {
        "public_id": public_id(),
        "email": address,
        "name": rules.name_of(name),
        "name_key": key,
        "created_at": now,
    }
    added = session.scalar(_ADD[session.get_bind().dialect.name], row)
    if added is not None:
        return added
    return session.scalars(_KNOWN, {"address": address, "key": key}).one()
