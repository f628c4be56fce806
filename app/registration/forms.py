"""Shapes of input when a person registers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _
from flask_babel import lazy_ngettext
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectField, StringField
from wtforms.form import BaseForm
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.events.queries import ServiceChoice
from app.kernel import shown
from app.kernel.fields import LineField, TextField, check_address
from app.programme.queries import MenuItem
from app.registration import rules
from app.registration.enums import CalendarChoice

OTHER = "other"
NOTHING = ""
LONGEST_NEEDS = 2000


class YouForm(FlaskForm):
    """Who registers. `service` is a library service's slug, or `other`."""

    name = LineField(
        _("Your full name"),
        description=_("As it should stand on your certificate"),
        validators=[InputRequired(_("Enter your full name")), Length(max=200)],
    )
    email = StringField(
        _("Your work email address"),
        description=_("We send your places and calendar entry here"),
        validators=[InputRequired(_("Enter your email address")), Length(max=254), check_address],
    )
    service = SelectField(
        _("Your library service"),
        description=_("Start typing its name, your council, or a name it is known by"),
        validators=[InputRequired(_("Choose your library service, or “Other organisation”"))],
    )
    other_organisation = LineField(
        _("Name of your organisation"),
        description=_("Only if you chose “Other organisation”"),
        validators=[Optional(), Length(max=160)],
    )
    needs = TextField(
        _("Is there anything you need to take part?"),
        description=_(
            "For example captions, British Sign Language or slides beforehand. "
            "Only the person who arranges access reads this."
        ),
        validators=[Optional(), Length(max=LONGEST_NEEDS)],
    )
    calendar = RadioField(
        _("Calendar entries"),
        choices=[
            (CalendarChoice.DAY.value, _("One entry for the day")),
            (CalendarChoice.SESSION.value, _("One entry for each session")),
        ],
        default=CalendarChoice.DAY.value,
        validators=[InputRequired(_("Choose how you want your calendar entries"))],
    )

    def offer(self, services: Sequence[ServiceChoice]) -> None:
        """Library services to choose from, and "other organisation"."""
        self.service.choices = [(one.slug, one.name) for one in services]
        self.service.choices.append((OTHER, _("Other organisation")))

    def validate_name(self, field: StringField) -> None:
        if not any(character.isalnum() for character in field.data or ""):
            raise ValidationError(_("Enter your full name"))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        if self.service.data == OTHER and not (self.other_organisation.data or "").strip():
            message = _("Enter the name of your organisation")
            self.other_organisation.errors = [*self.other_organisation.errors, message]
            return False
        return good


class AddressForm(FlaskForm):
    """An address alone: for a lost link."""

    email = StringField(
        _("Your email address"),
        description=_("The one you registered with"),
        validators=[InputRequired(_("Enter your email address")), Length(max=254), check_address],
    )


@dataclass(frozen=True)
class Choice:
    """One slot as the form offers it."""

    slot: MenuItem
    count: rules.Count

    @property
    def is_full(self) -> bool:
        return self.count.left == 0 or self.count.waiting > 0

    @property
    def label(self) -> str:
        return self.slot.title

    @property
    def hint(self) -> str:
        services, room = self.slot.services, self.slot.room
        where = f"{services} · {room}" if services else room
        return f"{where}. {self.places}"

    @property
    def places(self) -> str:
        """What is left, said plainly."""
        if not self.is_full:
            left = self.count.left
            return str(lazy_ngettext("%(num)s place left", "%(num)s places left", left))
        waiting = lazy_ngettext(
            "%(num)s person is waiting", "%(num)s people are waiting", self.count.waiting
        )
        if not self.count.waiting:
            return str(_("Full: you would be first on the waiting list"))
        return str(_("Full: you would join the waiting list (%(waiting)s)", waiting=waiting))


class SessionsForm:
    """Sessions to choose: one question a time, so that what is at the same time cannot both be chosen.

    Sessions that overlap without starting and ending together are caught by the rule instead.
    """

    def __init__(
        self, choices: Iterable[Choice], *, typed: Any = None, chosen: Iterable[str] = ()
    ) -> None:
        self.times: dict[str, list[Choice]] = {}
        for choice in choices:
            self.times.setdefault(_time_key(choice.slot), []).append(choice)
        wanted = set(chosen)
        fields = {name: _question(group) for name, group in self.times.items()}
        self.form = BaseForm(fields)
        data = {
            name: next((c.slot.public_id for c in group if c.slot.public_id in wanted), NOTHING)
            for name, group in self.times.items()
        }
        self.form.process(typed, data=data)

    @property
    def errors(self) -> dict[str, Any]:
        return dict(self.form.errors)

    def questions(self) -> list[tuple[RadioField, dict[str, str]]]:
        """Each field with the hints of its answers."""
        return [
            (self.form[name], {c.slot.public_id: c.hint for c in group})
            for name, group in self.times.items()
        ]

    def chosen(self) -> list[Choice]:
        picked = {field.data for field in self.form}
        return [c for group in self.times.values() for c in group if c.slot.public_id in picked]

    def validate(self) -> bool:
        if not self.form.validate():
            return False
        clash = rules.first_clash([choice.slot for choice in self.chosen()])
        if clash is None:
            return True
        for slot in clash:
            self._refuse(slot, clash)
        return False

    def _refuse(self, slot: MenuItem, clash: tuple[MenuItem, MenuItem]) -> None:
        field = self.form[_time_key(slot)]
        sentence = _(
            "“%(first)s” and “%(second)s” are at the same time. Choose one of them.",
            first=clash[0].title,
            second=clash[1].title,
        )
        field.errors = [*field.errors, sentence]


def _time_key(slot: MenuItem) -> str:
    return f"at-{_stamp(slot.starts_at)}-{_stamp(slot.ends_at)}"


def _stamp(instant: datetime) -> str:
    return instant.strftime("%d%H%M")


def _question(group: Sequence[Choice]) -> Any:
    slot = group[0].slot
    when = f"{shown.clock_time(slot.starts_at)} to {shown.clock_time(slot.ends_at)}"
    answers = [(choice.slot.public_id, choice.label) for choice in group]
    return RadioField(
        when,
        choices=[*answers, (NOTHING, _("No session at this time"))],
        default=NOTHING,
        validators=[Optional()],
    )
