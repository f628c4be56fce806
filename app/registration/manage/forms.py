"""Shapes of input on organisers' pages about places."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import NumberRange, Optional

from app.kernel.numbers import WholeNumberField

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
