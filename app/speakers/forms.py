"""Shapes of input at a desk, and of organisers' tech checks and notes."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.kernel.fields import LineField, LondonField, TextField, check_https
from app.kernel.numbers import WholeNumberField
from app.programme.enums import SessionKind
from app.programme.models import Room
from app.speakers.rules import HOURS

KINDS = (
    ("", _("Every kind of session")),
    (SessionKind.PLENARY.value, _("Plenaries")),
    (SessionKind.WORKSHOP.value, _("Workshops")),
    (SessionKind.TALK.value, _("Talks")),
    (SessionKind.PANEL.value, _("Panels")),
)


def hour_words(hour: int) -> str:
    return f"{hour}:00 to {hour + 1}:00"


class AvailableForm(FlaskForm):
    hours = SelectMultipleField(
        _("When can you present?"),
        choices=[(str(hour), hour_words(hour)) for hour in HOURS],
        description=_(
            "London time. Choose every hour that would do. Choose none if you cannot come"
        ),
    )


class ConsentForm(FlaskForm):
    agrees = RadioField(
        _("May this session be recorded with you in it?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        validators=[InputRequired(_("Choose whether it may be recorded"))],
        description=_(
            "The recording is shown to librarians after the day. You can change your mind"
        ),
    )


class PressedForm(FlaskForm):
    """Buttons alone: nothing is typed."""


class TechCheckForm(FlaskForm):
    starts_at = LondonField(_("Begins"), [InputRequired(_("Enter when it begins"))])
    ends_at = LondonField(_("Ends"), [InputRequired(_("Enter when it ends"))])
    places = WholeNumberField(
        _("How many speakers at once?"),
        [
            InputRequired(_("Enter how many speakers can come at once")),
            NumberRange(1, 50, _("Enter a whole number from 1 to 50")),
        ],
        wrong=_("Enter a whole number from 1 to 50"),
    )
    meeting_url = LineField(
        _("Meeting address"),
        [Optional(), Length(max=500), check_https],
        description=_("Begins with https://. Only who has chosen this time sees it"),
    )


class NoteForm(FlaskForm):
    title = LineField(_("Title"), [DataRequired(_("Enter a title")), Length(max=120)])
    body = TextField(
        _("What speakers should know"),
        [DataRequired(_("Enter what speakers should know")), Length(max=10_000)],
        description=_("An empty line begins a new paragraph"),
    )
    kind = SelectField(_("For which kind of session?"), choices=list(KINDS))
    room = SelectField(_("For which room?"), choices=[])

    def offer(self, rooms: Sequence[Room]) -> None:
        self.room.choices = [("", _("Every room")), *((room.slug, room.name) for room in rooms)]
