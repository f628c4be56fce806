"""What a person has said so far, carried from page to page in a signed hidden field.

Filling in a form holds nothing and stores nothing: until the last button there is no row. The token in
it makes the last button's press, however often it arrives, one registration.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from app.kernel.keys import signing_keys
from app.kernel.tokens import public_id
from app.registration.enums import CalendarChoice


@dataclass(frozen=True, kw_only=True)
class Answers:
    """`slots` are public ids with their rank among those at the same time (0: wanted most); `service`
    a slug, or `other`."""

    token: str
    name: str = ""
    email: str = ""
    service: str = ""
    other_organisation: str = ""
    needs: str = ""
    calendar: str = CalendarChoice.DAY.value
    language: str = "en"
    code: str = ""
    news: bool = False
    slots: dict[str, int] = field(default_factory=dict)

    @property
    def says_who(self) -> bool:
        """The first page was answered."""
        return bool(self.name and self.email and self.service)

    def but(self, **changes: Any) -> Answers:
        return replace(self, **changes)


def fresh(*, slots: tuple[str, ...], calendar: str) -> Answers:
    return Answers(token=public_id(), slots=dict.fromkeys(slots, 0), calendar=calendar)


def sealed(answers: Answers, *, event_slug: str) -> str:
    return _serializer(event_slug).dumps(asdict(answers))


def opened(text: str, *, event_slug: str) -> Answers | None:
    """None for what we did not sign ourselves for this event."""
    try:
        data = _serializer(event_slug).loads(text)
    except BadSignature:
        return None
    return Answers(**data)


def _serializer(event_slug: str) -> URLSafeSerializer:
    oldest_first = list(reversed(signing_keys()))
    return URLSafeSerializer(oldest_first, salt=f"register|{event_slug}")
