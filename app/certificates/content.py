"""What stands on a certificate, frozen when it is issued: finished text in one language.

A certificate is rendered from this alone, today or in ten years, so a later change of an event's
words or of the product's does not change what was issued.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any, Self

from app.kernel.plain_text import clean_line, clean_text


@dataclass(frozen=True, slots=True, kw_only=True)
class AttendedSession:
    """One session: its title, its time in words ("09:30 to 10:15") and who presented it."""

    title: str
    time: str
    services: str

    def __post_init__(self) -> None:
        _clean(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateWords:
    """The fixed words of a certificate in its language; `words.certificate_words` makes them."""

    heading: str
    presented_to: str
    took_part: str
    sessions: str
    title_column: str
    time_column: str
    services_column: str
    learning_time: str
    issued_by: str
    issued_on: str
    check: str
    check_how: str
    code: str
    qr_alternative: str
    no_assessment: str

    def __post_init__(self) -> None:
        _clean(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class CertificateContent:
    """One certificate. All of it is plain text, shown as it stands.

    `language` is a BCP 47 tag. `date_text`, `mode` ("online"), `learning_time`, `how_counted` and
    `issued_on_text` are sentences or phrases in that language; `issued_on` dates the file itself.
    `organisers_text` may have several lines, each a paragraph, and may be empty, as may
    `signatory_name`. `verify_url` stands in the QR code, `verify_address` is the one to type.
    Refused with ValueError: a `verify_url` that is not http or https, a language that is no tag.
    """

    language: str
    person_name: str
    event_name: str
    date_text: str
    mode: str
    organiser_name: str
    sessions: tuple[AttendedSession, ...]
    learning_time: str
    how_counted: str
    organisers_text: str
    issuer_name: str
    signatory_name: str
    signatory_role: str
    issued_on: date
    issued_on_text: str
    short_code: str
    verify_url: str
    verify_address: str
    words: CertificateWords

    def __post_init__(self) -> None:
        _clean(self, keep_lines=("organisers_text",))
        if not self.verify_url.startswith(("https://", "http://")):
            raise ValueError("a certificate is checked at an http or https address")
        if not self.language.replace("-", "").isalnum():
            raise ValueError("a certificate's language is a tag such as en-GB")

    @property
    def title(self) -> str:
        """The document's title, also for a page's `<title>`."""
        return f"{self.words.heading}: {self.person_name}, {self.event_name}"

    @property
    def organisers_paragraphs(self) -> list[str]:
        return [line.strip() for line in self.organisers_text.splitlines() if line.strip()]

    def to_json(self) -> dict[str, Any]:
        """A plain value for a JSON column; `from_json` gives back an equal content."""
        return {
            **{field.name: getattr(self, field.name) for field in fields(self)},
            "sessions": [asdict(session) for session in self.sessions],
            "issued_on": self.issued_on.isoformat(),
            "words": asdict(self.words),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        sessions = tuple(AttendedSession(**session) for session in data["sessions"])
        values = {
            **data,
            "sessions": sessions,
            "issued_on": date.fromisoformat(data["issued_on"]),
            "words": CertificateWords(**data["words"]),
        }
        return cls(**values)


def _clean(
    content: AttendedSession | CertificateWords | CertificateContent,
    *,
    keep_lines: tuple[str, ...] = (),
) -> None:
    """Takes out what a PDF's text and metadata cannot hold."""
    for field in fields(content):
        value = getattr(content, field.name)
        if isinstance(value, str):
            cleaned = clean_text(value) if field.name in keep_lines else clean_line(value)
            object.__setattr__(content, field.name, cleaned)
