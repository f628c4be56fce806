"""Form fields that several capabilities ask with: clean text, an e-mail address, a day, a London time."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _
from flask_babel.speaklater import LazyString
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from app.kernel.clock import LONDON, london
from app.kernel.plain_text import clean_line, clean_text

LONGEST_ADDRESS = 254
# As browsers send their date boxes, and as people type where a browser has none.
_DAYS = ("%Y-%m-%d", "%d/%m/%Y")
_MOMENTS = ("%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M", "%d/%m/%Y %H:%M")


def mail_address(typed: str) -> str:
    """One address that a mail can be sent to, in ASCII; ValidationError (a ValueError) with a sentence.

    Whether it exists the mail will tell.
    """
    try:
        found = validate_email(typed.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise ValidationError(
            _("Enter an email address in the right form, like name@example.org")
        ) from error
    if found.ascii_email is None:
        raise ValidationError(_("Enter an email address without accents, like name@example.org"))
    return found.ascii_email


def check_address(_form: object, field: StringField) -> None:
    """A validator: the field holds a mail address, and from now on in its clean form."""
    field.data = mail_address(field.data or "")


def check_https(_form: object, field: StringField) -> None:
    """An address that can be opened safely: https, a host, no password, nothing that breaks out of a line
    or shows it as another."""
    typed = field.data or ""
    if not typed:
        return
    try:
        parts = urlsplit(typed)
        good = parts.scheme == "https" and bool(parts.hostname) and parts.username is None
        good = good and typed.isprintable() and " " not in typed  # no signs that turn its direction
    except ValueError:
        good = False
    if not good:
        raise ValidationError(_("Enter a whole address that begins with https://"))


class LineField(StringField):
    """One line of text; `data` without control characters and outer spaces, never None once sent."""

    def __init__(self, label: Any, validators: Any = (), **more: Any) -> None:
        super().__init__(label, validators, filters=[_cleaner(clean_line)], **more)


class NameField(LineField):
    """A person's name: at least one letter or digit, at most 200 characters; `missing` is the sentence
    for anything less."""

    def __init__(self, label: Any, *, missing: LazyString, longest: int = 200, **more: Any) -> None:
        self.missing = missing
        super().__init__(label, [InputRequired(missing), Length(max=longest)], **more)

    def post_validate(self, form: Any, validation_stopped: bool) -> None:
        if not validation_stopped and not any(map(str.isalnum, self.data or "")):
            raise ValidationError(self.missing)


class TextField(TextAreaField):
    """Text of several lines; `data` without control characters."""

    def __init__(self, label: Any, validators: Any = (), **more: Any) -> None:
        super().__init__(label, validators, filters=[_cleaner(clean_text)], **more)


class EmailField(StringField):
    """An e-mail address; must be given when `missing`, the sentence for an empty one, is."""

    def __init__(self, label: Any, *, missing: LazyString | None = None, **more: Any) -> None:
        first = DataRequired(missing) if missing else Optional()
        checks = [first, Length(max=LONGEST_ADDRESS), check_address]
        super().__init__(label, checks, filters=[_cleaner(clean_line)], **more)


class DayField(StringField):
    """A day of the calendar; `data` is a date. Refused: what is none, and years before 2000."""

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return self.data.isoformat() if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = day_of(typed) if typed else None


class LondonField(StringField):
    """A date and time as a clock in London shows it; `data` is the instant, aware, in UTC.

    Refused: what is no date and time, and the hours that the change of the clocks leaves out or has twice.
    """

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return london(self.data).strftime(_MOMENTS[0]) if self.data else ""

    def process_formdata(self, valuelist: list[str]) -> None:
        typed = valuelist[0].strip() if valuelist else ""
        self.data = instant_in_london(typed) if typed else None


class ClockField(StringField):
    """A time on a London clock, such as 10:30; which day it is on the form says."""

    def process_formdata(self, valuelist: list[str]) -> None:
        self.data = valuelist[0].strip() if valuelist else ""

    def on(self, day: date) -> datetime:
        """The instant in UTC; ValueError with a sentence for what is no time."""
        typed = re.fullmatch(r"(\d{1,2}):(\d{2})(:00)?", self.data or "", re.ASCII)
        if typed is None or int(typed[1]) > 23 or int(typed[2]) > 59:
            raise ValueError(_("Enter a time, like 10:30"))
        at = time(int(typed[1]), int(typed[2]))
        return instant_in_london(f"{day.isoformat()}T{at:%H:%M}")


def times_on(day: date, *fields: ClockField) -> tuple[datetime, datetime] | None:
    """Start and end in UTC, or None with the sentence at the field."""
    found = []
    for field in fields:
        try:
            found.append(field.on(day))
        except ValueError as error:
            field.errors = [*field.errors, str(error)]
    return (found[0], found[1]) if len(found) == 2 else None


def typed_time(instant: datetime) -> str:
    """How an instant stands in a box for the time."""
    return london(instant).strftime("%H:%M")


def day_of(typed: str) -> date:
    """`2027-06-10` or `10/06/2027`; ValueError with a sentence."""
    found = _read(typed, _DAYS)
    if found is None or found.year < 2000:
        raise ValueError(_("Enter a day, like 10/06/2027"))
    return found.date()


def instant_in_london(typed: str) -> datetime:
    """`2027-06-10T10:30` on a London clock as an instant in UTC; ValueError with a sentence."""
    found = _read(typed, _MOMENTS)
    if found is None or found.year < 2000:
        raise ValueError(_("Enter a date and a time, like 10/06/2027 10:30"))
    local = found.replace(second=0, tzinfo=LONDON)  # the page shows minutes
    if local.utcoffset() != local.replace(fold=1).utcoffset():
        raise ValueError(
            _(
                "The clocks change in that hour, so it does not say one moment. "
                "Choose a time before 1:00 or from 2:00 on."
            )
        )
    return local.astimezone(UTC)


def _read(typed: str, formats: Iterable[str]) -> datetime | None:
    for form in formats:
        try:
            return datetime.strptime(typed, form)  # noqa: DTZ007 - a wall clock; the caller gives it its zone
        except ValueError:
            continue
    return None


def _cleaner(clean: Callable[[str], str]) -> Callable[[str | None], str | None]:
    return lambda typed: clean(typed) if typed else typed
