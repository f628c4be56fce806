"""Exactly who would be told what: the change is made, its mails are read, and nothing of it stays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import func, select

from app.kernel.transaction import rehearsal
from app.mail.models import OutboxMessage
from app.mail.rules import masked
from app.pages.exports.sentences import changes_of, sentence
from app.timetable.models import Publication


@dataclass(frozen=True)
class Letter:
    """One mail to one person, but for links that open doors; `method` is REQUEST or CANCEL where it carries a
    calendar entry."""

    name: str
    address: str
    method: str
    text: str


@dataclass(frozen=True)
class Letters:
    """Mails of one kind with one subject."""

    subject: str
    to: tuple[Letter, ...]


@dataclass(frozen=True)
class Rehearsed:
    changes: tuple[str, ...]  # sentences
    letters: tuple[Letters, ...]

    @property
    def number(self) -> int:
        return sum(len(one.to) for one in self.letters)


def rehearse(change: Callable[[], Publication]) -> Rehearsed:
    """Refusals come through; locks are held meanwhile as for the change itself."""
    with rehearsal() as session:
        last = session.scalar(select(func.max(OutboxMessage.id))) or 0
        publication = change()
        mails = session.scalars(
            select(OutboxMessage)
            .where(OutboxMessage.id > last)
            .order_by(OutboxMessage.template, OutboxMessage.subject, OutboxMessage.to_name)
        ).all()
        return Rehearsed(
            tuple(sentence(one) for one in changes_of(publication)),
            tuple(
                _alike(list(alike))
                for _, alike in groupby(mails, key=lambda one: (one.template, one.subject))
            ),
        )


def _alike(mails: list[OutboxMessage]) -> Letters:
    return Letters(
        masked(mails[0].subject),
        tuple(
            Letter(
                mail.to_name,
                mail.to_address,
                mail.calendar["method"] if mail.calendar else "",
                masked(mail.text),
            )
            for mail in mails
        ),
    )
