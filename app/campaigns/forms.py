"""Shapes of input: settings of mails, another time of a reminder, a mail to a group."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, HiddenField, RadioField, SelectField
from wtforms.validators import InputRequired

from app.campaigns.enums import GroupRole
from app.campaigns.rules import LONGEST_SUBJECT, LONGEST_WORDS, Audience
from app.kernel.fields import LineField, TextField
from app.kernel.numbers import WholeBetween, WholeNumberField
from app.kernel.tokens import public_id

ROLE_WORDS = {
    GroupRole.ATTENDEES.value: _("Attendees"),
    GroupRole.PRESENTERS.value: _("Presenters"),
    GroupRole.HOSTS.value: _("Session hosts"),
    GroupRole.REVIEWERS.value: _("Reviewers"),
    GroupRole.ORGANISERS.value: _("Organisers"),
    GroupRole.NEWS.value: _("Everybody who asked for news"),
}
STATE_WORDS = {
    "": _("Has a place, or may still get one"),
    "confirmed": _("Has a place"),
    "waiting": _("Waits for a place"),
    "offered": _("Has an offer to answer"),
    "cancelled": _("Gave the place up, or lost it"),
}
IN_SESSION_WORDS = {
    "": _("Has a place in it, or waits for one"),
    "confirmed": _("Has a place in it"),
    "waiting": _("Waits for a place in it"),
    "offered": _("Has an offer for it"),
    "cancelled": _("Gave their place in it up, or lost it"),
}
ATTENDED_WORDS = {"": _("Does not matter"), "yes": _("Was there"), "no": _("Was not there")}


class SettingsForm(FlaskForm):
    """Its fields are named as those of `MailsPolicy`."""

    quiet_from_hour = WholeBetween(
        _("Quiet hours begin at"),
        least=0,
        most=23,
        description=_("An hour from 0 to 23, London time. From then on no reminder goes"),
    )
    quiet_to_hour = WholeBetween(
        _("Quiet hours end at"),
        least=0,
        most=23,
        description=_("The same hour as above: there are no quiet hours"),
    )
    hour_before = RadioField(
        _("The reminder an hour before comes before"),
        choices=[
            ("first", _("the first session of a person’s day")),
            ("each", _("each of a person’s sessions")),
        ],
        validators=[InputRequired(_("Choose before which sessions the reminder comes"))],
    )
    dial_in = BooleanField(
        _("That reminder says the telephone numbers to dial in, where the room has some")
    )
    welsh = BooleanField(_("People may choose to be written to in Welsh"))
    pause_minutes = WholeBetween(
        _("Minutes before a mail to a group goes"),
        least=1,
        most=240,
        description=_("In this time it can be stopped"),
    )


class TimeForm(FlaskForm):
    """When a reminder goes. Which days and hours are possible the policy says."""

    days = WholeNumberField(
        _("Days"),
        [InputRequired(_("Enter how many days"))],
        wrong=_("Enter the number of days as a whole number"),
    )
    hour = WholeNumberField(
        _("Hour"),
        [InputRequired(_("Enter the hour"))],
        wrong=_("Enter the hour as a whole number"),
        description=_("From 7 to 20, London time"),
    )


class _WordsForm(FlaskForm):
    """What is said. Length and placeholders are checked by the rules, with their sentences."""

    subject = LineField(
        _("Subject"), description=_("At most %(number)s characters", number=LONGEST_SUBJECT)
    )
    words = TextField(_("What you want to say"))
    version = HiddenField(default="0")
    once = HiddenField(default=public_id)  # makes the same form sent twice one mail

    limit = LONGEST_WORDS

    @property
    def token(self) -> str:
        typed = self.once.data or ""
        return typed if re.fullmatch(r"[0-9a-f]{24}", typed) else public_id()

    @property
    def version_seen(self) -> int:
        typed = self.version.data or ""
        return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0


class GroupForm(_WordsForm):
    """Who gets it, and what is said."""

    role = RadioField(
        _("Who are they?"),
        choices=list(ROLE_WORDS.items()),
        default=GroupRole.ATTENDEES.value,
        validators=[InputRequired(_("Choose who gets this mail"))],
    )
    state = SelectField(_("Their place at the event"), choices=list(STATE_WORDS.items()))
    session = SelectField(_("Session"), choices=[], validate_choice=False)
    in_session = SelectField(_("Their place in it"), choices=list(IN_SESSION_WORDS.items()))
    service = SelectField(_("Library service"), choices=[], validate_choice=False)
    attended = SelectField(_("On the day"), choices=list(ATTENDED_WORDS.items()))

    def offer(
        self, sessions: Sequence[tuple[str, str]], services: Sequence[tuple[str, str]]
    ) -> None:
        """Sessions by public id, library services by slug."""
        self.session.choices = [("", _("Any session, or none")), *sessions]
        self.service.choices = [("", _("Any")), *services]
        self._known = {"session": dict(sessions), "service": dict(services)}

    def validate(self, extra_validators: Any = None) -> bool:
        good = bool(super().validate(extra_validators))
        for field in (self.session, self.service):
            if field.data and field.data not in self._known[field.name]:
                field.errors = [*field.errors, _("Choose one from the list")]
                good = False
        return good

    @property
    def audience(self) -> Audience:
        return Audience(
            role=GroupRole(self.role.data),
            state=self.state.data or "",
            session=self.session.data or "",
            in_session=self.in_session.data or "",
            service=self.service.data or "",
            attended=self.attended.data or "",
        )


class PrivateForm(_WordsForm):
    """To one person, by the access lead."""
