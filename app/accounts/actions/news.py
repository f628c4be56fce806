"""Consent to news, and leaving them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import text, update
from sqlalchemy.dialects import postgresql, sqlite

from app.accounts import queries
from app.accounts.actions.links import make_links
from app.accounts.enums import LinkPurpose, NewsEnd
from app.accounts.models import NewsConsent, Person
from app.audit.actions import record
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.mail.actions import stop_untrue

_LIVE = text("ended_at IS NULL")
_ADD = {
    dialect: module.insert(NewsConsent)
    .on_conflict_do_nothing(index_elements=["email"], index_where=_LIVE)
    .returning(NewsConsent)
    for dialect, module in (("sqlite", sqlite), ("postgresql", postgresql))
}


def ask_for_news(person: Person, *, wording: str, given_in: str, now: datetime) -> NewsConsent:
    """They ticked the box beside these words, in this event (its address). Who gets news already keeps the
    consent they gave first."""
    session = needs_transaction()
    row = {
        "public_id": public_id(),
        "email": person.email,
        "name": person.name,
        "wording": wording,
        "given_in": given_in,
        "given_at": now,
        "ended_by": "",
    }
    added = session.scalar(_ADD[session.get_bind().dialect.name], row)
    if added is None:
        known = queries.news_consent_at(person.email)
        assert known is not None, "the address has a living consent, else the new one stood"
        return known
    make_links({added.public_id: LinkPurpose.NEWS}, person_id=person.id, now=now)
    record("news asked for", now=now, actor="the person", scope=given_in, subject=added.public_id)
    return added


def leave_news(consent_ref: str, *, by: NewsEnd, now: datetime) -> bool:
    """No more news, nor those that wait to go. Once more is the same as once; True when it was this time."""
    session = needs_transaction()
    ended = session.scalar(
        update(NewsConsent)
        .where(NewsConsent.public_id == consent_ref, NewsConsent.ended_at.is_(None))
        .values(ended_at=now, ended_by=by.value)
        .returning(NewsConsent.given_in)
        .execution_options(synchronize_session=False)
    )
    if ended is None:
        return False
    stop_untrue(subject_ref=consent_ref, because="They left the news")
    record("news left", now=now, actor="the person", scope=ended, subject=consent_ref, by=by.value)
    return True
