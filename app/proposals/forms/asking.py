"""The shape of input for a question of the organisers."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, RadioField
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from app.kernel.fields import LineField, LondonField, TextField
from app.kernel.shown import lines
from app.proposals.actions import QuestionDraft
from app.proposals.enums import Need, QuestionKind
from app.proposals.models import Question

KINDS = {
    QuestionKind.TEXT: _("One line of text"),
    QuestionKind.LONG_TEXT: _("Longer text"),
    QuestionKind.CHOICE: _("One of several choices"),
    QuestionKind.NUMBER: _("A whole number"),
    QuestionKind.DATE: _("A date"),
    QuestionKind.LINK: _("A link"),
    QuestionKind.FILE: _("A file"),
}
NEEDS = {
    Need.OPTIONAL: _("No"),
    Need.REQUIRED: _("Yes, before the proposal is sent"),
    Need.REQUIRED_FROM: _("Yes, from a date on"),
}


class QuestionForm(FlaskForm):
    label = LineField(_("Question"), [DataRequired(_("Enter the question")), Length(max=300)])
    hint = LineField(
        _("Hint"), [Optional(), Length(max=300)], description=_("Stands under the question")
    )
    choices = TextField(
        _("Choices"),
        [Optional(), Length(max=5000)],
        description=_("One on each line, for a question with choices"),
    )
    need = RadioField(
        _("Must it be answered?"),
        choices=[(need.value, words) for need, words in NEEDS.items()],
        default=Need.OPTIONAL.value,
        validators=[InputRequired(_("Choose whether it must be answered"))],
    )
    required_from = LondonField(
        _("From when it must be answered"),
        [Optional()],
        description=_("London time. Only if you chose “from a date on”"),
    )
    frozen_from = LondonField(
        _("From when answers stand"),
        [Optional()],
        description=_(
            "London time. From then on who has sent a proposal cannot change the answer. Empty: never"
        ),
    )
    for_reviewers = BooleanField(
        _("Reviewers may read the answers too"),
        description=_("Otherwise only organisers do"),
    )

    def as_kind(self, kind: QuestionKind) -> QuestionDraft:
        return QuestionDraft(
            kind=kind,
            label=self.label.data or "",
            hint=self.hint.data or "",
            choices=tuple(lines(self.choices.data or "")) if kind == QuestionKind.CHOICE else (),
            need=Need(self.need.data),
            required_from=self.required_from.data,
            frozen_from=self.frozen_from.data,
            for_reviewers=bool(self.for_reviewers.data),
        )


class NewQuestionForm(QuestionForm):
    """With its kind, which stays: there may be answers."""

    kind = RadioField(
        _("What kind of answer?"),
        choices=[(kind.value, words) for kind, words in KINDS.items()],
        default=QuestionKind.TEXT.value,
        validators=[InputRequired(_("Choose what kind of answer it asks for"))],
    )

    def draft(self) -> QuestionDraft:
        return self.as_kind(QuestionKind(self.kind.data))


def question_form(row: Question) -> QuestionForm:
    return QuestionForm(obj=row)
