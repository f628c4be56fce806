"""Refusals to who writes and sends a proposal."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from app.kernel.errors import Refusal
from app.proposals.enums import Missing


class TooLateToChange(Refusal):
    sentence = _("This cannot be changed here any more.")


class ChangedMeanwhile(Refusal):
    """Somebody else, or another tab, saved other words since the form was opened."""

    sentence = _("These answers were changed in another place while you were writing.")


class Incomplete(Refusal):
    """`missing` and `unanswered` (ids of questions) say what there must be first."""

    sentence = _("Some things are still missing.")

    def __init__(self, missing: Sequence[Missing] = (), unanswered: Sequence[int] = ()) -> None:
        super().__init__()
        self.missing = tuple(missing)
        self.unanswered = tuple(unanswered)


class TypeClosed(Refusal):
    sentence = _("The deadline for this type of session has passed. Choose another.")


class TypeEarly(TypeClosed):
    sentence = _("This type of session cannot be proposed yet. Choose another.")


class NotWithdrawn(Refusal):
    sentence = _("This proposal cannot be withdrawn here any more. Write to the organisers.")


class NotReopened(Refusal):
    sentence = _("This proposal cannot be reopened. Write to the organisers.")


class TooManyDrafts(Refusal):
    sentence = _("You have as many open drafts as there can be. Send or withdraw one first.")
