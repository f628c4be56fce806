"""The shape of input for answers to the organisers' questions: made anew for the questions there are."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import Field, RadioField, SelectField
from wtforms.validators import Length, Optional

from app.kernel.fields import DayField, LineField, TextField, check_https
from app.kernel.numbers import WholeNumberField
from app.kernel.shown import lines
from app.proposals.enums import QuestionKind
from app.proposals.forms.writing import typed
from app.proposals.models import Question
from app.proposals.queries import Part

LONGEST = {QuestionKind.TEXT: 300, QuestionKind.LONG_TEXT: 10_000, QuestionKind.LINK: 1000}
MOST_RADIOS = 8  # more choices are a list to open
OR_NOTHING = Optional(strip_whitespace=False)


class AnswersForm(FlaskForm):
    """Made by `answers_form`. `asked`: its questions, in their order."""

    asked: tuple[Question, ...] = ()

    def rows(self) -> list[tuple[Question, Field]]:
        return [(question, self[_name(question)]) for question in self.asked]

    def part(self) -> Part:
        """Words for each question of the form; empty ones too, which take an answer back."""
        return {str(question.id): _stored(field.data) for question, field in self.rows()}


def answers_form(
    questions: Sequence[Question], part: Part, *, as_stored: bool = False
) -> AnswersForm:
    """`questions` to be answered here: none with files, none that are frozen."""
    fields = {_name(one): _field(one, part.get(str(one.id), "")) for one in questions}
    made = type("AnswersForm", (AnswersForm,), {"asked": tuple(questions), **fields})
    data = {_name(one): _read(one, part.get(str(one.id), "")) for one in questions}
    form: AnswersForm = made(**typed(as_stored), data=data)
    return form


def _name(question: Question) -> str:
    return f"q_{question.public_id}"


def _field(question: Question, answer: str) -> Any:
    kind, label, more = question.kind, question.label, {"description": question.hint}
    if kind == QuestionKind.NUMBER:
        return WholeNumberField(
            label, [Optional()], wrong=_("Enter a whole number, like 6"), **more
        )
    if kind == QuestionKind.DATE:
        return DayField(label, [Optional()], **more)
    if kind == QuestionKind.CHOICE:
        return _choice(question, answer)
    checks = [Optional(), Length(max=LONGEST[kind])]
    if kind == QuestionKind.LINK:
        return LineField(label, [*checks, check_https], **more)
    return (TextField if kind == QuestionKind.LONG_TEXT else LineField)(label, checks, **more)


def _choice(question: Question, answer: str) -> Any:
    """What was answered stays a choice, should the organisers have taken it out since."""
    choices = list(dict.fromkeys([*lines(question.choices), *([answer] if answer else [])]))
    pairs: list[tuple[str, Any]] = [(one, one) for one in choices]
    of = RadioField if len(pairs) <= MOST_RADIOS else SelectField
    if of is SelectField:
        pairs = [("", _("No answer")), *pairs]
    return of(question.label, choices=pairs, validators=[OR_NOTHING], description=question.hint)


def _read(question: Question, answer: str) -> Any:
    """The field's data for a stored answer."""
    if not answer:
        return None if question.kind != QuestionKind.CHOICE else ""
    if question.kind == QuestionKind.NUMBER:
        return int(answer)
    return date.fromisoformat(answer) if question.kind == QuestionKind.DATE else answer


def _stored(data: Any) -> str:
    if data is None:
        return ""
    return data.isoformat() if isinstance(data, date) else str(data)
