"""The parts of a proposal as pages: which form each has, which comes after which, what differs."""

from __future__ import annotations

from typing import Any, Protocol

from flask import url_for
from flask_babel import gettext as _
from wtforms import Field

from app.kernel import clock
from app.kernel.errors import Refusal
from app.programme import queries as programme
from app.proposals import errors, queries
from app.proposals.enums import Missing, QuestionKind, Reach, Step
from app.proposals.forms.answers import AnswersForm, answers_form
from app.proposals.forms.services import service_rows
from app.proposals.forms.writing import AboutForm, Offered, PracticalForm, SessionForm, WhoForm
from app.proposals.models import Question
from app.proposals.queries import Part
from app.proposals.views.blueprint import Opened

# What a proposal must have: the field to fill in, and what is said there.
FIELDS: dict[Missing, tuple[Step, str]] = {
    Missing.TITLE: (Step.SESSION, "title"),
    Missing.TYPE: (Step.SESSION, "format"),
    Missing.LENGTH: (Step.SESSION, "format"),
    Missing.ABSTRACT: (Step.ABOUT, "abstract"),
    Missing.OWNER: (Step.WHO, "service"),
    Missing.RECORDING: (Step.PRACTICAL, "recording"),
}
_FORMS: dict[Step, Any] = {
    Step.SESSION: SessionForm,
    Step.ABOUT: AboutForm,
    Step.WHO: WhoForm,
    Step.PRACTICAL: PracticalForm,
}


class PartForm(Protocol):
    """A form of one part."""

    form_errors: list[str]

    def validate(self) -> bool: ...
    def part(self) -> Part: ...
    def __getitem__(self, name: str) -> Field: ...
    def __iter__(self) -> Any: ...


def may_write(found: Opened, step: Step) -> bool:
    """Whether the lead may change this part now, and there is something to answer."""
    if not found.standing.is_lead or found.standing.reach == Reach.NOTHING:
        return False
    if step == Step.QUESTIONS:
        return bool(open_questions(found))
    return found.standing.reach == Reach.ALL


def open_questions(found: Opened) -> list[Question]:
    """Those asked now whose answer does not stand yet."""
    now = clock.now()
    return [
        one for one in found.terms.questions if not queries.is_frozen(one, found.proposal, now=now)
    ]


def form_for(found: Opened, step: Step, *, as_stored: bool = False) -> PartForm:
    """Filled from what was sent, else from what stands; `as_stored`: from what stands in any case."""
    part = queries.part_of(found.proposal, step)
    if step == Step.QUESTIONS:
        asked = [one for one in open_questions(found) if one.kind != QuestionKind.FILE]
        return answers_form(asked, part, as_stored=as_stored)
    form: PartForm = _FORMS[step].of(part, _offered(found), as_stored=as_stored)
    return form


def after(found: Opened, step: Step) -> str:
    """The address of the page after this one; presenters have one of their own between."""
    token, ref = found.token, found.proposal.public_id
    if step == Step.WHO:
        return url_for("proposals.presenters", token=token, ref=ref)
    following = [one for one in list(Step)[list(Step).index(step) + 1 :] if may_write(found, one)]
    if following:
        return url_for("proposals.write", token=token, ref=ref, step=following[0].value)
    return url_for("proposals.check", token=token, ref=ref)


def differences(found: Opened, step: Step, form: PartForm) -> list[tuple[str, str]]:
    """Label and words of each field that stands otherwise than it was typed."""
    stored = form_for(found, step, as_stored=True)
    pairs = [(field, _words(field)) for field in stored if field.name not in _UNSEEN]
    return [
        (str(field.label.text), words or _("(nothing)"))
        for field, words in pairs
        if words != _words(form[field.name])
    ]


def refuse_missing(found: Opened, step: Step, form: PartForm, refusal: Refusal) -> None:
    """A refusal at the fields it is about; at the top of the page when it is about none."""
    names: list[str] = []
    if isinstance(refusal, errors.Incomplete):
        names = [FIELDS[one][1] for one in refusal.missing if FIELDS[one][0] == step]
        if isinstance(form, AnswersForm):
            rows = form.rows()
            names += [field.name for one, field in rows if one.id in refusal.unanswered]
    elif isinstance(refusal, errors.TypeClosed):
        names = ["format"]
    elif isinstance(refusal, errors.NamedAlready):
        names = ["name"]
    for name in names:
        sentence = str(refusal) if not isinstance(refusal, errors.Incomplete) else _needed()
        form[name].errors = [*form[name].errors, sentence]
    if not names:
        form.form_errors.append(str(refusal))


def step_values(found: Opened, step: Step) -> dict[str, Any]:
    """What the page of a part needs besides its form."""
    if step == Step.WHO:
        return {"services": service_rows()}
    if step == Step.PRACTICAL:
        lead = found.proposal.lead
        return {"has_needs": bool(queries.told_needs([lead.id]))}
    if step == Step.QUESTIONS:
        answers = {one.question_id: one for one in found.proposal.answers}
        asked = open_questions(found)
        return {
            "answers": answers,
            "files": [one for one in asked if one.kind == QuestionKind.FILE],
            "standing_answers": [
                one for one in found.terms.questions if one not in asked and one.id in answers
            ],
        }
    return {}


_UNSEEN = ("csrf_token", "needs", "take_back")


def _needed() -> str:
    return _("This is needed: the proposal was sent already")


def _offered(found: Opened) -> Offered:
    event_id, chosen = found.desk.event_id, found.proposal.type_id
    types = [one for one in found.terms.every_type if one.ended_at is None or one.id == chosen]
    return Offered(types, programme.tracks(event_id), programme.tags(event_id))


def _words(field: Field) -> str:
    """What a field says, as a person reads it."""
    if hasattr(field, "iter_choices") and field.choices:
        return ", ".join(str(choice[1]) for choice in field.iter_choices() if choice[2])
    if field.type == "SelectField":  # a library service: its list is made by the page
        return next((name for slug, name, _also in service_rows() if slug == field.data), "")
    return str(field._value() or "")
