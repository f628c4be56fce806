"""Shapes of input when a person signs in."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from app.accounts.enums import CodeAnswer
from app.kernel.fields import EmailField

ANSWERS = {
    CodeAnswer.WRONG: _("This is not the newest code we sent. Check the mail and type it again"),
    CodeAnswer.SPENT: _("This code can no longer be used. Ask for another one"),
}


class AddressForm(FlaskForm):
    email = EmailField(
        _("Your email address"),
        description=_("The one the organisers know you by"),
        missing=_("Enter your email address"),
    )


class CodeForm(FlaskForm):
    code = StringField(
        _("The six digits"),
        validators=[
            InputRequired(_("Enter the code from the mail")),
            Length(max=40, message=_("The code has six digits")),
        ],
    )

    def refuse(self, answer: CodeAnswer) -> None:
        """Says at the field what is the matter with the code."""
        self.code.errors = [ANSWERS[answer]]
