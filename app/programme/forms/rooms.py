"""Shapes of input: rooms with their meetings, and tracks."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.kernel.fields import LineField, check_https
from app.kernel.numbers import WholeNumberField
from app.programme.enums import RoomKind


class MeetingForm(FlaskForm):
    """How people get into a room."""

    platform = LineField(
        _("Platform"),
        [Optional(), Length(max=60)],
        description=_("What people need to join with, such as Zoom or Teams"),
    )
    meeting_url = LineField(
        _("Meeting address"),
        [Optional(), Length(max=500), check_https],
        description=_("Begins with https://. People see it shortly before their session"),
    )
    meeting_number = LineField(_("Meeting number"), [Optional(), Length(max=60)])
    passcode = LineField(_("Passcode"), [Optional(), Length(max=60)])
    dial_in = LineField(
        _("Joining by telephone"),
        [Optional(), Length(max=200)],
        description=_("The number to ring and what to key in"),
    )
    presenters_url = LineField(
        _("Presenters’ address"),
        [Optional(), Length(max=500), check_https],
        description=_("Only if presenters join by an address of their own"),
    )


class RoomForm(MeetingForm):
    name = LineField(
        _("Name of the room"),
        [DataRequired(_("Enter a name for the room")), Length(max=120)],
        description=_("For example Studio A"),
    )
    kind = RadioField(
        _("What kind of room is it?"),
        choices=[
            (RoomKind.ONLINE.value, _("Online meeting")),
            (RoomKind.PHYSICAL.value, _("Physical room")),
        ],
        default=RoomKind.ONLINE.value,
        validators=[InputRequired(_("Choose what kind of room it is"))],
    )
    capacity = WholeNumberField(
        _("How many people fit in?"),
        [InputRequired(_("Enter how many people fit in"))],
        wrong=_("Enter a whole number, like 100"),
        description=_("For an online meeting the limit of its licence. No session here gets more"),
    )


class TrackForm(FlaskForm):
    name = LineField(
        _("Name of the track"), [DataRequired(_("Enter a name for the track")), Length(max=120)]
    )
