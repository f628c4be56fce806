"""The shape of input for other words of a session."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, Length, Optional

from app.kernel.fields import LineField, TextField

LONGEST_TEXT = 10_000


class CorrectionForm(FlaskForm):
    title = LineField(_("Title"), [DataRequired(_("Enter a title")), Length(max=200)])
    abstract = TextField(
        _("What it is about"),
        [DataRequired(_("Enter what it is about")), Length(max=LONGEST_TEXT)],
        description=_("An empty line begins a new paragraph"),
    )
    outcomes = TextField(
        _("What people can do afterwards"),
        [Optional(), Length(max=LONGEST_TEXT)],
        description=_("One on each line"),
    )
