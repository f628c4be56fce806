"""Shapes of input when organisers set an event up."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField
from wtforms.validators import InputRequired, Optional

from app.events.enums import Role
from app.events.forms.parts import Line, at_most
from app.events.rules import LONGEST_ADDRESS
from app.events.templates import TEMPLATES
from app.kernel.fields import DayField, EmailField, LondonField, TextField
from app.kernel.numbers import WholeBetween

ROLES = (
    (Role.ORGANISER.value, _("Organiser")),
    (Role.HOST.value, _("Session host")),
    (Role.ACCESS_LEAD.value, _("Access lead")),
)
# What a role is called where somebody has it; reviewers are added on a page of their own, which asks for
# their library service too.
ROLE_NAMES = {**dict(ROLES), Role.REVIEWER.value: _("Reviewer")}


class _NameAndDay(FlaskForm):
    name = Line(_("Name of the event"), longest=120, missing=_("Enter the name of the event"))
    slug = Line(
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
    tagline = Line(_("In one line"), longest=200, description=_("Stands below the name"))
    description = TextField(
        _("What it is"),
        [Optional(), at_most(4000)],
        description=_("An empty line begins a new paragraph"),
    )
    notice = Line(
        _("Notice on top of every page"),
        longest=300,
        description=_("For something everybody must know, such as a change of plan"),
    )


class WindowsForm(FlaskForm):
    """`Optional` fields: an organiser may not know yet; publishing needs both."""

    registration_opens_at = LondonField(_("Booking opens"), [Optional()])
    registration_closes_at = LondonField(_("Booking closes"), [Optional()])


class RulesForm(FlaskForm):
    minimum_sessions = WholeBetween(
        _("Sessions a certificate needs"),
        least=1,
        most=50,
        description=_("How many sessions a person must have attended"),
    )
    evidence_join = BooleanField(_("The person pressed Join on their own link"))
    evidence_host = BooleanField(_("The host or an organiser ticked their name"))
    join_opens_minutes = WholeBetween(
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
    calendar_quiet_minutes = WholeBetween(
        _("Minutes to wait before changes go into calendars"),
        least=0,
        most=120,
        description=_("Several changes within this time go out as one mail"),
    )
    changeover_minutes = WholeBetween(
        _("Minutes to change over between two sessions in a room"),
        least=0,
        most=60,
        description=_("The timetable warns of less time. It never forbids it"),
    )


class WordsForm(FlaskForm):
    organiser_name = Line(
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
        [Optional(), at_most(2000)],
        description=_("They stand in the mail that confirms places"),
    )
    certificate_text = TextField(
        _("Words on the certificate"),
        [Optional(), at_most(600)],
        description=_("A sentence about the event"),
    )
    signatory_role = Line(
        _("Who signs the certificate"),
        longest=120,
        description=_("A role, such as Head of Libraries"),
    )


class InviteForm(FlaskForm):
    name = Line(_("Full name"), longest=200, missing=_("Enter their full name"))
    email = EmailField(_("Email address"), missing=_("Enter their email address"))
    role = RadioField(
        _("What they do"), choices=ROLES, validators=[InputRequired(_("Choose what they do"))]
    )


class EndRoleForm(FlaskForm):
    person = HiddenField(validators=[InputRequired()])
    role = RadioField(choices=list(ROLE_NAMES.items()), validators=[InputRequired()])
