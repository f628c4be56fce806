"""Shapes of input on organisers' pages about places."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from app.kernel.clock import london
from app.kernel.fields import LineField, LondonField
from app.kernel.numbers import WholeNumberField
from app.kernel.tokens import normal_code
from app.programme.models import Slot

MOST = 100_000


def _number(label: Any, hint: Any = "", *, least: int = 0) -> WholeNumberField:
    sentence = _("Enter a whole number, like 6")
    between = NumberRange(least, MOST, message=_("Enter a number from %(n)s to 100,000", n=least))
    return WholeNumberField(label, [Optional(), between], wrong=sentence, description=hint)


class TryForm(FlaskForm):
    """Numbers to try out. Sent by GET, since nothing changes; empty is no limit."""

    class Meta:
        csrf = False

    event_places = _number(_("Places in the event"), _("Empty: as many as the sessions hold"))
    event_share = _number(
        _("Places of the event one library service may hold"), _("Empty: no limit"), least=1
    )
    slot_share = _number(
        _("Places of each session one library service may hold"), _("Empty: no limit"), least=1
    )
    more = _number(_("More places in each session"), _("Empty: as many as now"))


def _check_code(_form: object, field: StringField) -> None:
    if not normal_code(field.data or ""):
        raise ValidationError(_("A code needs letters or digits"))


class CodeForm(FlaskForm):
    """Places kept back for whoever knows a word."""

    label = LineField(
        _("Who it is for"),
        [DataRequired(_("Enter who the code is for")), Length(max=120)],
        description=_("Only organisers see it, for example “Speakers’ colleagues”"),
    )
    code = LineField(
        _("Code"),
        [DataRequired(_("Enter a code")), Length(max=40), _check_code],
        description=_(
            "People type it when they register. Capitals, spaces and dashes do not matter"
        ),
    )
    places = WholeNumberField(
        _("How many places to keep back"),
        [
            InputRequired(_("Enter how many places to keep back")),
            NumberRange(1, MOST, message=_("Keep back at least one place")),
        ],
        wrong=_("Enter a whole number, like 6"),
    )
    slot = SelectField(
        _("In which session too"),
        choices=[],
        validators=[Optional(strip_whitespace=False)],
        description=_("The places are kept in the event and, if you choose one, in this session"),
    )
    holds_until = LondonField(
        _("Until when"),
        [InputRequired(_("Enter until when the places are kept back"))],
        description=_("London time. What is not used by then goes to everybody"),
    )

    def offer(self, slots: Iterable[Slot]) -> None:
        names = [(s.public_id, f"{london(s.starts_at):%H:%M} {s.session.title}") for s in slots]
        self.slot.choices = [("", _("No session, only the event")), *names]
