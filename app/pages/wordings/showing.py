"""What a mail would say: the words that come with the product, and a preview with real or invented values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import current_app

from app.events.models import Event
from app.kernel.babel import ENGLISH
from app.kernel.mailbox import Mailbox
from app.mail import queries, rendering, rules
from app.mail.actions import Draft, values_of
from app.mail.rules import Wordable, Wordables
from app.pages.wordings.samples import sample_of


@dataclass(frozen=True)
class Choice:
    """One mail in one language."""

    wordable: Wordable
    language: str


@dataclass(frozen=True)
class Preview:
    """A mail as it would be read."""

    subject: str
    text: str
    html: str


class _Number(int):
    """A number that is read as its placeholder; a plural, as nobody knows which it will be."""

    mark: str

    def __str__(self) -> str:
        return self.mark


def wordables() -> Wordables:
    known: Wordables = current_app.extensions["wordables"]
    return known


def languages_of(event: Event) -> tuple[str, ...]:
    """In which the event's mails are written."""
    return (ENGLISH, "cy") if event.policies.mails.welsh else (ENGLISH,)


def built_in(event: Event, choice: Choice) -> tuple[str, str]:
    """Subject and opening as they come with the product, with placeholders where values will be."""
    wordable = choice.wordable
    values = rendering.frozen(_sample(event, wordable), choice.language)
    for name, path in wordable.placeholders.items():
        _put(values, path.split("."), f"{{{name}}}")
    return rendering.built_in(wordable.template, values)


def newest_values(event: Event, choice: Choice) -> dict[str, Any] | None:
    """What the newest real mail of this kind showed, its links masked; None before there is one."""
    for row in queries.newest_like(event.slug, choice.wordable.template, choice.language):
        if choice.wordable.is_of(row.values):
            values: dict[str, Any] = _masked(row.values)
            values.pop("own", None)
            return values
    return None


def draft_of(
    event: Event, choice: Choice, words: tuple[str, str], *, to: Mailbox, key: str
) -> Draft:
    """A test: the newest real mail of this kind, or an invented one, in these words."""
    return Draft(
        template=choice.wordable.template,
        to=to,
        values=newest_values(event, choice) or _sample(event, choice.wordable),
        language=choice.language,
        own=words,
        is_test=True,
        urgent=True,
        scope=event.slug,
        dedupe_key=f"{queries.A_TEST}{key}",
    )


def preview_of(draft: Draft) -> Preview:
    values = values_of(draft)
    return Preview(
        subject=rendering.subject_of(draft.template, values),
        text=rendering.text_of(draft.template, values),
        html=rendering.html_of(draft.template, values),
    )


def _sample(event: Event, wordable: Wordable) -> dict[str, Any]:
    return sample_of(wordable.template, wordable.variant, event)


def _put(values: dict[str, Any], path: list[str], mark: str) -> None:
    """Puts the placeholder where its value is."""
    for part in path[:-1]:
        inner = dict(values.get(part) or {})
        values[part] = inner
        values = inner
    if isinstance(values.get(path[-1]), int):
        number = _Number(5)
        number.mark = mark
        values[path[-1]] = number
    else:
        values[path[-1]] = mark


def _masked(value: Any) -> Any:
    if isinstance(value, str):
        return rules.masked(value)
    if isinstance(value, Mapping):
        return {key: _masked(one) for key, one in value.items()}
    return [_masked(one) for one in value] if isinstance(value, list) else value
