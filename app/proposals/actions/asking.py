"""The organisers' own questions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.audit.actions import record
from app.kernel.tokens import public_id
from app.kernel.transaction import needs_transaction
from app.proposals import queries, rules
from app.proposals.actions.ordering import moved
from app.proposals.enums import Need, QuestionKind
from app.proposals.models import Call, Question


@dataclass(frozen=True, kw_only=True)
class QuestionDraft:
    """`choices`: what can be chosen, for a question with a choice."""

    kind: QuestionKind
    label: str
    hint: str = ""
    choices: tuple[str, ...] = ()
    need: Need = Need.OPTIONAL
    required_from: datetime | None = None
    frozen_from: datetime | None = None
    for_reviewers: bool = False


def add_question(event_id: int, draft: QuestionDraft, *, now: datetime, actor: str) -> Question:
    """At the end of the list. Refused: one that nobody could answer."""
    call = _locked(event_id)
    _check(draft.kind, draft)
    every = queries.questions_of(event_id)
    row = Question(
        public_id=public_id(),
        event_id=event_id,
        kind=draft.kind,
        position=max((one.position for one in every), default=0) + 1,
        **_values(draft),
    )
    needs_transaction().add(row)
    record("question added", now=now, actor=actor, scope=call.event.slug, label=draft.label)
    return row


def change_question(
    event_id: int, question_ref: str, draft: QuestionDraft, *, now: datetime, actor: str
) -> None:
    """Its kind stays: there may be answers. Refused: one that nobody could answer."""
    call = _locked(event_id)
    row = _by_ref(event_id, question_ref)
    _check(row.kind, draft)
    for name, value in _values(draft).items():
        setattr(row, name, value)
    record("question changed", now=now, actor=actor, scope=call.event.slug, label=draft.label)


def end_question(event_id: int, question_ref: str, *, now: datetime, actor: str) -> None:
    """Not asked any more. What was answered stays."""
    _set_end(event_id, question_ref, now, "question ended", now=now, actor=actor)


def restore_question(event_id: int, question_ref: str, *, now: datetime, actor: str) -> None:
    _set_end(event_id, question_ref, None, "question restored", now=now, actor=actor)


def move_question(event_id: int, question_ref: str, *, up: bool) -> None:
    """One step up or down among those that are asked; nothing happens at the end of the list."""
    _locked(event_id)
    asked = [one for one in queries.questions_of(event_id) if one.ended_at is None]
    moved(asked, question_ref, up=up)


def _set_end(
    event_id: int, ref: str, ended_at: datetime | None, what: str, *, now: datetime, actor: str
) -> None:
    call = _locked(event_id)
    row = _by_ref(event_id, ref)
    if (row.ended_at is None) != (ended_at is None):
        row.ended_at = ended_at
        record(what, now=now, actor=actor, scope=call.event.slug, label=row.label)


def _locked(event_id: int) -> Call:
    call = queries.locked_call(event_id)
    assert call is not None, "questions belong to a call"
    return call


def _by_ref(event_id: int, question_ref: str) -> Question:
    """The view has looked: it is there, and questions are never taken away."""
    return next(one for one in queries.questions_of(event_id) if one.public_id == question_ref)


def _check(kind: QuestionKind, draft: QuestionDraft) -> None:
    why_not = rules.why_not_question(
        kind, choices=list(draft.choices), need=draft.need, required_from=draft.required_from
    )
    if why_not:
        raise why_not


def _values(draft: QuestionDraft) -> dict[str, object]:
    return {
        "label": draft.label,
        "hint": draft.hint,
        "choices": "\n".join(dict.fromkeys(draft.choices)),
        "need": draft.need,
        "required_from": draft.required_from if draft.need == Need.REQUIRED_FROM else None,
        "frozen_from": draft.frozen_from,
        "for_reviewers": draft.for_reviewers,
    }
