"""A mail's words out of its folder of templates, in its reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from flask import current_app, render_template

from app.kernel.babel import writing_in
from app.kernel.plain_text import clean_line
from app.kernel.shown import Shown
from app.mail import rules

TEST = "[Test]"
_TOO_EMPTY = re.compile(r"\n[ \t]*\n[ \t\n]*\n")
LONGEST_SUBJECT = 300  # characters; longer ones are cut


def frozen(values: Mapping[str, Any], language: str) -> dict[str, Any]:
    """The values as the mail shows them: plain JSON, dates in its language, users' text disarmed."""
    written = {key: _written(value, language) for key, value in values.items()}
    ours = current_app.config["SETTINGS"].public_url
    return rules.disarmed_values(written, ours=ours) | {"language": language}


def subject_of(template: str, values: Mapping[str, Any], *, is_test: bool = False) -> str:
    """One line; the organisers' own when there is one."""
    own = (values.get("own") or {}).get("subject")
    line = clean_line(own or _rendered(f"{template}/subject.txt", values))
    line = f"{TEST} {line}" if is_test else line
    return line if len(line) <= LONGEST_SUBJECT else f"{line[: LONGEST_SUBJECT - 1].rstrip()}…"


def text_of(template: str, values: Mapping[str, Any]) -> str:
    """Paragraphs with one empty line between them, however the parts of a template came together."""
    text = _rendered(f"{template}/body.txt", values).strip()
    return _TOO_EMPTY.sub("\n\n", text) + "\n"


def html_of(template: str, values: Mapping[str, Any]) -> str:
    return _rendered(f"{template}/body.html", values)


def built_in(template: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """The subject and the opening as they come with the product, of these values as they are."""
    subject = clean_line(_rendered(f"{template}/subject.txt", values))
    opening = _rendered(f"{template}/body.txt", {**values, "part": "opening"})
    return subject, opening.strip()


def _rendered(name: str, values: Mapping[str, Any]) -> str:
    with writing_in(values.get("language", "en")):
        return render_template(name, **values)


def _written(value: Any, language: str) -> Any:
    if isinstance(value, Shown):
        return value.written_in(language)
    if isinstance(value, Mapping):
        return {key: _written(one, language) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_written(one, language) for one in value]
    return value
