"""Organisers' own words of a mail."""

from __future__ import annotations

from datetime import datetime

from app.kernel.transaction import needs_transaction
from app.mail import errors, queries, rules
from app.mail.models import Wording


def put_words(
    scope: str,
    wordable: rules.Wordable,
    language: str,
    words: tuple[str, str],
    *,
    seen: str,
    now: datetime,
    actor: str,
) -> None:
    """Subject and opening of one mail in one language; empty stands for the built-in ones, and both empty is
    back to them. `seen` is the digest of what the page was made from: refused when somebody saved others
    since (the caller has locked the event). Refused too: words that no mail could be made of."""
    subject, opening = words
    row = queries.wording(scope, wordable.key, language)
    if queries.digest_of(row) != seen:
        raise errors.WordsChanged()
    known = wordable.placeholders
    rules.check_words(subject, known, longest=rules.LONGEST_SUBJECT)
    needs = wordable.needs if opening else ()
    rules.check_words(opening, known, longest=rules.LONGEST_OPENING, needs=needs)
    session = needs_transaction()
    if row is None:
        row = Wording(scope=scope, template=wordable.key, language=language)
    if not subject and not opening:
        if row.id is not None:
            session.delete(row)
    else:
        row.subject, row.opening = subject, opening
        row.updated_at, row.updated_by = now, actor
        session.add(row)
    session.flush()
    queries.forget_own_words()
