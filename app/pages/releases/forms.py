"""Shapes of input: what is said about a release."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import HiddenField
from wtforms.validators import DataRequired, Length, Optional

from app.kernel.fields import LineField, TextField


class ReleaseForm(FlaskForm):
    """`seen` is the fingerprint of the draft that was looked at."""

    note = TextField(
        _("What readers should know about this release"),
        [Optional(), Length(max=1000)],
        description=_(
            "Stands in the list of changes, for example “Two sessions have swapped rooms”"
        ),
    )
    seen = HiddenField()


class RollBackForm(FlaskForm):
    because = LineField(
        _("Why do you go back?"),
        [DataRequired(_("Enter why you go back")), Length(max=300)],
        description=_(
            "Stands in the list of changes, and in the mail to people whose session is not in that release"
        ),
    )
    seen = HiddenField()
