"""When slides are due and who gets them."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from app.events.policies.checks import BadPolicy, names_of

AUDIENCES = ("attendees", "everyone")


@dataclass(frozen=True, kw_only=True)
class MaterialsPolicy:
    """When slides are due and who gets them. `audience` is one of AUDIENCES; `release` is an instant, None:
    when the last time of a session has ended."""

    slides_days: int = 7  # before the day
    chase: bool = True  # presenters without slides are written to
    audience: str = "attendees"
    release: datetime | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.slides_days <= 60:
            raise BadPolicy(_("Slides can be due 0 to 60 days before the day."))
        if self.audience not in AUDIENCES:
            raise BadPolicy(_("Slides are for who has a place in the session, or for everyone."))

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> MaterialsPolicy:
        values = {name: value for name, value in data.items() if name in names_of(cls)}
        release = values.pop("release", None)
        return cls(**values, release=datetime.fromisoformat(release) if release else None)

    def to_json(self) -> dict[str, Any]:
        return {**asdict(self), "release": self.release.isoformat() if self.release else None}
