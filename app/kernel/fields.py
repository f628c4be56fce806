"""Form fields that several capabilities ask with: an e-mail address, an instant on a London clock."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from wtforms import StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.kernel.clock import LONDON, london

LONGEST_ADDRESS = 254
_LOCAL = "%Y-%m-%dT%H:%M"  # as browsers send a datetime-local box


def check_address(_form: object, field: StringField) -> None:
    """One address that a mail can be sent to; whether it exists the mail will tell."""
    try:
        found = validate_email(field.data or "", check_deliverability=False)
    except EmailNotValidError as error:
        raise ValidationError(
            _("Enter an email address in the right form, like name@example.org")
        ) from error
    if found.ascii_email is None:
        raise ValidationError(_("Enter an email address without accents, like name@example.org"))
    field.data = found.ascii_email


class EmailField(StringField):
    """An e-mail address; must be given when `missing`, the sentence for an empty one, is."""

    def __init__(self, label: Any, *, missing: LazyString | None = None, **more: Any) -> None:
        first = InputRequired(missing) if missing else Optional()
        checks = [first, Length(max=LONGEST_ADDRESS), check_address]
        super().__init__(label, checks, filters=[_stripped], **more)


class LondonField(StringField):
    """A date and time as a clock in London shows it; `data` is the instant, aware, in UTC.

    Refused: what is no date and time, and the hours that the change of the clocks leaves out or has twice.
    """

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return london(self.data).strftime(_LOCAL) if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = None
        if typed:
            self.data = instant_in_london(typed)


def _stripped(typed: str | None) -> str | None:
    return typed.strip() if typed else typed


def instant_in_london(typed: str) -> datetime:
    """`2027-06-10T10:30` on a London clock as an instant in UTC; ValueError with a sentence."""
    try:
        local = datetime.strptime(typed[:16], _LOCAL).replace(tzinfo=LONDON)
    except ValueError as error:
        raise ValueError(
            _("Enter a date and a time, like 10/06/2027 and 10:30 (2027-06-10T10:30)")
        ) from error
    if local.year < 2000:
        raise ValueError(_("Enter a year from 2000 on"))
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValueError(
            _(
                "The clocks change in that hour, so it does not say one moment. "
                "Choose a time before 1:00 or from 2:00 on."
            )
        )
    return local.astimezone(UTC)
