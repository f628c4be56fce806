"""Shapes of input when organisers set an event up."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, IntegerField, RadioField
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from app.events.enums import Role
from app.events.rules import LONGEST_ADDRESS
from app.events.templates import TEMPLATES
from app.kernel.fields import DayField, EmailField, LineField, LondonField, TextField

ROLES = (
    (Role.ORGANISER.value, _("Organiser")),
    (Role.HOST.value, _("Session host")),
    (Role.ACCESS_LEAD.value, _("Access lead")),
)


class _Line(LineField):
    """One line of at most `longest` characters; needed when `missing`, a sentence, is given."""

    def __init__(self, label: Any, *, longest: int, missing: Any = None, **more: Any) -> None:
        first = DataRequired(missing) if missing else Optional()
        super().__init__(label, [first, _at_most(longest)], **more)


class _Whole(IntegerField):
    """A whole number from `least` to `most`."""

    def __init__(self, label: Any, *, least: int, most: int, **more: Any) -> None:
        sentence = _("Enter a whole number from %(least)s to %(most)s", least=least, most=most)
        self.sentence = sentence
        between = NumberRange(least, most, message=sentence)
        super().__init__(label, [InputRequired(sentence), between], **more)

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(self.sentence) from error


def _at_most(longest: int) -> Length:
    return Length(
        max=longest, message=_("Use at most %(longest)s characters here", longest=longest)
    )


class _NameAndDay(FlaskForm):
    name = _Line(_("Name of the event"), longest=120, missing=_("Enter the name of the event"))
    slug = _Line(
        _("Its address"),
        longest=LONGEST_ADDRESS,
        missing=_("Enter the address of the event"),
        description=_("Small letters, digits and dashes; it cannot change once published"),
    )
    day_on = DayField(
        _("Day"), [InputRequired(_("Enter the day of the event"))], description=_("In the UK")
    )


class NewEventForm(_NameAndDay):
    template = RadioField(
        _("What to begin with"),
        choices=[(key, template.name) for key, template in TEMPLATES.items()],
        default=next(iter(TEMPLATES)),
        validators=[InputRequired(_("Choose what to begin with"))],
    )


class DetailsForm(_NameAndDay):
    tagline = _Line(_("In one line"), longest=200, description=_("Stands below the name"))
    description = TextField(
        _("What it is"),
        [Optional(), _at_most(4000)],
        description=_("An empty line begins a new paragraph"),
    )
    notice = _Line(
        _("Notice on top of every page"),
        longest=300,
        description=_("For something everybody must know, such as a change of plan"),
    )


class WindowsForm(FlaskForm):
    """`Optional` fields: an organiser may not know yet; publishing needs both."""

    registration_opens_at = LondonField(_("Booking opens"), [Optional()])
    registration_closes_at = LondonField(_("Booking closes"), [Optional()])


class RulesForm(FlaskForm):
    minimum_sessions = _Whole(
        _("Sessions a certificate needs"),
        least=1,
        most=50,
        description=_("How many sessions a person must have attended"),
    )
    evidence_join = BooleanField(_("The person pressed Join on their own link"))
    evidence_host = BooleanField(_("The host or an organiser ticked their name"))
    join_opens_minutes = _Whole(
        _("Minutes before a session when people can join"), least=0, most=120
    )
    calendar_default = RadioField(
        _("Calendar entries people are offered first"),
        choices=[
            ("day", _("One entry for the day")),
            ("session", _("One entry for each session")),
        ],
        validators=[InputRequired(_("Choose which calendar entries come first"))],
    )
    calendar_quiet_minutes = _Whole(
        _("Minutes to wait before changes go into calendars"),
        least=0,
        most=120,
        description=_("Several changes within this time go out as one mail"),
    )


class WordsForm(FlaskForm):
    organiser_name = _Line(
        _("Who organises it"),
        longest=160,
        description=_("As it stands in calendars and certificates"),
    )
    contact_email = EmailField(
        _("Address for questions"),
        description=_("People's answers go there; it stands in every mail"),
    )
    welcome_words = TextField(
        _("Words of welcome"),
        [Optional(), _at_most(2000)],
        description=_("They stand in the mail that confirms places"),
    )
    certificate_text = TextField(
        _("Words on the certificate"),
        [Optional(), _at_most(600)],
        description=_("A sentence about the event"),
    )
    signatory_role = _Line(
        _("Who signs the certificate"),
        longest=120,
        description=_("A role, such as Head of Libraries"),
    )


class InviteForm(FlaskForm):
    name = _Line(_("Full name"), longest=200, missing=_("Enter their full name"))
    email = EmailField(_("Email address"), missing=_("Enter their email address"))
    role = RadioField(
        _("What they do"), choices=ROLES, validators=[InputRequired(_("Choose what they do"))]
    )


class EndRoleForm(FlaskForm):
    person = HiddenField(validators=[InputRequired()])
    role = RadioField(choices=ROLES, validators=[InputRequired()])
