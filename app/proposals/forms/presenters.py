"""Shapes of input to ask a colleague to present, and to answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField
from wtforms.validators import InputRequired, Length, Optional

from app.kernel.fields import EmailField, LineField, NameField, TextField
from app.proposals.actions import Acceptance, Colleague
from app.proposals.forms.services import (
    check_service,
    organisation_field,
    organisation_of,
    service_field,
    service_id_of,
    slug_of,
)
from app.proposals.forms.writing import LONGEST_NEEDS
from app.proposals.models import Presenter

AGREES = {"yes": True, "no": False}


class ColleagueForm(FlaskForm):
    name = NameField(_("Their full name"), missing=_("Enter their full name"))
    email = EmailField(
        _("Their work email address"),
        description=_("They get a mail and answer for themselves"),
        missing=_("Enter their email address"),
    )
    service = service_field(
        _("Library service they present for"),
        _("It may be another than yours"),
        missing=_("Choose the library service, or “Other organisation”"),
    )
    other_organisation = organisation_field(_("Name of the organisation"))
    role = LineField(_("Their role"), [Optional(), Length(max=120)])

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        return check_service(self, "service", "other_organisation") and good

    def colleague(self) -> Colleague:
        return Colleague(
            name=self.name.data or "",
            email=self.email.data or "",
            service_id=service_id_of(self.service.data),
            other_organisation=organisation_of(self.service.data, self.other_organisation.data),
            role=self.role.data or "",
        )


class AcceptForm(FlaskForm):
    """What who presents says for themselves."""

    name = NameField(
        _("Your full name"),
        description=_("As it should stand in the programme"),
        missing=_("Enter your full name"),
    )
    role = LineField(
        _("Your role"),
        [Optional(), Length(max=120)],
        description=_("For example Digital inclusion officer"),
    )
    service = service_field(
        _("Library service you present for"),
        missing=_("Choose the library service, or “Other organisation”"),
    )
    other_organisation = organisation_field(_("Name of the organisation"))
    agrees = RadioField(
        _("Do you agree to be recorded?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        validators=[InputRequired(_("Choose whether you agree to be recorded"))],
    )
    needs = TextField(
        _("Is there anything you need to take part?"),
        [Optional(), Length(max=LONGEST_NEEDS)],
        description=_(
            "For example captions, British Sign Language or a break. "
            "Only the person who arranges access reads this."
        ),
    )
    take_back = BooleanField(_("Forget what I told you"))

    @classmethod
    def of(cls, presenter: Presenter) -> AcceptForm:
        agrees = {True: "yes", False: "no", None: None}[presenter.agrees_to_recording]
        return cls(
            name=presenter.person.name,
            role=presenter.role,
            service=slug_of(presenter.service_id, presenter.other_organisation),
            other_organisation=presenter.other_organisation,
            agrees=agrees,
        )

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        return check_service(self, "service", "other_organisation") and good

    def acceptance(self) -> Acceptance:
        return Acceptance(
            name=self.name.data or "",
            role=self.role.data or "",
            service_id=service_id_of(self.service.data),
            other_organisation=organisation_of(self.service.data, self.other_organisation.data),
            agrees_to_recording=AGREES.get(self.agrees.data or ""),
            needs=self.needs.data or "",
            takes_needs_back=bool(self.take_back.data),
        )
