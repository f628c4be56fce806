"""Shapes of input about mails' words."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField
from wtforms.validators import DataRequired, Length

from app.kernel.fields import LineField, TextField
from app.mail import errors, rules
from app.mail.rules import Wordable


class WordsForm(FlaskForm):
    """A subject and an opening. `seen`: the digest of what the page was made from."""

    seen = HiddenField()
    subject = LineField(
        _("Subject"),
        [
            DataRequired(_("Enter a subject")),
            Length(max=rules.LONGEST_SUBJECT, message=_("Enter at most 200 characters")),
        ],
    )
    opening = TextField(
        _("Opening"),
        [
            DataRequired(_("Enter the words the mail begins with")),
            Length(max=rules.LONGEST_OPENING, message=_("Enter at most 5,000 characters")),
        ],
        description=_(
            "An empty line begins a paragraph. A whole address that begins with https:// becomes a link."
        ),
    )

    def is_good(self, wordable: Wordable) -> bool:
        """Whether a mail can be made of the words; else the sentences stand at the fields."""
        good = bool(self.validate())
        checks: list[tuple[Any, int, tuple[str, ...]]] = [
            (self.subject, rules.LONGEST_SUBJECT, ()),
            (self.opening, rules.LONGEST_OPENING, wordable.needs),
        ]
        for field, longest, needs in checks:
            try:
                known = wordable.placeholders
                rules.check_words(field.data or "", known, longest=longest, needs=needs)
            except errors.WordsRefused as refusal:
                field.errors = [*field.errors, str(refusal)]
                good = False
        return good

    @property
    def words(self) -> tuple[str, str]:
        return self.subject.data or "", self.opening.data or ""


class WelshForm(FlaskForm):
    """Whether people may choose to be written to in Welsh."""

    welsh = BooleanField(
        _("People can choose to get their mails in Welsh"),
        description=_(
            "They choose when they register, and can change it on the page of their day. The Welsh "
            "words were made by a machine: please let a Welsh speaker read them first, and change them here."
        ),
    )
