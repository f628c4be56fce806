"""Shapes of input on a person's own pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length, ValidationError

from app.kernel.fields import EmailField, LineField


class ColleagueForm(FlaskForm):
    """Who takes the place over."""

    name = LineField(
        _("Your colleague’s full name"),
        description=_("As it should stand on the certificate"),
        validators=[InputRequired(_("Enter your colleague’s full name")), Length(max=200)],
    )
    email = EmailField(
        _("Your colleague’s work email address"),
        description=_("We write to them there, with their own link"),
        missing=_("Enter your colleague’s email address"),
    )

    def validate_name(self, field: StringField) -> None:
        if not any(character.isalnum() for character in field.data or ""):
            raise ValidationError(_("Enter your colleague’s full name"))
