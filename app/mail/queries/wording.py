"""Organisers' own words, and the mails they can be tried with."""

from __future__ import annotations

import json
from collections.abc import Sequence

from sqlalchemy import bindparam, select

from app.kernel.database import db
from app.kernel.tokens import digest
from app.mail.models import OutboxMessage, Wording

_WORDINGS = select(Wording.template, Wording.language, Wording.subject, Wording.opening).where(
    Wording.scope == bindparam("scope")
)
A_TEST = "test:"  # begins the dedupe key of a test
_KNOWN = "mail_own_words"  # in the session's info: the transaction they were read in, and the words


def own_words(scope: str) -> dict[tuple[str, str], tuple[str, str]]:
    """The organisers' own words of an event: subject and opening by a mail's key and language. Asked once in
    each transaction, however many mails are written in it."""
    if not scope:
        return {}
    session = db.session()
    now_in = session.get_transaction()
    then_in, known = session.info.get(_KNOWN, (None, {}))
    if then_in is not now_in or now_in is None:
        known = {}
    if scope not in known:
        rows = session.execute(_WORDINGS, {"scope": scope})
        known[scope] = {(key, language): (subject, text) for key, language, subject, text in rows}
        session.info[_KNOWN] = (session.get_transaction(), known)
    return known[scope]


def forget_own_words() -> None:
    """After they were changed: what follows in this transaction reads them afresh."""
    db.session().info.pop(_KNOWN, None)


def wording(scope: str, key: str, language: str) -> Wording | None:
    return db.session.scalar(
        select(Wording).where(
            Wording.scope == scope, Wording.template == key, Wording.language == language
        )
    )


def digest_of(row: Wording | None) -> str:
    """Names what is saved; empty when nothing is."""
    if row is None:
        return ""
    return digest(json.dumps([row.subject, row.opening, row.updated_at.isoformat()]))


def newest_like(scope: str, template: str, language: str) -> Sequence[OutboxMessage]:
    """The newest messages of one folder that people got, or will; none that is secret, private or a test."""
    return db.session.scalars(
        select(OutboxMessage)
        .where(
            OutboxMessage.scope == scope,
            OutboxMessage.template == template,
            OutboxMessage.language == language,
            ~OutboxMessage.secret,
            ~OutboxMessage.is_private,
            ~OutboxMessage.dedupe_key.startswith(A_TEST),
        )
        .order_by(OutboxMessage.created_at.desc(), OutboxMessage.id.desc())
        .limit(50)
    ).all()


def wordings_of(scope: str) -> Sequence[Wording]:
    return db.session.scalars(select(Wording).where(Wording.scope == scope)).all()
