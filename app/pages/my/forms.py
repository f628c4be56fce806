"""Shapes of input on a person's own pages."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import Length, Optional

from app.kernel.fields import EmailField, NameField, TextField


class ColleagueForm(FlaskForm):
    """Who takes the place over."""

    name = NameField(
        _("Your colleague’s full name"),
        description=_("As it should stand on the certificate"),
        missing=_("Enter your colleague’s full name"),
    )
    email = EmailField(
        _("Your colleague’s work email address"),
        description=_("We write to them there, with their own link"),
        missing=_("Enter your colleague’s email address"),
    )


class NeedsForm(FlaskForm):
    """What somebody needs to take part; nothing takes back what they said."""

    needs = TextField(
        _("What do you need to take part?"),
        description=_(
            "For example captions, British Sign Language or slides beforehand. "
            "Only the person who arranges access reads this. Leave it empty if you need nothing."
        ),
        validators=[Optional(), Length(max=2000)],
    )
