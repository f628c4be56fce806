"""Who is on the panel, and of which service."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, SelectMultipleField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from app.events.queries import ServiceChoice
from app.kernel.fields import EmailField, LineField, NameField
from app.programme.models import Track

OTHER = "other"


class PanelForm(FlaskForm):
    """Whose a reviewer is: a library service (its slug) or `other`; and the tracks (slugs)."""

    service = SelectField(
        _("Their library service"),
        description=_("They neither see nor score what this service offers or presents"),
        validators=[InputRequired(_("Choose their library service, or “Other organisation”"))],
        choices=(),
        validate_choice=False,  # below, in a set
    )
    other_organisation = LineField(
        _("Name of their organisation"),
        description=_("Only if you chose “Other organisation”"),
        validators=[Optional(), Length(max=160)],
    )
    tracks = SelectMultipleField(
        _("Tracks they review"),
        description=_("Only where proposals are given to reviewers by track"),
        validators=[Optional()],
        choices=(),
    )

    def offer(self, services: Sequence[ServiceChoice], tracks: Sequence[Track]) -> None:
        self._offered = {OTHER, *(one.slug for one in services)}
        self.tracks.choices = [(one.slug, one.name) for one in tracks]

    def validate_service(self, field: SelectField) -> None:
        if field.data not in self._offered:
            raise ValidationError(field.gettext("Not a valid choice."))

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        good = bool(super().validate(extra_validators))
        named = any(map(str.isalnum, self.other_organisation.data or ""))
        if self.service.data == OTHER and not named:
            message = _("Enter the name of their organisation")
            self.other_organisation.errors = [*self.other_organisation.errors, message]
            return False
        return good


class NewReviewerForm(PanelForm):
    name = NameField(_("Full name"), missing=_("Enter their full name"))
    email = EmailField(
        _("Email address"),
        missing=_("Enter their email address"),
        description=_("We send them a mail with where to sign in. They need no password"),
    )
