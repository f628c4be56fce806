"""Shapes of input about people: who registers, a lead with a group, a colleague's name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from app.accounts.rules import NEWS_WORDING
from app.events.queries import ServiceChoice
from app.kernel.babel import LANGUAGES
from app.kernel.fields import LineField, NameField, TextField, check_address
from app.kernel.numbers import WholeNumberField
from app.registration.enums import CalendarChoice

OTHER = "other"
LONGEST_NEEDS = 2000
MOST_IN_GROUP = 20


class _FromService(FlaskForm):
    """Whose library service. `service` is its slug, or `other`."""

    service = SelectField(
        _("Your library service"),
        description=_("Start typing its name, your council, or a name it is known by"),
        validators=[InputRequired(_("Choose your library service, or “Other organisation”"))],
        choices=(),
        validate_choice=False,  # below, in a set: WTForms makes an object of each of 209 each time
    )
    other_organisation = LineField(
        _("Name of your organisation"),
        description=_("Only if you chose “Other organisation”"),
        validators=[Optional(), Length(max=160)],
    )

    def offer(self, services: Sequence[ServiceChoice]) -> None:
        """Library services to choose from, and "other organisation"."""
        self._offered = {OTHER, *(one.slug for one in services)}

    def validate_service(self, field: SelectField) -> None:
        if field.data not in self._offered:
            raise ValidationError(field.gettext("Not a valid choice."))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        if self.service.data == OTHER and not (self.other_organisation.data or "").strip():
            message = _("Enter the name of your organisation")
            self.other_organisation.errors = [*self.other_organisation.errors, message]
            return False
        return good


class YouForm(_FromService):
    """Who registers. `code` is an access code; the page asks for it when the event has any."""

    name = NameField(
        _("Your full name"),
        description=_("As it should stand on your certificate"),
        missing=_("Enter your full name"),
    )
    email = StringField(
        _("Your work email address"),
        description=_("We send your places and calendar entry here"),
        validators=[InputRequired(_("Enter your email address")), Length(max=254), check_address],
    )
    code = LineField(
        _("Access code"),
        description=_("Only if the organisers gave you one"),
        validators=[Optional(), Length(max=40)],
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
    news = BooleanField(NEWS_WORDING)
    language = RadioField(  # asked where the event writes in Welsh too
        _("Language of our mails to you / Iaith ein negeseuon atoch"),
        choices=[("en", "English"), ("cy", "Cymraeg")],
        default="en",
        validators=[Optional()],
        validate_choice=False,
    )

    def validate_language(self, field: RadioField) -> None:
        if field.data and field.data not in LANGUAGES:
            raise ValidationError(field.gettext("Not a valid choice."))


class GroupForm(_FromService):
    """A lead asks for places; the names follow."""

    name = NameField(_("Your full name"), missing=_("Enter your full name"), longest=160)
    email = StringField(
        _("Your work email address"),
        description=_("We send the link to your group’s page here"),
        validators=[InputRequired(_("Enter your email address")), Length(max=254), check_address],
    )
    places = WholeNumberField(
        _("Number of places"),
        [
            InputRequired(_("Enter how many places you need")),
            NumberRange(2, MOST_IN_GROUP, message=_("Enter a whole number from 2 to 20")),
        ],
        wrong=_("Enter a whole number from 2 to 20"),
        description=_("From 2 to 20. The first is the one you want most, and so on"),
    )


class ColleagueForm(FlaskForm):
    """The name that a place of a group gets."""

    name = NameField(_("Full name"), missing=_("Enter their full name"))
    email = StringField(
        _("Work email address"),
        validators=[InputRequired(_("Enter their email address")), Length(max=254), check_address],
    )


class FirstChoiceForm(FlaskForm):
    """What a colleague of a group says besides the sessions."""

    needs = YouForm.needs
    calendar = YouForm.calendar


class AddressForm(FlaskForm):
    """An address alone: for a lost link."""

    email = StringField(
        _("Your email address"),
        description=_("The one you registered with"),
        validators=[InputRequired(_("Enter your email address")), Length(max=254), check_address],
    )
