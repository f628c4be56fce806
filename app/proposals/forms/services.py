"""Asking which library service, or which other organisation."""

from __future__ import annotations

from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.validators import InputRequired, Length, Optional

from app.events import queries as events
from app.kernel.fields import LineField

OTHER = "other"
OTHER_HINT = _("Only if you chose “Other organisation”")


def service_field(label: Any, hint: Any = "", *, missing: Any = None) -> SelectField:
    """`missing`: the sentence for no choice, when there must be one. What is chosen is a slug, or `other`;
    `check_service` looks whether there is one."""
    first = InputRequired(missing) if missing else Optional(strip_whitespace=False)
    return SelectField(
        label, description=hint, validators=[first], choices=(), validate_choice=False
    )


def organisation_field(label: Any) -> LineField:
    return LineField(label, [Optional(), Length(max=160)], description=OTHER_HINT)


def service_rows() -> list[tuple[str, str, str]]:
    """Library services for a form, each with its other names, and "other organisation"."""
    rows = [(one.slug, one.name, one.also) for one in events.service_choices()]
    return [*rows, (OTHER, gettext("Other organisation"), "")]


def check_service(form: FlaskForm, service: str, organisation: str) -> bool:
    """A made-up service is refused, and an other organisation without a name."""
    chosen, named = form[service], form[organisation]
    known = {OTHER, *(one.slug for one in events.service_choices())}
    if chosen.data and chosen.data not in known:
        chosen.errors = [*chosen.errors, chosen.gettext("Not a valid choice.")]
        return False
    if chosen.data == OTHER and not (named.data or "").strip():
        named.errors = [*named.errors, gettext("Enter the name of the organisation")]
        return False
    return True


def service_id_of(slug: str | None) -> int | None:
    return next((one.id for one in events.service_choices() if one.slug == slug), None)


def organisation_of(slug: str | None, named: str | None) -> str:
    """What was typed counts only with "other organisation" chosen."""
    return (named or "").strip() if slug == OTHER else ""


def slug_of(service_id: int | None, organisation: str) -> str:
    """What is chosen in the field for what is stored."""
    if service_id is None:
        return OTHER if organisation else ""
    return next(one.slug for one in events.service_choices() if one.id == service_id)
