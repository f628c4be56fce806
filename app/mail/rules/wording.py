"""Which words of a mail organisers may put their own for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Wordable:
    """A mail with words of its own for each event.

    `name` and `when` say to organisers which it is and when it goes. `placeholders`: what may stand in the
    words, and where it is in the mail's values (`session`: `session.title`). `variant`: only when this
    value is that one (`state`, `confirmed`).
    """

    template: str
    name: str
    when: str
    placeholders: Mapping[str, str]
    variant: tuple[str, str] | None = None

    @property
    def key(self) -> str:
        return f"{self.template}:{self.variant[1]}" if self.variant else self.template
