"""Shapes of input when organisers set the call up: its dates, types of sessions, late codes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import RadioField, StringField
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from app.kernel.errors import Refusal
from app.kernel.fields import LineField, LondonField, TextField
from app.kernel.numbers import WholeNumberField
from app.kernel.tokens import normal_code
from app.programme.enums import SessionKind
from app.proposals import rules
from app.proposals.actions import CallDraft, LateCodeDraft, TypeDraft
from app.proposals.models import CallType

LONGEST_INTRO = 5000
MOST_USES = 1000
KINDS = {
    SessionKind.TALK: _("Talk"),
    SessionKind.WORKSHOP: _("Workshop"),
    SessionKind.PANEL: _("Panel"),
}


class CallForm(FlaskForm):
    intro = TextField(
        _("What you ask for"),
        [Optional(), Length(max=LONGEST_INTRO)],
        description=_("Stands at the top of the call. An empty line begins a new paragraph"),
    )
    opens_at = LondonField(
        _("Opens"), [InputRequired(_("Enter when it opens"))], description=_("London time")
    )
    closes_at = LondonField(
        _("Closes"),
        [InputRequired(_("Enter when it closes"))],
        description=_("London time. A type of session can have dates of its own"),
    )
    confirm_days = WholeNumberField(
        _("Days to confirm"),
        [
            InputRequired(_("Enter a whole number from 1 to 60")),
            NumberRange(1, 60, message=_("Enter a whole number from 1 to 60")),
        ],
        wrong=_("Enter a whole number from 1 to 60"),
        description=_("How long people have to say that they come, once they are accepted"),
    )

    def draft(self) -> CallDraft:
        return CallDraft(
            intro=(self.intro.data or "").strip(),
            opens_at=self.opens_at.data,
            closes_at=self.closes_at.data,
            confirm_days=self.confirm_days.data or 1,
        )


class TypeForm(FlaskForm):
    name = LineField(
        _("Name"),
        [DataRequired(_("Enter a name")), Length(max=80)],
        description=_("For example Hands-on workshop"),
    )
    kind = RadioField(
        _("What it becomes in the programme"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        validators=[InputRequired(_("Choose what it becomes in the programme"))],
    )
    lengths = LineField(
        _("Lengths in minutes"),
        [InputRequired(_("Enter at least one length"))],
        description=_("With commas between, for example 30, 45"),
    )
    opens_at = LondonField(
        _("Opens"), [Optional()], description=_("London time. Empty: with the call")
    )
    closes_at = LondonField(
        _("Closes"), [Optional()], description=_("London time. Empty: with the call")
    )

    @classmethod
    def of(cls, row: CallType) -> TypeForm:
        form = cls(obj=row)
        if not form.is_submitted():
            form.lengths.data = ", ".join(map(str, row.minutes))
        return form

    def validate_lengths(self, field: StringField) -> None:
        try:
            rules.lengths_of(field.data or "")
        except Refusal as refusal:
            raise ValidationError(str(refusal)) from refusal

    def draft(self) -> TypeDraft:
        return TypeDraft(
            name=self.name.data or "",
            kind=SessionKind(self.kind.data),
            lengths=rules.lengths_of(self.lengths.data or ""),
            opens_at=self.opens_at.data,
            closes_at=self.closes_at.data,
        )


class LateCodeForm(FlaskForm):
    label = LineField(
        _("Who it is for"),
        [DataRequired(_("Enter who the code is for")), Length(max=120)],
        description=_("Only organisers see it, for example “Services of the new region”"),
    )
    code = LineField(
        _("Code"),
        [DataRequired(_("Enter a code")), Length(max=20)],
        description=_("People type it when they send. Capitals, spaces and dashes do not matter"),
    )
    uses = WholeNumberField(
        _("How many proposals"),
        [
            InputRequired(_("Enter how many proposals can be sent with it")),
            NumberRange(1, MOST_USES, message=_("Enter a whole number from 1 to 1000")),
        ],
        wrong=_("Enter a whole number from 1 to 1000"),
        description=_("As many can be sent with it"),
    )
    expires_at = LondonField(
        _("Until when"),
        [InputRequired(_("Enter until when the code is good"))],
        description=_("London time. Until then what was sent with it can be changed too"),
    )

    def validate_code(self, field: StringField) -> None:
        if not normal_code(field.data or ""):
            raise ValidationError(_("A code needs letters or digits"))

    def draft(self) -> LateCodeDraft:
        assert self.uses.data is not None and self.expires_at.data is not None, (
            "the form needs them"
        )
        return LateCodeDraft(
            code=self.code.data or "",
            label=self.label.data or "",
            uses=self.uses.data,
            expires_at=self.expires_at.data,
        )


def refuse(form: FlaskForm, refusal: Refusal, fields: Mapping[type[Refusal], str]) -> None:
    """The sentence stands at its field; at the top when it belongs to none."""
    name = fields.get(type(refusal))
    field: Any = form[name] if name else None
    if field is None:
        form.form_errors.append(str(refusal))
    else:
        field.errors = [*field.errors, str(refusal)]
