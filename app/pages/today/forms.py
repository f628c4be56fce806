"""Shapes of input on the day."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.kernel.fields import EmailField, LineField
from app.programme.models import Speaker


class PresenterForm(FlaskForm):
    """Who presents instead of whom."""

    leaving = RadioField(
        _("Who cannot present?"), validators=[InputRequired(_("Choose who cannot present"))]
    )
    name = LineField(
        _("Name of who presents instead"),
        [DataRequired(_("Enter the name of who presents instead")), Length(max=200)],
    )
    role = LineField(
        _("Role"),
        [Optional(), Length(max=120)],
        description=_("Leave it empty if it is the same"),
    )
    email = EmailField(
        _("Email address"),
        missing=_("Enter the email address of who presents instead"),
        description=_("Shown nowhere. They get a place and the links by mail"),
    )

    def offer(self, speakers: Sequence[Speaker]) -> None:
        self.leaving.choices = [
            (str(number), ", ".join(part for part in (one.name, one.role) if part))
            for number, one in enumerate(speakers)
        ]


class NoticeForm(FlaskForm):
    text = LineField(
        _("What should everybody know now?"),
        [DataRequired(_("Enter what everybody should know")), Length(max=300)],
        description=_(
            "Stands at the top of everybody’s day, join and session pages within seconds"
        ),
    )
