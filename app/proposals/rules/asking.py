"""The organisers' questions: when one must be answered, until when, and who may read the answer."""

from __future__ import annotations

from datetime import datetime

from app.kernel.errors import Refusal
from app.proposals import errors
from app.proposals.enums import Need, QuestionKind, Reader

MOST_CHOICES = 50
LONGEST_CHOICE = 200


def is_required(need: Need, *, required_from: datetime | None, now: datetime) -> bool:
    if need == Need.REQUIRED_FROM:
        return required_from is not None and now >= required_from
    return need == Need.REQUIRED


def is_frozen(*, frozen_from: datetime | None, is_sent: bool, now: datetime) -> bool:
    """Answers of a proposal that was sent stand from then on. A draft's can always be written: it could
    not be sent with a late code otherwise."""
    return is_sent and frozen_from is not None and now >= frozen_from


def may_read(reader: Reader, *, for_reviewers: bool, is_file: bool, is_blind: bool) -> bool:
    """A file tells who made it more often than not, so that reviewers who see no names see no files."""
    if reader != Reader.REVIEWER:
        return True
    return for_reviewers and not (is_file and is_blind)


def why_not_question(
    kind: QuestionKind, *, choices: list[str], need: Need, required_from: datetime | None
) -> Refusal | None:
    """Why nobody could answer it."""
    if kind == QuestionKind.CHOICE:
        if len(set(choices)) < 2:
            return errors.ChoicesMissing()
        if len(choices) > MOST_CHOICES or any(len(one) > LONGEST_CHOICE for one in choices):
            return errors.ChoiceTooLong()
    if need == Need.REQUIRED_FROM and required_from is None:
        return errors.DateMissing()
    return None
