"""Who presents has a desk, from when the programme names them on."""

from __future__ import annotations

from sqlalchemy import select

from app.accounts.models import Person
from app.kernel.transaction import needs_transaction
from app.programme.facts import PresentersChanged
from app.programme.models import Session, Speaker
from app.speakers.actions import open_desk


def open_desks(fact: PresentersChanged) -> None:
    presenting = (
        select(Person)
        .join(Speaker, Speaker.person_id == Person.id)
        .join(Session, Session.id == Speaker.session_id)
        .where(Session.event_id == fact.event_id)
        .order_by(Person.id)
    )
    for person in needs_transaction().scalars(presenting).unique().all():
        open_desk(fact.event_id, person, now=fact.at)
