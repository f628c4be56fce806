"""Shapes of input on pages that join several capabilities."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.kernel.fields import LineField
from app.kernel.numbers import WholeNumberField


class PlacesForm(FlaskForm):
    """How many places a slot has; without a number of its own the room's counts."""

    capacity = WholeNumberField(
        _("Number of places"),
        [Optional()],
        wrong=_("Enter a whole number, like 20"),
        description=_("Leave it empty to use all places of the room"),
    )
    overbook_percent = WholeNumberField(
        _("Overbooking"),
        [
            InputRequired(_("Enter 0 if you do not want to overbook")),
            NumberRange(max=100, message=_("Overbooking is at most 100 per cent")),
        ],
        wrong=_("Enter a whole number from 0 to 100"),
        description=_(
            "How many per cent more places to give, since some people do not come. "
            "Never more than fit into the room"
        ),
    )


class CancelForm(FlaskForm):
    """Why a session is cancelled; everybody who is told reads it."""

    because = LineField(
        _("Why is it cancelled?"),
        [DataRequired(_("Enter why the session is cancelled")), Length(max=300)],
        description=_("Stands in the mail and in the programme, for example “The speaker is ill”"),
    )
