"""Shapes of input about certificates."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, Length

from app.kernel.fields import LineField

LONGEST_CODE = 60


class CodeForm(FlaskForm):
    """Sent by GET, so that the answer has an address; it changes nothing and carries no token."""

    class Meta:
        csrf = False

    code = LineField(
        _("The certificate’s code"),
        [
            DataRequired(_("Enter the code that stands on the certificate")),
            Length(max=LONGEST_CODE, message=_("The code has eight letters and digits")),
        ],
        description=_("Eight letters and digits, like K7MQ-4XP2"),
    )


class NameForm(FlaskForm):
    name = LineField(
        _("The name as it should stand on the certificate"),
        [
            DataRequired(_("Enter the name")),
            Length(max=200, message=_("The name can have at most 200 letters")),
        ],
    )


class ReasonForm(FlaskForm):
    reason = LineField(
        _("Why is it revoked?"),
        [
            DataRequired(_("Say why: the person and your colleagues read it")),
            Length(max=300, message=_("The reason can have at most 300 letters")),
        ],
    )
