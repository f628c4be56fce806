"""Shapes of input to begin: with an address, or at one's desk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import DataRequired, Length, Optional

from app.kernel.fields import EmailField, LineField, NameField
from app.proposals.forms.services import check_service, organisation_field, service_field


class TitleForm(FlaskForm):
    """A new draft at a desk, whose name and address are known."""

    title = LineField(
        _("Working title"),
        [DataRequired(_("Enter a working title")), Length(max=200)],
        description=_("You can change it until you send the proposal"),
    )
    service = service_field(
        _("Library service that offers the session"),
        _("Start typing its name, the council, or a name it is known by"),
        missing=_("Choose the library service, or “Other organisation”"),
    )
    other_organisation = organisation_field(_("Name of the organisation"))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        return check_service(self, "service", "other_organisation") and good


class BeginForm(TitleForm):
    """`code`: a code for late proposals; the page asks for it when the call has closed."""

    name = NameField(
        _("Your full name"),
        description=_("As it should stand in the programme"),
        missing=_("Enter your full name"),
    )
    email = EmailField(
        _("Your work email address"),
        description=_("We send the link to your draft here"),
        missing=_("Enter your email address"),
    )
    code = LineField(
        _("Code for late proposals"),
        [Optional(), Length(max=40)],
        description=_("The organisers give it to you"),
    )


class AddressForm(FlaskForm):
    email = EmailField(
        _("Your email address"),
        description=_("The one you proposed with, or were asked to present at"),
        missing=_("Enter your email address"),
    )
